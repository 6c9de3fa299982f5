using System.Runtime.InteropServices;

namespace MpiPool.Wire;

/// <summary>A block of native memory that holds one received segment. The frame it came with owns the memory.</summary>
internal readonly struct ReceivedSegment
{
    public ReceivedSegment(nint address, long length)
    {
        Address = address;
        Length = length;
    }

    /// <summary>Where the bytes stand.</summary>
    public nint Address { get; }

    /// <summary>Bytes; may exceed 2 GiB.</summary>
    public long Length { get; }

    /// <summary>Copies the whole segment into <paramref name="destination"/>, which must have exactly its size.</summary>
    public unsafe void CopyTo<T>(Span<T> destination) where T : unmanaged
    {
        if ((long)destination.Length * sizeof(T) != Length)
            throw new ArgumentException($"The segment has {Length} bytes, the destination {(long)destination.Length * sizeof(T)}.", nameof(destination));
        // Sizes are equal by the check above; the count is 64 bits wide, which a span of bytes is not.
        fixed (T* target = destination)
            NativeMemory.Copy((void*)Address, target, (nuint)Length);
    }
}
