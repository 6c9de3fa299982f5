using MpiPool.Transports;

namespace MpiPool.Wire;

/// <summary>How the segments of a shared value stand in a mapping: one after the other, each from a page on.</summary>
internal static class MappedLayout
{
    /// <summary>What a mapping of segments is called.</summary>
    public const string Content = "shared";

    // A mapping takes system calls and a descriptor of each process; below this each rank has its own copy.
    private const long LeastBytes = 1 << 20;
    private const long PageSize = 4096;
    private const int PieceLength = 1 << 30;

    /// <summary>Whether a value is read where it stands in a mapping: all its segments are lent, not received into arrays, and they are large.</summary>
    public static bool Fits(ReadOnlySpan<SegmentRecord> segments)
    {
        long bytes = 0;
        foreach (ref readonly SegmentRecord segment in segments)
        {
            if (segment.ElementType != 0 || segment.Length < 0)
                return false;
            bytes = Next(bytes, segment.Length);
        }
        return bytes >= LeastBytes;
    }

    /// <summary>Where the segment after one of <paramref name="length"/> bytes at <paramref name="offset"/> begins.</summary>
    public static long Next(long offset, long length) => (offset + length + PageSize - 1) & -PageSize;

    /// <summary>The bytes that segments take.</summary>
    public static long TotalOf(ReadOnlySpan<SegmentRecord> segments)
    {
        long bytes = 0;
        foreach (ref readonly SegmentRecord segment in segments)
            bytes = Next(bytes, segment.Length);
        return bytes;
    }

    /// <summary>The records of the segments of a frame that is being made.</summary>
    public static SegmentRecord[] RecordsOf(PayloadBuffer frame)
    {
        var records = new SegmentRecord[frame.Segments.Length];
        for (int i = 0; i < records.Length; i++)
            records[i] = new SegmentRecord { Length = frame.Segments[i].Length, ElementType = frame.Segments[i].ElementType };
        return records;
    }

    /// <summary>Copies the segments of a frame into a mapping. Null where they do not fit its purpose, or none can be had.</summary>
    public static MappingHold? TryCopy(PayloadBuffer frame)
    {
        SegmentRecord[] records = RecordsOf(frame);
        if (!Fits(records) || HostMapping.TryCreate(Content, TotalOf(records), mapped: false) is not { } mapping)
            return null;
        try
        {
            long offset = 0;
            foreach (ref readonly PayloadSegment segment in frame.Segments)
            {
                for (long written = 0; written < segment.Length; written += PieceLength)
                    mapping.Write(segment.Piece(written, (int)Math.Min(PieceLength, segment.Length - written)), offset + written);
                offset = Next(offset, segment.Length);
            }
            return new MappingHold(mapping);
        }
        catch (IOException)
        {
            // The host has no memory to share; each rank may still have its own.
            mapping.Dispose();
            return null;
        }
    }

    /// <summary>
    /// Writes the frame for a rank of the same host into an empty buffer: that with the bytes, the mapping's name behind the value, and segments
    /// that are not sent.
    /// </summary>
    public static void WriteNamed(PayloadBuffer bytes, PayloadBuffer named, HostMapping mapping)
    {
        ReadOnlySpan<byte> value = bytes.From(0);
        value.CopyTo(named.ReserveSpan(value.Length));
        nint name = named.Reserve(MappingReference.Size);
        named.At<MappingReference>(name) = mapping.Reference;
        foreach (ref readonly PayloadSegment segment in bytes.Segments)
            named.AddSegment(default, segment.Length, SegmentRecord.Mapped);
    }
}
