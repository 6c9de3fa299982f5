namespace MpiPool.Generators.Parser;

/// <summary>FNV-1a, 64 bits, over UTF-16 little-endian: the same function as the runtime's.</summary>
internal static class Fnv1a
{
    public static ulong Hash(string text)
    {
        ulong hash = 14695981039346656037;
        foreach (char c in text)
        {
            hash = unchecked((hash ^ (byte)c) * 1099511628211);
            hash = unchecked((hash ^ (byte)(c >> 8)) * 1099511628211);
        }
        return hash;
    }
}
