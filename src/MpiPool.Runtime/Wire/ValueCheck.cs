using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace MpiPool.Wire;

/// <summary>
/// Length and checksum of a value that MemoryPack's own writer wrote. They stand behind the payload's last value, in the order of the values, and
/// their number behind them. MemoryPack's reader trusts more than this library's: lengths that overflow, nesting without limit. So it is given bytes only
/// that are, to the bit, what its writer wrote.
/// </summary>
/// <param name="Length">The value's bytes.</param>
/// <param name="Checksum">Their CRC-32C.</param>
[StructLayout(LayoutKind.Sequential)]
internal readonly record struct ValueCheck(int Length, uint Checksum)
{
    /// <summary>The bytes of one.</summary>
    public const int Size = sizeof(int) + sizeof(uint);

    /// <summary>The bytes of the number behind them.</summary>
    public const int CountSize = sizeof(int);

    /// <summary>Describes a value.</summary>
    public static ValueCheck Of(ReadOnlySpan<byte> value)
    {
        uint checksum = uint.MaxValue;
        ReadOnlySpan<byte> rest = value;
        for (; rest.Length >= sizeof(ulong); rest = rest[sizeof(ulong)..])
            checksum = BitOperations.Crc32C(checksum, Unsafe.ReadUnaligned<ulong>(ref MemoryMarshal.GetReference(rest)));
        foreach (byte next in rest)
            checksum = BitOperations.Crc32C(checksum, next);
        return new ValueCheck(value.Length, ~checksum);
    }
}
