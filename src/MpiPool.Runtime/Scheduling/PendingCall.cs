namespace MpiPool.Scheduling;

/// <summary>A call that has been submitted and has no result yet.</summary>
/// <param name="Call">The call.</param>
/// <param name="Sink">Where its result goes; what it may be is known to the call.</param>
/// <param name="Index">The call's place in the sink.</param>
/// <param name="TaskIndex">The task's place in the catalog.</param>
/// <param name="Sequence">The call's number in the order of submission.</param>
/// <param name="Ticket">Its options; null for most.</param>
internal readonly record struct PendingCall(TaskCall Call, object Sink, int Index, int TaskIndex, long Sequence, CallTicket? Ticket)
{
    /// <summary>In place of an index: the call is a stream.</summary>
    public const int StreamIndex = -1;

    /// <summary>
    /// Whether the call is a stream. It mostly waits for its consumer, so that it takes none of its worker's credit: what a consumer submits
    /// while it reads would wait for a worker, and all workers for the consumer.
    /// </summary>
    public bool IsStream => Index == StreamIndex;

    /// <summary>Which run of the task this is, from 1.</summary>
    public int Attempt => Ticket?.Attempt ?? 1;
}
