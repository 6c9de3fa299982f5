using MpiPool.Wire;

namespace MpiPool.Serving;

/// <summary>
/// The place of one result: a record in the reply frame, opened when the task's method has returned, closed with its status. Reusable; one
/// thread at a time.
/// </summary>
internal sealed class ResultTarget : IPayloadTarget
{
    private readonly ReplyWriter _replies;
    private PayloadBuffer? _frame;
    private ResultMark _mark;

    public ResultTarget(ReplyWriter replies) => _replies = replies;

    /// <summary>See <see cref="RunningCall.WaitsFrom"/>. Set before its result is written.</summary>
    public long WaitsFrom { get; set; }

    /// <inheritdoc/>
    public PayloadBuffer Open()
    {
        _frame = _replies.Open(WaitsFrom);
        _mark = FrameBuilder.BeginResult(_frame);
        return _frame;
    }

    /// <summary>Closes the record of a result whose payload is written. Returns a frame the caller must send, mostly null.</summary>
    public PayloadBuffer? Complete(int slot, ResultStatus status, long nanoseconds)
    {
        PayloadBuffer frame = _frame ?? Open();
        FrameBuilder.EndResult(frame, _mark, slot, status, nanoseconds);
        _frame = null;
        return _replies.Publish(frame);
    }

    /// <summary>Drops what was written of a result and reports an error in its place. Returns a frame the caller must send, mostly null.</summary>
    public PayloadBuffer? Fail(int slot, RemoteError error, long nanoseconds)
    {
        Abandon();
        var writer = new PayloadWriter(_frame ?? Open());
        error.Write(ref writer);
        writer.Flush();
        return Complete(slot, ResultStatus.Failed, nanoseconds);
    }

    /// <summary>Drops what was written of a result and reports the call as cancelled. Returns a frame the caller must send, mostly null.</summary>
    public PayloadBuffer? Cancel(int slot, long nanoseconds)
    {
        Abandon();
        return Complete(slot, ResultStatus.Cancelled, nanoseconds);
    }

    private void Abandon()
    {
        if (_frame is null)
            return;
        FrameBuilder.Abandon(_frame, _mark);
        _mark = FrameBuilder.BeginResult(_frame);
    }
}
