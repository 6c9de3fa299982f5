using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using MpiPool.Transports;

namespace MpiPool.Wire;

/// <summary>
/// A frame that has arrived whole: its records and its segments. Counted references: each call taken out of it holds one, and the memory
/// goes back to the pool with the last.
/// </summary>
internal sealed class ReceivedFrame
{
    // So that their records fit into a span.
    private const int MaximumSegments = 1 << 26;

    // A block up to this size stays with the frame for the next message.
    private const int KeptCapacity = 64 * 1024;

    private readonly FramePool _pool;
    private NativeBlock? _records;
    private nint _recordsOffset;
    private long _recordsLength;
    private long _recordsEnd;
    private SegmentPlaces? _segments;
    private SharedEntry[]? _shared;
    private int _references;

    public ReceivedFrame(FramePool pool) => _pool = pool;

    /// <summary>The rank it came from.</summary>
    public int Source { get; private set; }

    /// <summary>Where the message goes.</summary>
    public nint Address => _records!.Address;

    /// <summary>The frame's header; valid after <see cref="ReadHeader"/>.</summary>
    public FrameHeader Header { get; private set; }

    /// <summary>Bytes of records and segments together.</summary>
    public long TotalBytes
    {
        get
        {
            long bytes = _recordsLength;
            foreach (ref readonly ReceivedSegment segment in Segments)
                bytes += segment.Length;
            return bytes;
        }
    }

    /// <summary>Whether the records are still to come as the first segment.</summary>
    public bool IsDetached => (Header.Flags & FrameFlags.Detached) != 0 && _recordsOffset != 0;

    /// <summary>Whether the message is all there is: no detached records, no segments. After <see cref="ReadHeader"/>.</summary>
    public bool IsWhole => Header.SegmentCount == 0 && (Header.Flags & FrameFlags.Detached) == 0;

    /// <summary>Makes the frame ready for a message. Called by the pool.</summary>
    public void Begin(int source, int length)
    {
        Source = source;
        _references = 1;
        _recordsOffset = 0;
        if (_records is not null && _records.Capacity >= length)
            return;
        if (_records is not null)
            _pool.Blocks.Return(_records);
        _records = _pool.Blocks.Rent(length);
    }

    /// <summary>Gives all memory back. Called by the pool.</summary>
    public void Free()
    {
        if (_records is not null)
            _pool.Blocks.Return(_records);
        _records = null;
    }

    /// <summary>Checks and keeps the header of a message of <paramref name="length"/> bytes.</summary>
    /// <exception cref="WireFormatException">The bytes are no frame.</exception>
    public void ReadHeader(int length)
    {
        if (length < FrameHeader.Size)
            throw new WireFormatException($"A message of {length} bytes from rank {Source} is too short for a frame.");
        FrameHeader header = MemoryMarshal.Read<FrameHeader>(_records!.Span(0, FrameHeader.Size));
        if (header.Magic != FrameHeader.MagicNumber)
            throw new WireFormatException($"A message from rank {Source} is no frame (it begins with {header.Magic:x4}).");
        bool detached = (header.Flags & FrameFlags.Detached) != 0;
        if (header.Count < 0 || header.SegmentCount is < 0 or > MaximumSegments || header.SharedCount is < 0 or > MaximumSegments
            || header.Length < (long)header.SegmentCount * SegmentRecord.Size + (long)header.SharedCount * SharedKey.Size
            || (!detached && header.Length != length - FrameHeader.Size))
        {
            throw new WireFormatException($"A frame from rank {Source} claims {header.Count} records, {header.SegmentCount} segments and {header.Length} bytes in a message of {length}.");
        }
        Header = header;
        _recordsOffset = FrameHeader.Size;
        _recordsLength = header.Length;
        _recordsEnd = header.Length - (long)header.SegmentCount * SegmentRecord.Size - (long)header.SharedCount * SharedKey.Size;
    }

    /// <summary>Puts the detached records in place of the header's own memory.</summary>
    public void AttachRecords(NativeBlock records)
    {
        _pool.Blocks.Return(_records!);
        _records = records;
        _recordsOffset = 0;
    }

    /// <summary>What the segments are, by the records at the frame's end.</summary>
    public ReadOnlySpan<SegmentRecord> SegmentRecords
    {
        get
        {
            int size = Header.SegmentCount * SegmentRecord.Size;
            return MemoryMarshal.Cast<byte, SegmentRecord>(_records!.Span(_recordsOffset + (nint)(_recordsLength - size), size));
        }
    }

    /// <summary>Keeps the shared values that the frame's calls name until all of them have ended. Before the first is begun.</summary>
    public void UseShared()
    {
        int count = Header.SharedCount;
        ReadOnlySpan<SharedKey> keys = MemoryMarshal.Cast<byte, SharedKey>(_records!.Span(_recordsOffset + (nint)_recordsEnd, count * SharedKey.Size));
        _shared = new SharedEntry[count];
        for (int i = 0; i < count; i++)
        {
            _shared[i] = _pool.Shared.Get(keys[i]);
            _shared[i].AddUser();
        }
    }

