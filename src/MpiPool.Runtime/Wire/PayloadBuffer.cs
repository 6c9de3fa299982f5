using System.Buffers;
using System.Diagnostics.CodeAnalysis;
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
    private List<SharedVersion>? _shared;

    /// <param name="pool">Where it belongs; null for one that is used alone.</param>
    public PayloadBuffer(PayloadBufferPool? pool = null)
    {
        Pool = pool;
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

    /// <summary>Where it belongs: the link that its frames go through.</summary>
    public PayloadBufferPool? Pool { get; }

    /// <summary>The shared values that the frame's calls name, each once.</summary>
    public ReadOnlySpan<SharedVersion> Shared => CollectionsMarshal.AsSpan(_shared);

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

    /// <summary>The free bytes behind those written, at least <paramref name="count"/>; <see cref="SetLength"/> keeps some of them. Valid until the next write.</summary>
    public Span<byte> FreeSpan(int count)
    {
        EnsureFree(count);
        // Ours, and that long by its capacity.
        return new Span<byte>(_data + _length, (int)Math.Min(_capacity - _length, int.MaxValue));
    }

    /// <summary>A reference to a structure inside the bytes written so far. Valid until the next write.</summary>
    public ref T At<T>(nint offset) where T : unmanaged
    {
        if (offset < 0 || offset + sizeof(T) > _length)
            throw new ArgumentOutOfRangeException(nameof(offset));
        // In range by the check above; alignment is not required on the supported processors.
        return ref Unsafe.AsRef<T>(_data + offset);
    }

    /// <summary>Bytes written or reserved before, to be written again. Valid until the next write.</summary>
    public Span<byte> WritableSpan(nint offset, int length)
    {
        if (offset < 0 || length < 0 || offset + length > _length)
            throw new ArgumentOutOfRangeException(nameof(offset));
        // In range by the check above.
        return new Span<byte>(_data + offset, length);
    }

    /// <summary>Moves what was written from <paramref name="offset"/> on by <paramref name="count"/> bytes, to be filled in.</summary>
    public void Insert(nint offset, int count)
    {
        if (offset < 0 || offset > _length)
            throw new ArgumentOutOfRangeException(nameof(offset));
        EnsureFree(count);
        // Both ranges lie inside the block: count more bytes are free behind the last one written.
        Buffer.MemoryCopy(_data + offset, _data + offset + count, _length - offset, _length - offset);
        _length += count;
    }

    /// <summary>The bytes written from <paramref name="offset"/> on. Valid until the next write.</summary>
    public ReadOnlySpan<byte> From(nint offset)
    {
        if (offset < 0 || offset > _length)
            throw new ArgumentOutOfRangeException(nameof(offset));
        // In range by the check above.
        return new ReadOnlySpan<byte>(_data + offset, checked((int)(_length - offset)));
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

    /// <summary>Notes that the frame's calls name a shared value, and takes over the use of it.</summary>
    public void AddShared(SharedVersion version)
    {
        if (Shared.Contains(version))
            version.RemoveUser();
        else
            (_shared ??= []).Add(version);
    }

    /// <summary>Empties the buffer, unpins its segments and lets go of shared values; keeps the memory.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Clear()
    {
        if (_segmentCount != 0 || _shared is not null)
            LetGo();
        _length = 0;
    }

    /// <summary>Gives the memory back to the system. The buffer must not be used afterwards.</summary>
    public void Free()
    {
        Clear();
        NativeMemory.Free(_data);
        _data = null;
        _capacity = 0;
    }

    /// <summary>Keeps what a writer has put behind the bytes: the first <paramref name="length"/> bytes are written.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void SetLength(nint length)
    {
        // One comparison for both ends.
        if ((nuint)(length - _length) > (nuint)(_capacity - _length))
            ThrowNotInBlock();
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

    private void LetGo()
    {
        Truncate(0, 0);
        foreach (SharedVersion version in Shared)
            version.RemoveUser();
        _shared?.Clear();
    }

    [DoesNotReturn]
    private static void ThrowNotInBlock() => throw new ArgumentOutOfRangeException("length");
}
