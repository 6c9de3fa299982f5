namespace MpiPool.Wire;

/// <content>Rows inside a payload; see the writer.</content>
public ref partial struct PayloadReader
{
    /// <summary>The reader of the next row.</summary>
    /// <param name="isWritten">Whether its values could be written; else the row is empty.</param>
    /// <exception cref="WireFormatException">The payload ends before the row does.</exception>
    internal PayloadReader TakeRow(out bool isWritten)
    {
        RowHeader row = Memory.ReadUnmanaged<RowHeader>();
        isWritten = row.SegmentCount >= 0;
        int segments = Math.Max(row.SegmentCount, 0);
        if (row.Length < 0 || row.Length > Memory.Remaining || segments > _segments.Length - _nextSegment)
            throw new WireFormatException($"A row claims {row.Length} bytes and {segments} segments, and {Memory.Remaining} and {_segments.Length - _nextSegment} are left.");
        var reader = new PayloadReader(Memory.TakeBytes(row.Length), _segments.Slice(_nextSegment, segments), _shared);
        _nextSegment += segments;
        return reader;
    }
}
