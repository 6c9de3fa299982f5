namespace MpiPool.Scheduling;

/// <summary>What may end a call early: its token, and its time. Any thread.</summary>
/// <param name="scheduler">Is asked to cancel the call.</param>
/// <param name="sink">The call's sink.</param>
/// <param name="timeout">The call's time, or <see cref="Timeout.InfiniteTimeSpan"/>.</param>
/// <param name="token">Asks for the call to be cancelled.</param>
internal sealed class CallWatch(Scheduler scheduler, ICancellableSink sink, TimeSpan timeout, CancellationToken token) : IDisposable
{
    private CancellationTokenRegistration _registration;
    private Timer? _timer;
    private volatile bool _isTimedOut;

    /// <summary>The token.</summary>
    public CancellationToken Token => token;

    /// <summary>Whether the call is to be ended.</summary>
    public bool HasFired => _isTimedOut || token.IsCancellationRequested;

    /// <summary>What the call ends with where it was ended early.</summary>
    public Exception ToException(TaskCall call, string? label) => _isTimedOut
        ? new TimeoutException($"The call of task '{call.Entry.Name}'{(label is null ? "" : $" (\"{label}\")")} did not end within {timeout.TotalSeconds:0.###} s of its submission. Where it runs its token was fired; a task that ignores it keeps its worker until it returns.")
        : new OperationCanceledException($"The call of task '{call.Entry.Name}' was cancelled.", token);

    /// <summary>Whether the time is over.</summary>
    public bool IsTimedOut => _isTimedOut;

    /// <summary>Begins to watch, once the call is queued.</summary>
    public void Begin()
    {
        if (timeout != Timeout.InfiniteTimeSpan)
        {
            _timer = new Timer(static state => ((CallWatch)state!).OnTimeout(), this, Timeout.Infinite, Timeout.Infinite);
            _timer.Change(timeout, Timeout.InfiniteTimeSpan);
        }
        if (token.CanBeCanceled)
            _registration = token.UnsafeRegister(static state => ((CallWatch)state!).Request(), this);
    }

    /// <summary>Ends the watch: the call has ended.</summary>
    public void Dispose()
    {
        _registration.Unregister();
        _timer?.Dispose();
    }

    private void OnTimeout()
    {
        _isTimedOut = true;
        // The future fails now; the scheduler sees to the task.
        sink.Cancel();
        Request();
    }

    private void Request() => scheduler.RequestCancel(sink);
}
