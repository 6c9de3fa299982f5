using System.Buffers;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace MpiPool.Wire;

/// <summary>
/// A growing block of native memory that holds one outgoing frame, with the large arrays that travel beside it as segments of their own.
/// Native, so that it never moves while MPI reads it. Not thread-safe: one owner at a time.
/// </summary>
internal sealed unsafe class PayloadBuffer
{
    /// <summary>
    /// Arrays of at least this many bytes become segments; below it one copy costs less than a message of its own. Measured by
    /// benchmarks/run-threshold.sh, which is all that sets it.
    /// </summary>
    public static int SegmentThreshold { get; set; } = 64 * 1024;

    private const int InitialCapacity = 4096;

    private byte* _data;
    private nint _capacity;
    private nint _length;
    private PayloadSegment[] _segments = [];
    private int _segmentCount;

    public PayloadBuffer()
    {
        _capacity = InitialCapacity;
        _data = (byte*)NativeMemory.Alloc((nuint)_capacity);
    }

    /// <summary>Where the bytes stand. Valid until the next write.</summary>
    public nint Address => (nint)_data;

    /// <summary>Bytes written so far.</summary>
    public nint Length => _length;

    /// <summary>Bytes allocated.</summary>
    public nint Capacity => _capacity;

    /// <summary>The large arrays that travel beside the bytes, in the order they were written.</summary>
    public ReadOnlySpan<PayloadSegment> Segments => _segments.AsSpan(0, _segmentCount);

    /// <summary>Bytes of all segments together.</summary>
    public long SegmentBytes { get; private set; }

    /// <summary>Skips <paramref name="count"/> bytes to be filled in later and returns the offset of the first.</summary>
    public nint Reserve(int count)
    {
        EnsureFree(count);
        nint offset = _length;
        _length += count;
        return offset;
    }

    /// <summary>Skips <paramref name="count"/> bytes and returns them to be filled in. Valid until the next write.</summary>
    public Span<byte> ReserveSpan(int count)
    {
        nint offset = Reserve(count);
        // Ours, and that long since it was reserved.
        return new Span<byte>(_data + offset, count);
    }

    /// <summary>A reference to a structure inside the bytes written so far. Valid until the next write.</summary>
    public ref T At<T>(nint offset) where T : unmanaged
    {
        if (offset < 0 || offset + sizeof(T) > _length)
            throw new ArgumentOutOfRangeException(nameof(offset));
        // In range by the check above; alignment is not required on the supported processors.
        return ref Unsafe.AsRef<T>(_data + offset);
    }

    /// <summary>Drops what was written after <paramref name="length"/> bytes and <paramref name="segmentCount"/> segments.</summary>
    public void Truncate(nint length, int segmentCount)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(length, _length);
        while (_segmentCount > segmentCount)
        {
            ref PayloadSegment segment = ref _segments[--_segmentCount];
            SegmentBytes -= segment.Length;
            segment.Release();
            segment = default;
        }
        _length = length;
    }

    /// <summary>Adds memory that travels beside the bytes and takes over its pin.</summary>
    public void AddSegment(MemoryHandle pin, long length, ulong elementType)
    {
        if (_segmentCount == _segments.Length)
            Array.Resize(ref _segments, Math.Max(4, _segmentCount * 2));
        _segments[_segmentCount++] = new PayloadSegment((nint)pin.Pointer, length, elementType, pin);
        SegmentBytes += length;
    }

    /// <summary>Empties the buffer and unpins its segments; keeps the memory.</summary>
    public void Clear() => Truncate(0, 0);

    /// <summary>Gives the memory back to the system. The buffer must not be used afterwards.</summary>
    public void Free()
    {
        Clear();
        NativeMemory.Free(_data);
        _data = null;
        _capacity = 0;
    }

    /// <summary>Keeps what a writer has put behind the bytes: the first <paramref name="length"/> bytes are written.</summary>
    public void SetLength(nint length)
    {
        if (length < _length || length > _capacity)
            throw new ArgumentOutOfRangeException(nameof(length));
        _length = length;
    }

    /// <summary>Makes room for <paramref name="count"/> more bytes. May move the block.</summary>
    public void EnsureFree(nint count)
    {
        nint needed = checked(_length + count);
        if (needed <= _capacity)
            return;
        nint capacity = Math.Max(checked(_capacity * 2), needed);
        _data = (byte*)NativeMemory.Realloc(_data, (nuint)capacity);
        _capacity = capacity;
    }
}
