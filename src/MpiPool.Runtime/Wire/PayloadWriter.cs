using System.Buffers;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text.Unicode;
using MemoryPack;

namespace MpiPool.Wire;

/// <summary>
/// Writes the arguments or the result of one task in MemoryPack's format. Generated code writes values of fixed size and headers through
/// <see cref="Memory"/>, and calls the members here for all else: strings, arrays, nesting. A formatter of one's own
/// (<see cref="ITaskFormatter{T}"/>) does the same. Used by one thread at a time.
/// </summary>
public ref partial struct PayloadWriter
{
    /// <summary>
    /// In place of a collection's or a string's length: the elements travel as a segment of their own, and their count follows as 32 bits.
    /// No other value has it: strings use the complements of their bytes' count, from -2 (one byte) down, and none is that long.
    /// </summary>
    internal const int SegmentMarker = int.MinValue;

    /// <summary>Nesting beyond this is taken for a cycle; also what a worker's stack surely holds.</summary>
    internal const int MaximumDepth = 512;

    /// <summary>Values of fixed size and headers.</summary>
    public PrimitiveWriter Memory;

    private readonly IPayloadTarget? _target;
    private int _depth;
    private int _membersDepth;
    private MemoryPackWriterOptionalState? _references;
    private List<ValueCheck>? _checks;

    internal PayloadWriter(PayloadBuffer buffer)
    {
        // All at once: a store for each field costs as much as the value that is written.
        this = default;
        Memory = new PrimitiveWriter(buffer);
    }

    /// <summary>A writer that asks for its buffer when <see cref="Begin"/> is called.</summary>
    internal PayloadWriter(IPayloadTarget target)
    {
        this = default;
        _target = target;
    }

    /// <summary>
    /// Called by a stub when the task's method has returned, before its result is written: only now is a frame taken, so that a long task
    /// never holds back the results of those before it.
    /// </summary>
    public void Begin()
    {
        if (Memory.Payload is null)
            Memory = new PrimitiveWriter(_target!.Open());
    }

    /// <summary>Enters a nested object.</summary>
    /// <exception cref="InvalidOperationException">The value is nested deeper than <c>512</c> levels, or contains itself.</exception>
    public void Enter()
    {
        if (++_depth > MaximumDepth)
            throw new InvalidOperationException($"The value is nested deeper than {MaximumDepth} levels, or contains itself. Send it flattened.");
    }

    /// <summary>Leaves a nested object.</summary>
    public void Leave() => _depth--;

    /// <summary>
    /// Writes a string in MemoryPack's format: UTF-8 with its UTF-16 length, or UTF-16 where the text is no valid UTF-16 (a lone surrogate) or long.
    /// </summary>
    /// <param name="value">The string; may be null.</param>
    public void WriteString(string? value)
    {
        if (value is null)
            Memory.WriteNullCollectionHeader();
        else if (value.Length == 0)
            Memory.WriteCollectionHeader(0);
        else if (value.Length > MaximumUtf8Length)
            WriteSegment(value.AsMemory(), elementType: 0);
        else if (!TryWriteUtf8(value))
            WriteSpan(value.AsSpan());
    }

    /// <summary>Writes an array of unmanaged elements in MemoryPack's format; a large one as a segment.</summary>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="value">The array; may be null. It must not change until its task completes.</param>
    public void WriteArray<T>(T[]? value) where T : unmanaged
    {
        if (value is null)
            Memory.WriteNullCollectionHeader();
        else
            WriteMemory<T>(value);
    }

    /// <summary>Writes memory of unmanaged elements as an array; a large one as a segment.</summary>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="value">The memory. It must not change until its task completes.</param>
    public void WriteMemory<T>(ReadOnlyMemory<T> value) where T : unmanaged
    {
        if ((long)value.Length * Unsafe.SizeOf<T>() < PayloadBuffer.SegmentThreshold)
            WriteSpan(value.Span);
        else
            WriteSegment(value, ElementType<T>.Number);
    }

    /// <summary>Writes a parameter of unmanaged elements, to be lent to the task: a large one is received into memory that is used again.</summary>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="value">The memory. It must not change until its task completes.</param>
    public void WriteLentMemory<T>(ReadOnlyMemory<T> value) where T : unmanaged
    {
        if ((long)value.Length * Unsafe.SizeOf<T>() < PayloadBuffer.SegmentThreshold)
            WriteSpan(value.Span);
        else
            WriteSegment(value, elementType: 0);
    }

    /// <summary>Writes a parameter of unmanaged elements, to be lent to the task: a large one is received into memory that is used again.</summary>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="value">The memory. It must not change until its task completes.</param>
    public void WriteLentReadOnlyMemory<T>(ReadOnlyMemory<T> value) where T : unmanaged => WriteLentMemory(value);

    /// <summary>Writes a span of unmanaged elements as an array, by copying.</summary>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="value">The elements.</param>
    public void WriteSpan<T>(ReadOnlySpan<T> value) where T : unmanaged
    {
        Memory.WriteCollectionHeader(value.Length);
        Memory.WriteElements(value);
    }

    /// <summary>Writes a column: the values as they stand in memory, without their count, which the chunk has.</summary>
    /// <typeparam name="T">Their type.</typeparam>
    /// <param name="values">The values.</param>
    public void WriteColumn<T>(ReadOnlySpan<T> values) where T : unmanaged => Memory.WriteElements(values);

    /// <summary>Hands the bytes written so far to the buffer. Called once, by the runtime, after the last write.</summary>
    internal void Flush()
    {
        if (_checks is { Count: > 0 })
            AppendChecks();
        Memory.Flush();
    }

    // Three bytes a unit are reserved; beyond this length UTF-16 is a segment and saves the reservation.
    private const int MaximumUtf8Length = 64 * 1024;
    private const int MaximumBytesOfUnit = 3;

    private readonly PayloadBuffer Payload => Memory.Payload;

    private void WriteSegment<T>(ReadOnlyMemory<T> value, ulong elementType) where T : unmanaged
    {
        if (IsInPlace)
        {
            WriteInPlace(value.Span, (long)value.Length * Unsafe.SizeOf<T>());
            return;
        }
        Memory.WriteUnmanaged(SegmentMarker, value.Length);
        Payload.AddSegment(value.Pin(), (long)value.Length * Unsafe.SizeOf<T>(), elementType);
    }

    // The complement of the byte count, the count of UTF-16 units, the bytes. False, and nothing written, where the text is no valid UTF-16.
    private bool TryWriteUtf8(string value)
    {
        const int HeaderSize = 2 * sizeof(int);
        int room = HeaderSize + value.Length * MaximumBytesOfUnit;
        Span<byte> place = MemoryMarshal.CreateSpan(ref Memory.GetSpanReference(room), room);
        if (Utf8.FromUtf16(value, place[HeaderSize..], out _, out int written, replaceInvalidSequences: false) != OperationStatus.Done)
            return false;
        MemoryMarshal.Write(place, ~written);
        MemoryMarshal.Write(place[sizeof(int)..], value.Length);
        Memory.Advance(HeaderSize + written);
        return true;
    }
}
