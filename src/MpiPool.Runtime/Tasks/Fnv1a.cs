namespace MpiPool.Tasks;

/// <summary>FNV-1a, 64 bits, over the bytes of 64-bit numbers (little-endian) and of strings (UTF-16, little-endian). See RFC 9923.</summary>
internal static class Fnv1a
{
    public const ulong OffsetBasis = 14695981039346656037;
    private const ulong Prime = 1099511628211;

    public static ulong Add(ulong hash, ulong value)
    {
        for (int shift = 0; shift < 64; shift += 8)
            hash = (hash ^ (byte)(value >> shift)) * Prime;
        return hash;
    }

    public static ulong Add(ulong hash, string text)
    {
        foreach (char c in text)
        {
            hash = (hash ^ (byte)c) * Prime;
            hash = (hash ^ (byte)(c >> 8)) * Prime;
        }
        return hash;
    }
}
