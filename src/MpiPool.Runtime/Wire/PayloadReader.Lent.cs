using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using MemoryPack;

namespace MpiPool.Wire;

/// <summary>Memory that is lent to a task, and results that are received into memory of the caller.</summary>
public ref partial struct PayloadReader
{
    /// <summary>Whether memory was lent: it is valid as long as the frame.</summary>
    internal readonly bool HasLent => _hasLent;

    /// <summary>Reads a parameter of unmanaged elements. A large one is lent: it may be used until its task has completed.</summary>
    /// <typeparam name="T">The element type.</typeparam>
    /// <returns>The memory.</returns>
    /// <exception cref="WireFormatException">The length exceeds the bytes left, or a segment does not have the length announced.</exception>
    public Memory<T> ReadLentMemory<T>() where T : unmanaged
    {
        PrimitiveReader before = Memory;
        if (Memory.ReadUnmanaged<int>() == PayloadWriter.SegmentMarker && HasNextSegment && _segments[_nextSegment].Block is { } block)
        {
            TakeSegment(Unsafe.SizeOf<T>(), out int count);
            _hasLent = true;
            return new LentMemory<T>(block, count).Memory;
        }
        Memory = before;
        return ReadArray<T>();
    }

    /// <summary>Reads a parameter of unmanaged elements. A large one is lent: it may be used until its task has completed.</summary>
    /// <typeparam name="T">The element type.</typeparam>
    /// <returns>The memory.</returns>
    /// <exception cref="WireFormatException">The length exceeds the bytes left, or a segment does not have the length announced.</exception>
    public ReadOnlyMemory<T> ReadLentReadOnlyMemory<T>() where T : unmanaged => ReadLentMemory<T>();

    /// <summary>Reads an array of unmanaged elements into memory of the caller, where a large one may have been received already.</summary>
    /// <param name="place">Where a large array may have been received, else null.</param>
    /// <param name="destination">Receives the elements.</param>
    /// <returns>The number of elements, or -1 for null. Where it is not that of <paramref name="destination"/>, nothing was read into it.</returns>
    /// <exception cref="WireFormatException">The length exceeds the bytes left, or a segment does not have the length announced.</exception>
    internal int ReadInto<T>(IReceiveDestination? place, Span<T> destination) where T : unmanaged
    {
        int length = Memory.ReadUnmanaged<int>();
        if (length == PayloadWriter.SegmentMarker)
        {
            ref readonly ReceivedSegment segment = ref TakeSegment(Unsafe.SizeOf<T>(), out int count);
            if (count == destination.Length && (place is null || !segment.IsIn(place)))
                segment.CopyTo(destination);
            return count;
        }
        if (length <= 0)
            return length == 0 || length == MemoryPackCode.NullCollection ? length : throw new WireFormatException($"An array claims {length} elements.");
        long bytes = (long)length * Unsafe.SizeOf<T>();
        if (bytes > Memory.Remaining)
            throw new WireFormatException($"An array claims {length} elements of {Unsafe.SizeOf<T>()} bytes, and {Memory.Remaining} bytes are left.");
        ReadOnlySpan<byte> elements = TakeBytes((int)bytes);
        if (length == destination.Length)
            elements.CopyTo(MemoryMarshal.AsBytes(destination));
        return length;
    }
}
