namespace MpiPool.Scheduling;

/// <summary>A future of an outcome: it succeeds however the task ends.</summary>
internal sealed class OutcomeSubmission<TResult> : ResultSink<TResult>, ICancellableSink, IDisposable
{
    private readonly TaskCompletionSource<TaskOutcome<TResult>> _source = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Scheduler _scheduler;
    private readonly TaskCall _call;
    private readonly CallTicket _ticket;
    private readonly CallWatch _watch;

    public OutcomeSubmission(Scheduler scheduler, TaskCall call, CallTicket ticket, CancellationToken token)
    {
        _scheduler = scheduler;
        _call = call;
        _ticket = ticket;
        _watch = new CallWatch(scheduler, this, ticket.Options.Timeout, token);
    }

    /// <summary>The future.</summary>
    public Task<TaskOutcome<TResult>> Task => _source.Task;

    /// <inheritdoc/>
    public bool IsCancellationRequested => _watch.HasFired;

    public override bool IsStopped => _source.Task.IsCompleted;

    /// <summary>Begins to watch. Called once, after the call was enqueued.</summary>
    public void Watch()
    {
        _watch.Begin();
        // It may have ended before the watch began.
        if (IsStopped)
            Dispose();
    }

    /// <inheritdoc/>
    public void Cancel() => End(new TaskOutcome<TResult>(_watch.ToException(_call, _ticket.Options.Label), RunInfo.None, "", _ticket.Queued));

    public override void SetResult(int index, TResult result, in RunInfo run) => End(new TaskOutcome<TResult>(result, run, Host(run), _ticket.Queued));

    public override void SetError(int index, Exception error, in RunInfo run) => End(new TaskOutcome<TResult>(error, run, Host(run), _ticket.Queued));

    /// <summary>Ends the watch. Called when the future has ended.</summary>
    public void Dispose() => _watch.Dispose();

    private string Host(in RunInfo run) => run.Rank < 0 ? "" : _scheduler.Hosts[_scheduler.Hosts.RankOf(run.Rank)];

    private void End(TaskOutcome<TResult> outcome)
    {
        if (_source.TrySetResult(outcome))
            Dispose();
    }
}
