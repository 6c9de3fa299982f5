using System.Buffers;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text;
using MemoryPack;

namespace MpiPool.Wire;

/// <summary>
/// Writes the arguments or the result of one task. Generated code calls MemoryPack's primitives through <see cref="Memory"/> and the
/// members here for what MemoryPack's own do not do safely: large arrays, long strings, nesting. A formatter of one's own
/// (<see cref="ITaskFormatter{T}"/>) does the same. Used by one thread at a time.
/// </summary>
public ref partial struct PayloadWriter
{
    /// <summary>In place of a collection's length: the elements travel as a segment of their own, and their count follows as 32 bits.</summary>
    internal const int SegmentMarker = -2;

    /// <summary>Nesting beyond this is taken for a cycle; also what a worker's stack surely holds.</summary>
    internal const int MaximumDepth = 512;

    /// <summary>MemoryPack's primitives over the payload's bytes.</summary>
    public MemoryPackWriter<PayloadSink> Memory;

    private readonly IPayloadTarget? _target;
    private PayloadBuffer _buffer;
    private int _depth;
    private int _membersDepth;
    private nint _flushed;
    private Dictionary<object, uint>? _references;

    internal PayloadWriter(PayloadBuffer buffer)
    {
        _buffer = buffer;
        Memory = new MemoryPackWriter<PayloadSink>(ref buffer.Sink, buffer.State);
    }

    /// <summary>A writer that asks for its buffer when <see cref="Begin"/> is called.</summary>
    internal PayloadWriter(IPayloadTarget target)
    {
        _target = target;
        _buffer = null!;
    }

    /// <summary>
    /// Called by a stub when the task's method has returned, before its result is written: only now is a frame taken, so that a long task
    /// never holds back the results of those before it.
    /// </summary>
    public void Begin()
    {
        if (_buffer is not null)
            return;
        _buffer = _target!.Open();
        Memory = new MemoryPackWriter<PayloadSink>(ref _buffer.Sink, _buffer.State);
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
        else if (value.Length <= MaximumUtf8Length && !HasLoneSurrogate(value))
            Memory.WriteUtf8(value);
        else
            WriteSpanCore(value.AsSpan(), value.AsMemory().Pin());
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
            WriteSpanCore(value.Span, value.Pin());
    }

    /// <summary>Writes a span of unmanaged elements as an array, by copying.</summary>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="value">The elements.</param>
    public void WriteSpan<T>(ReadOnlySpan<T> value) where T : unmanaged
    {
        Memory.WriteCollectionHeader(value.Length);
        ReadOnlySpan<byte> rest = MemoryMarshal.AsBytes(value);
        if (rest.Length == 0)
            return;
        ref byte destination = ref Memory.GetSpanReference(rest.Length);
        rest.CopyTo(MemoryMarshal.CreateSpan(ref destination, rest.Length));
        Memory.Advance(rest.Length);
    }

    /// <summary>Hands the bytes written so far to the buffer. Called once, by the runtime, after the last write.</summary>
    internal void Flush() => Memory.Flush();

    // (length + 1) * 3 bytes are reserved by WriteUtf8; beyond this length UTF-16 is a segment and saves the reservation.
    private const int MaximumUtf8Length = PayloadBuffer.SegmentThreshold;

    private void WriteSpanCore<T>(ReadOnlySpan<T> value, MemoryHandle pin) where T : unmanaged
    {
        long bytes = (long)value.Length * Unsafe.SizeOf<T>();
        if (bytes < PayloadBuffer.SegmentThreshold || IsInPlace)
        {
            using (pin)
                WriteInPlace(value, bytes);
            return;
        }
        Memory.WriteUnmanaged(SegmentMarker, value.Length);
        _buffer.AddSegment(pin, bytes);
    }

    private static bool HasLoneSurrogate(string value)
    {
        int index = value.AsSpan().IndexOfAnyInRange('\uD800', '\uDFFF');
        if (index < 0)
            return false;
        ReadOnlySpan<char> rest = value.AsSpan(index);
        while (!rest.IsEmpty)
        {
            if (Rune.DecodeFromUtf16(rest, out _, out int consumed) != OperationStatus.Done)
                return true;
            rest = rest[consumed..];
        }
        return false;
    }
}
