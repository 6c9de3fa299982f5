namespace MpiPool.Scheduling;

/// <summary>A future that can be cancelled by a token: when the token fires, the scheduler is asked to cancel the call.</summary>
internal sealed class Submission<TResult>(Scheduler scheduler)
    : TaskCompletionSource<TResult>(TaskCreationOptions.RunContinuationsAsynchronously), ICancellableSink
{
    private CancellationToken _token;
    private CancellationTokenRegistration _registration;

    /// <summary>Connects the token. Called once, after the call was enqueued.</summary>
    public void CancelWith(CancellationToken token)
    {
        _token = token;
        _registration = token.UnsafeRegister(static state => ((Submission<TResult>)state!).Request(), this);
        Task.ContinueWith(
            static (_, state) => ((Submission<TResult>)state!)._registration.Unregister(),
            this,
            CancellationToken.None,
            TaskContinuationOptions.ExecuteSynchronously,
            TaskScheduler.Default);
    }

    /// <inheritdoc/>
    public bool IsCancellationRequested => _token.IsCancellationRequested;

    /// <inheritdoc/>
    public void Cancel() => TrySetCanceled(_token);

    private void Request() => scheduler.RequestCancel(this);
}
