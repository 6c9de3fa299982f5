namespace MpiPool.Wire;

/// <content>Rows inside a payload: values that are read on their own, so that one that cannot be written or read leaves the others.</content>
public ref partial struct PayloadWriter
{
    /// <summary>Bytes of the frame so far, its segments included.</summary>
    internal readonly long FrameBytes => Payload.Length + Memory.WrittenCount + Payload.SegmentBytes;

    /// <summary>Begins a row; its values are written next.</summary>
    internal ResultMark BeginRow()
    {
        Memory.Flush();
        _references = null;
        var mark = new ResultMark(Payload.Length, Payload.Segments.Length);
        Payload.Reserve(RowHeader.Size);
        return mark;
    }

    /// <summary>Ends a row.</summary>
    /// <exception cref="InvalidOperationException">It is too long.</exception>
    internal void EndRow(ResultMark mark)
    {
        Flush();
        Payload.At<RowHeader>(mark.Offset) = new RowHeader
        {
            Length = FrameBuilder.PayloadLength(Payload, mark.Offset + RowHeader.Size),
            SegmentCount = Payload.Segments.Length - mark.Segments,
        };
    }

    /// <summary>Leaves a row that says that its values could not be written.</summary>
    internal void AbandonRow(ResultMark mark)
    {
        Payload.Truncate(mark.Offset, mark.Segments);
        Payload.Reserve(RowHeader.Size);
        Payload.At<RowHeader>(mark.Offset) = new RowHeader { SegmentCount = -1 };
        // Whatever was written and not handed to the buffer is forgotten.
        Memory = new PrimitiveWriter(Payload);
        _checks?.Clear();
        (_depth, _membersDepth) = (0, 0);
    }
}
