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
    /// <summary>Which run of the task this is, from 1.</summary>
    public int Attempt => Ticket?.Attempt ?? 1;
}
