using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text.Unicode;
using MemoryPack;

namespace MpiPool.Wire;

/// <summary>
/// Reads the arguments or the result of one task. Every length is checked against the bytes that are left before anything is allocated.
/// Generated code reads values of fixed size and headers through <see cref="Memory"/>, and calls the members here for everything with a
/// length; a formatter of one's own (<see cref="ITaskFormatter{T}"/>) does the same. Used by one thread at a time.
/// </summary>
public ref partial struct PayloadReader
{
    /// <summary>Values of fixed size and headers.</summary>
    public PrimitiveReader Memory;

    private readonly ReadOnlySpan<ReceivedSegment> _segments;
    private readonly SharedStore? _shared;
    private int _nextSegment;
    private bool _hasLent;
    private int _depth;
    private MemoryPackReaderOptionalState? _references;

    // Checks of values that MemoryPack's reader reads, not yet used. Before the first such value: all up to the payload's end, or empty.
    private ReadOnlySpan<byte> _checks;
    private int _checksSize;

    internal PayloadReader(ReadOnlySpan<byte> bytes, ReadOnlySpan<ReceivedSegment> segments, SharedStore? shared = null)
    {
        // All at once: a store for each field costs as much as the value that is read.
        this = default;
        _shared = shared;
        Memory = new PrimitiveReader(bytes);
        _segments = segments;
    }

    /// <summary>Whether <see cref="Complete"/> was called: all bytes were read and made sense.</summary>
    internal bool IsComplete { get; private set; }

    /// <summary>Called by the stub after the last read.</summary>
    /// <exception cref="WireFormatException">Bytes or segments are left: writer and reader do not agree on the type's form.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Complete()
    {
        if ((Memory.Remaining != 0 && !IsAtChecks) || _nextSegment != _segments.Length)
            ThrowNotComplete();
        IsComplete = true;
    }

    /// <summary>Enters a nested object.</summary>
    /// <exception cref="WireFormatException">The bytes claim a nesting that no writer makes.</exception>
    public void Enter()
    {
        if (++_depth > PayloadWriter.MaximumDepth)
            throw new WireFormatException($"The payload is nested deeper than {PayloadWriter.MaximumDepth} levels.");
    }

    /// <summary>Leaves a nested object.</summary>
    public void Leave() => _depth--;

    /// <summary>Reads the length of a collection.</summary>
    /// <param name="minimumElementSize">The fewest bytes one element can take; at least 1.</param>
    /// <returns>The length, or -1 for null.</returns>
    /// <exception cref="WireFormatException">The length is negative or exceeds what the bytes left can hold.</exception>
    public int ReadLength(int minimumElementSize)
    {
        int length = Memory.ReadUnmanaged<int>();
        if (length < -1 || (long)length * minimumElementSize > Memory.Remaining)
            throw new WireFormatException($"A collection claims {length} elements of at least {minimumElementSize} bytes, and {Memory.Remaining} bytes are left.");
        return length;
    }

    /// <summary>Reads a string.</summary>
    /// <returns>The string, or null.</returns>
    /// <exception cref="WireFormatException">The length exceeds the bytes left, or the bytes are no valid text.</exception>
    public string? ReadString()
    {
        int header = Memory.ReadUnmanaged<int>();
        if (header == MemoryPackCode.NullCollection)
            return null;
        if (header == 0)
            return "";
        if (header == PayloadWriter.SegmentMarker)
            return ReadStringSegment();
        return header > 0 ? ReadUtf16(header) : ReadUtf8(~header);
    }

    /// <summary>Reads an array of unmanaged elements.</summary>
    /// <typeparam name="T">The element type.</typeparam>
    /// <returns>The array, or null.</returns>
    /// <exception cref="WireFormatException">The length exceeds the bytes left, or a segment does not have the length announced.</exception>
    public T[]? ReadArray<T>() where T : unmanaged
    {
        int length = Memory.ReadUnmanaged<int>();
        if (length == MemoryPackCode.NullCollection)
            return null;
        if (length == 0)
            return [];
        if (length == PayloadWriter.SegmentMarker)
            return ReadLargeArray<T>();
        long bytes = (long)length * Unsafe.SizeOf<T>();
        if (length < 0 || bytes > Memory.Remaining)
            throw new WireFormatException($"An array claims {length} elements of {Unsafe.SizeOf<T>()} bytes, and {Memory.Remaining} bytes are left.");
        T[] array = GC.AllocateUninitializedArray<T>(length);
        TakeBytes((int)bytes).CopyTo(MemoryMarshal.AsBytes(array.AsSpan()));
        return array;
    }

    /// <summary>Reads a column: as many values as <paramref name="destination"/> holds.</summary>
    /// <typeparam name="T">Their type.</typeparam>
    /// <param name="destination">Receives the values.</param>
    /// <exception cref="WireFormatException">Fewer bytes are left.</exception>
    public void ReadColumn<T>(Span<T> destination) where T : unmanaged
    {
        Span<byte> bytes = MemoryMarshal.AsBytes(destination);
        TakeBytes(bytes.Length).CopyTo(bytes);
    }

    /// <summary>Reads exactly <paramref name="count"/> bytes in place.</summary>
    /// <param name="count">Bytes; not negative.</param>
    /// <returns>The bytes, valid as long as the payload.</returns>
    /// <exception cref="WireFormatException">Fewer bytes are left.</exception>
    public ReadOnlySpan<byte> TakeBytes(int count) => Memory.TakeBytes(count);

    [DoesNotReturn]
    private readonly void ThrowNotComplete() =>
        throw new WireFormatException($"{Memory.Remaining} bytes and {_segments.Length - _nextSegment} segments are left after the last value: the payload does not have the form its reader expects.");

    private readonly bool HasNextSegment => _nextSegment < _segments.Length;

    private string ReadUtf16(int length)
    {
        if ((long)length * sizeof(char) > Memory.Remaining)
            throw new WireFormatException($"A string claims {length} UTF-16 units, and {Memory.Remaining} bytes are left.");
        return new string(MemoryMarshal.Cast<byte, char>(TakeBytes(length * sizeof(char))));
    }

    private string ReadUtf8(int byteCount)
    {
        int utf16Length = Memory.ReadUnmanaged<int>();
        // A unit takes at least a byte, so the string that is made is bounded by the bytes that are there.
        if (byteCount < 0 || byteCount > Memory.Remaining || utf16Length < 0 || utf16Length > byteCount)
            throw new WireFormatException($"A string claims {byteCount} UTF-8 bytes for {utf16Length} units, and {Memory.Remaining} bytes are left.");
        return string.Create(utf16Length, TakeBytes(byteCount), static (units, bytes) =>
        {
            if (Utf8.ToUtf16(bytes, units, out int read, out int written, replaceInvalidSequences: false) != OperationStatus.Done || read != bytes.Length || written != units.Length)
                throw new WireFormatException($"A string of {bytes.Length} UTF-8 bytes does not decode to the {units.Length} units that it announces.");
        });
    }

    private string ReadStringSegment()
    {
        ref readonly ReceivedSegment segment = ref TakeSegment(sizeof(char), out int count);
        return string.Create(count, segment, static (span, source) => source.CopyTo(span));
    }

    private T[] ReadLargeArray<T>() where T : unmanaged
    {
        ref readonly ReceivedSegment segment = ref TakeSegment(Unsafe.SizeOf<T>(), out int count);
        if (segment.TakeArray<T>() is { } received)
            return received;
        T[] elements = GC.AllocateUninitializedArray<T>(count);
        segment.CopyTo(elements.AsSpan());
        return elements;
    }

    private ref readonly ReceivedSegment TakeSegment(int elementSize, out int count)
    {
        count = Memory.ReadUnmanaged<int>();
        if (!HasNextSegment)
            throw new WireFormatException("The payload refers to a segment that was not sent.");
        ref readonly ReceivedSegment segment = ref _segments[_nextSegment++];
        if (segment.Refusal is { } refusal)
            throw refusal;
        if (count < 0 || (long)count * elementSize != segment.Length)
            throw new WireFormatException($"An array claims {count} elements of {elementSize} bytes, and its segment has {segment.Length} bytes.");
        return ref segment;
    }
}