    /// <summary>Whether a segment of it could not be received.</summary>
    public bool HasRefused
    {
        get
        {
            foreach (ref readonly ReceivedSegment segment in Segments)
            {
                if (segment.Refusal is not null)
                    return true;
            }
            return false;
        }
    }

    /// <summary>Adds all segments to a frame that is to be sent; they stay where they are. None was refused.</summary>
    public void AddSegmentsTo(PayloadBuffer frame)
    {
        ReadOnlySpan<SegmentRecord> records = SegmentRecords;
        for (int i = 0; i < records.Length; i++)
            frame.AddSegment(Segments[i].Pin(), Segments[i].Length, records[i].ElementType == SegmentRecord.Mapped ? 0 : records[i].ElementType);
    }

    /// <summary>The bytes of all segments, by the records at the frame's end; those that make no sense count nothing here.</summary>
    public long SegmentBytes
    {
        get
        {
            long bytes = 0;
            foreach (ref readonly SegmentRecord segment in SegmentRecords)
                bytes += segment.ElementType == SegmentRecord.Mapped ? 0 : Math.Clamp(segment.Length, 0, long.MaxValue - bytes);
            return bytes;
        }
    }

    /// <summary>Takes over the places where the segments are received.</summary>
    public void SetSegments(SegmentPlaces segments) => _segments = segments;

    /// <summary>The mapping that its segments stand in; null where they do not.</summary>
    public MappingHold? Mapping => _segments?.Mapping;

    /// <summary>Whether its segments were not sent, for they stand in a mapping.</summary>
    public bool IsNamed => SegmentRecords is [{ ElementType: SegmentRecord.Mapped }, ..];

    /// <summary>Puts the segments into a mapping. Takes it over.</summary>
    /// <exception cref="WireFormatException">It is shorter than they are.</exception>
    public void SetMapping(HostMapping mapping) => _segments!.SetMapping(mapping, SegmentRecords);

    /// <summary>Reads a structure among the records and moves <paramref name="offset"/> behind it.</summary>
    /// <exception cref="WireFormatException">The frame ends before it.</exception>
    public T Read<T>(ref long offset) where T : unmanaged
    {
        int size = Unsafe.SizeOf<T>();
        CheckRange(offset, size);
        T value = MemoryMarshal.Read<T>(_records!.Span(_recordsOffset + (nint)offset, size));
        offset += size;
        return value;
    }

    /// <summary>Bytes among the records; moves <paramref name="offset"/> behind them.</summary>
    /// <exception cref="WireFormatException">The frame ends before them.</exception>
    public ReadOnlySpan<byte> Bytes(ref long offset, int length)
    {
        CheckRange(offset, length);
        ReadOnlySpan<byte> bytes = _records!.Span(_recordsOffset + (nint)offset, length);
        offset += length;
        return bytes;
    }

    /// <summary>A reader of the payload at <paramref name="offset"/> with its segments.</summary>
    /// <exception cref="WireFormatException">The frame ends before the payload does, or has fewer segments.</exception>
    public PayloadReader CreateReader(long offset, int length, int firstSegment, int segmentCount)
    {
        CheckPayload(offset, length, firstSegment, segmentCount);
        return new PayloadReader(_records!.Span(_recordsOffset + (nint)offset, length), Segments.Slice(firstSegment, segmentCount), _pool.Shared);
    }

    /// <summary>Checks that a payload lies within the frame.</summary>
    /// <exception cref="WireFormatException">It does not.</exception>
    public void CheckPayload(long offset, int length, int firstSegment, int segmentCount)
    {
        CheckRange(offset, length);
        if (segmentCount < 0 || firstSegment + (long)segmentCount > Header.SegmentCount)
            throw new WireFormatException($"A record from rank {Source} claims {segmentCount} segments of {Header.SegmentCount}, from {firstSegment} on.");
    }

    private ReadOnlySpan<ReceivedSegment> Segments => _segments is null ? default : _segments.Segments;

    /// <summary>Keeps the memory for so many more users.</summary>
    public void AddReferences(int count) => Interlocked.Add(ref _references, count);

    /// <summary>Ends one use; the last one returns the memory.</summary>
    public void Release()
    {
        if (Interlocked.Decrement(ref _references) != 0)
            return;
        if (_records!.Capacity > KeptCapacity)
        {
            _pool.Blocks.Return(_records);
            _records = null;
        }
        foreach (ref readonly ReceivedSegment segment in Segments)
            segment.Block?.End();
        _segments?.ReleaseMapping();
        _segments = null;
        foreach (SharedEntry entry in _shared.AsSpan())
            entry.RemoveUser();
        _shared = null;
        _pool.Return(this);
    }

    private void CheckRange(long offset, int length)
    {
        if (length < 0 || offset + length > _recordsEnd)
            throw new WireFormatException($"A frame from rank {Source} ends before a record of {length} bytes at {offset}.");
    }
}
