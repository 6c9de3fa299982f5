namespace MpiPool.Scheduling;

/// <summary>A future that can end early: by a token, or when its call's time is over.</summary>
internal sealed class Submission<TResult> : TaskCompletionSource<TResult>, ICancellableSink, IDisposable
{
    private readonly TaskCall _call;
    private readonly string? _label;
    private readonly CallWatch _watch;

    public Submission(Scheduler scheduler, TaskCall call, string? label, TimeSpan timeout, CancellationToken token)
        : base(TaskCreationOptions.RunContinuationsAsynchronously)
    {
        _call = call;
        _label = label;
        _watch = new CallWatch(scheduler, this, timeout, token);
    }

    /// <inheritdoc/>
    public bool IsCancellationRequested => _watch.HasFired;

    /// <summary>Begins to watch. Called once, after the call was enqueued.</summary>
    public void Watch()
    {
        _watch.Begin();
        Task.ContinueWith(
            static (_, state) => ((Submission<TResult>)state!).Dispose(),
            this,
            CancellationToken.None,
            TaskContinuationOptions.ExecuteSynchronously,
            TaskScheduler.Default);
    }

    /// <inheritdoc/>
    public void Cancel()
    {
        if (_watch.IsTimedOut)
            TrySetException(_watch.ToException(_call, _label));
        else
            TrySetCanceled(_watch.Token);
    }

    /// <summary>Ends the watch. Called when the future has ended.</summary>
    public void Dispose() => _watch.Dispose();
}
