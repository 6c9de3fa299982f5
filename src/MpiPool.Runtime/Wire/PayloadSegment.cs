using System.Buffers;

namespace MpiPool.Wire;

/// <summary>
/// A block of memory that travels as a message of its own, sent from where it stands: the elements of a large unmanaged array. The memory
/// stays pinned until <see cref="Release"/>.
/// </summary>
internal struct PayloadSegment
{
    private MemoryHandle _pin;

    public PayloadSegment(nint address, long length, ulong elementType, MemoryHandle pin)
    {
        Address = address;
        Length = length;
        ElementType = elementType;
        _pin = pin;
    }

    /// <summary>Where the bytes stand.</summary>
    public nint Address { get; }

    /// <summary>Bytes; may exceed 2 GiB.</summary>
    public long Length { get; }

    /// <summary>The number of the element type (<see cref="ElementTypes"/>); 0 where the receiver needs no array.</summary>
    public ulong ElementType { get; }

    /// <summary>Some of the bytes.</summary>
    public readonly unsafe ReadOnlySpan<byte> Piece(long offset, int length)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(offset);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(offset + length, Length);
        // In range by the checks above, and pinned.
        return new ReadOnlySpan<byte>((void*)(Address + (nint)offset), length);
    }

    /// <summary>Unpins the memory. Only after the send has completed.</summary>
    public void Release() => _pin.Dispose();
}
