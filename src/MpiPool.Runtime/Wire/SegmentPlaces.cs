using System.Buffers;
using System.Runtime.InteropServices;
using MpiPool.Transports;

namespace MpiPool.Wire;

/// <summary>
/// The places for the segments of one frame, found when its records are there and the segments are not, and pinned while they are received:
/// memory that a caller gave, else a fresh array of the element type that the record names, else a native block. Used under the progress role.
/// </summary>
internal sealed class SegmentPlaces
{
    // More than a process can hold: no rank sends that.
    private const long LongestSegment = 1L << 46;

    private readonly NativeBlockPool _blocks;
    private readonly ReceivedSegment[] _segments;
    private readonly MemoryHandle[] _pins;
    private NativeBlock? _dropped;
    private MappingHold? _mapping;
    private long _offset;

    public SegmentPlaces(NativeBlockPool blocks, int count)
    {
        _blocks = blocks;
        _segments = new ReceivedSegment[count];
        _pins = new MemoryHandle[count];
    }

    /// <summary>The places.</summary>
    public ReadOnlySpan<ReceivedSegment> Segments => _segments;

    /// <summary>The mapping that all segments stand in; null where they have places of their own.</summary>
    public MappingHold? Mapping => _mapping;

    /// <summary>Makes a mapping for all segments, where they can be read in one. Before the first place is found.</summary>
    public void TryMap(ReadOnlySpan<SegmentRecord> records)
    {
        if (MappedLayout.Fits(records) && HostMapping.TryCreate(MappedLayout.Content, MappedLayout.TotalOf(records), mapped: true) is { } mapping)
            _mapping = new MappingHold(mapping);
    }

    /// <summary>Puts all segments into a mapping that another rank has filled. Takes the mapping over.</summary>
    /// <exception cref="WireFormatException">It is shorter than they are.</exception>
    public void SetMapping(HostMapping mapping, ReadOnlySpan<SegmentRecord> records)
    {
        _mapping = new MappingHold(mapping);
        if (MappedLayout.TotalOf(records) > mapping.Length)
            throw new WireFormatException($"The segments of a shared value take {MappedLayout.TotalOf(records)} bytes, and their mapping has {mapping.Length}.");
        for (int i = 0; i < records.Length; i++)
            _segments[i] = NextInMapping(records[i].Length);
    }

    /// <summary>Ends the frame's use of the mapping. What still uses its segments has uses of its own.</summary>
    public void ReleaseMapping() => _mapping?.Release();

    /// <summary>Finds the place for segment <paramref name="index"/>. Where there is no memory, that is noted: it fails the task that reads the segment.</summary>
    /// <param name="index">The segment.</param>
    /// <param name="record">What it is.</param>
    /// <param name="destination">The memory that a caller gave for it, if any did.</param>
    /// <param name="isPassedOn">Whether other ranks wait for it behind this one: it is kept as bytes where the heap has no room for the array.</param>
    public void Find(int index, in SegmentRecord record, in ReceiveDestination destination, bool isPassedOn)
    {
        if (record.Length is < 0 or > LongestSegment)
        {
            _segments[index] = new ReceivedSegment(0, 0, new WireFormatException($"A segment claims {record.Length} bytes, which no rank can send."));
            return;
        }
        if (record.ElementType == SegmentRecord.Mapped)
        {
            // It stands elsewhere: nothing is received, and its place is set when the frame is handled.
            _segments[index] = new ReceivedSegment(0, 0);
            return;
        }
        if (_mapping is not null)
        {
            _segments[index] = NextInMapping(record.Length);
            return;
        }
        try
        {
            _segments[index] = Find(ref _pins[index], record, destination);
        }
        catch (OutOfMemoryException error)
        {
            _segments[index] = isPassedOn && TryKeep(record.Length) is { } kept
                ? kept
                : new ReceivedSegment(0, record.Length, new InsufficientMemoryException($"There is no memory for an array of {record.Length} bytes.", error));
        }
    }

    /// <summary>Where the bytes of a segment without a place go: room for one piece, to be used by one receive at a time.</summary>
    public nint Dropped(int pieceLength)
    {
        if (_dropped is null || _dropped.Capacity < pieceLength)
        {
            ReturnDropped();
            _dropped = _blocks.Rent(pieceLength);
        }
        return _dropped.Address;
    }

    /// <summary>Unpins the places. Only after the receives have completed.</summary>
    public void Unpin()
    {
        foreach (ref MemoryHandle pin in _pins.AsSpan())
            pin.Dispose();
        ReturnDropped();
    }

    private void ReturnDropped()
    {
        if (_dropped is not null)
            _blocks.Return(_dropped);
        _dropped = null;
    }

    private ReceivedSegment? TryKeep(long length)
    {
        try
        {
            var block = new SharedBlock(_blocks, length);
            return new ReceivedSegment(block.Address, length, block);
        }
        catch (OutOfMemoryException)
        {
            // Then it is refused, and the reason is what the heap said.
            return null;
        }
    }

    private ReceivedSegment NextInMapping(long length)
    {
        // The frame's own use keeps it.
        _mapping!.TryAddUser();
        var block = new SharedBlock(_mapping, _offset);
        _offset = MappedLayout.Next(_offset, length);
        return new ReceivedSegment(block.Address, length, block);
    }

    private unsafe ReceivedSegment Find(ref MemoryHandle pin, in SegmentRecord record, in ReceiveDestination destination)
    {
        if (destination.Memory is { } memory && memory.TryPin(destination.Index, record.ElementType, record.Length, out pin))
            return new ReceivedSegment((nint)pin.Pointer, record.Length, memory);
        if (ElementTypes.Find(record.ElementType)?.Make(record.Length) is { } array)
        {
            GCHandle handle = GCHandle.Alloc(array, GCHandleType.Pinned);
            // Pinned by the handle, which the memory handle frees.
            pin = new MemoryHandle((void*)handle.AddrOfPinnedObject(), handle);
            return new ReceivedSegment((nint)pin.Pointer, record.Length, array);
        }
        var block = new SharedBlock(_blocks, record.Length);
        return new ReceivedSegment(block.Address, record.Length, block);
    }
}
