using MpiPool.Diagnostics;

namespace MpiPool.Scheduling;

/// <summary>Ends calls, counts how, and tells those who listen. What is counted under the progress role says so; the rest on any thread.</summary>
internal sealed class CallEnds(PoolLog log)
{
    private static readonly OperationCanceledException s_cancelled = new("The call was cancelled.");

    private long _completed;
    private long _failed;
    private long _cancelled;

    /// <summary>Calls whose task returned. A hint.</summary>
    public long Completed => Volatile.Read(ref _completed);

    /// <summary>Calls whose task threw, could not be sent, or broke with the pool. A hint.</summary>
    public long Failed => Volatile.Read(ref _failed);

    /// <summary>Calls that were cancelled or given up. A hint.</summary>
    public long Cancelled => Volatile.Read(ref _cancelled);

    /// <summary>Notes that a task has returned. Under the progress role.</summary>
    public void Complete(in PendingCall call, in RunInfo run)
    {
        Volatile.Write(ref _completed, _completed + 1);
        if (PoolMetrics.MeasuresDuration)
            PoolMetrics.AddDuration(call.Call.Entry.Name, run);
        if (call.Ticket?.Activity is { } activity)
            PoolActivities.Stop(activity, null, run);
    }

    /// <summary>Notes that items of a map have run. Under the progress role.</summary>
    public void AddItems(int completed, int failed)
    {
        Volatile.Write(ref _completed, _completed + completed);
        if (failed != 0)
            FailItems(failed);
    }

    /// <summary>Notes that items of a map have failed.</summary>
    public void FailItems(int count) => Interlocked.Add(ref _failed, count);

    /// <summary>Notes that items of a map were cancelled.</summary>
    public void CancelItems(int count) => Interlocked.Add(ref _cancelled, count);

    /// <summary>Fails a call.</summary>
    public void Fail(in PendingCall call, Exception error, in RunInfo run)
    {
        Interlocked.Increment(ref _failed);
        try
        {
            log.CallFailed(call.Call.Entry.Name, error);
            if (run.Rank >= 0 && PoolMetrics.MeasuresDuration)
                PoolMetrics.AddDuration(call.Call.Entry.Name, run);
            if (call.Ticket?.Activity is { } activity)
                PoolActivities.Stop(activity, error, run);
        }
        finally
        {
            // Whatever the code of listeners does: it loses no call.
            call.Call.Fail(call.Sink, call.Index, error, run);
        }
    }

    /// <summary>Cancels a call, or drops one whose future has ended already.</summary>
    public void Cancel(in PendingCall call)
    {
        Interlocked.Increment(ref _cancelled);
        if (call.Ticket?.Activity is { } activity)
            PoolActivities.Stop(activity, s_cancelled, RunInfo.None);
        call.Call.Cancel(call.Sink, call.Index);
    }
}
