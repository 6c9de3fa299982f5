namespace MpiPool.Wire;

/// <summary>Goes over the rows of a chunk in a frame. A mutable struct: one a chunk.</summary>
/// <param name="start">Where the first row begins among the frame's records.</param>
internal struct RowCursor(long start)
{
    private long _offset = start;
    private int _segment;

    /// <summary>The next row and where its payload stands.</summary>
    /// <exception cref="WireFormatException">The frame ends before it.</exception>
    public RowHeader Next(ReceivedFrame frame, out long offset, out int segment)
    {
        RowHeader row = frame.Read<RowHeader>(ref _offset);
        frame.CheckPayload(_offset, row.Length, _segment, Math.Max(row.SegmentCount, 0));
        offset = _offset;
        segment = _segment;
        _offset += row.Length;
        _segment += Math.Max(row.SegmentCount, 0);
        return row;
    }
}
