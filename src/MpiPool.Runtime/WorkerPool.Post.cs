using MpiPool.Scheduling;

namespace MpiPool;

public sealed partial class WorkerPool
{
    /// <summary>
    /// Raised when a call of <see cref="Post"/> has failed. On a thread of the thread pool, for one failure at a time or several; a handler must not throw.
    /// </summary>
    public event EventHandler<TaskFailedEventArgs>? TaskFailed;

    /// <summary>
    /// Submits a call that nobody waits for. Workers report ends that fall close together in one message. A failure is
    /// raised as <see cref="TaskFailed"/> and written to the log. <see cref="Shutdown"/> waits for it as for any other call.
    /// </summary>
    /// <param name="call">A call of a task without a result; submitted once.</param>
    /// <param name="options">How it is to be run; null for no options.</param>
    /// <exception cref="ArgumentNullException">The call is null.</exception>
    /// <exception cref="ArgumentException">Retries are asked for, and the task is not marked <see cref="MpiTaskAttribute.Idempotent"/>.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The target rank is no worker of this pool.</exception>
    /// <exception cref="InvalidOperationException">The call was submitted before.</exception>
    /// <exception cref="ObjectDisposedException">The pool was shut down.</exception>
    /// <exception cref="PoolBrokenException">The pool is broken.</exception>
    /// <exception cref="PoolGuardException">This rank is a worker.</exception>
    public void Post(TaskCall<NoResult> call, CallOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(call);
        Guard();
        if (options is null)
        {
            _rank.Enqueue(call, _posts);
            return;
        }
        Submit(call, options).ContinueWith(
            (ended, _) => OnPostFailed(ended.Exception!.InnerException!),
            null,
            CancellationToken.None,
            TaskContinuationOptions.OnlyOnFaulted | TaskContinuationOptions.ExecuteSynchronously,
            TaskScheduler.Default);
    }

    private void OnPostFailed(Exception error) =>
        ThreadPool.UnsafeQueueUserWorkItem(
            static state =>
            {
                state.Pool._rank.Log.PostFailed(state.Error);
                state.Pool.TaskFailed?.Invoke(state.Pool, new TaskFailedEventArgs(state.Error));
            },
            (Pool: this, Error: error),
            preferLocal: false);
}
