using MpiPool.Scheduling;

namespace MpiPool;

public sealed partial class WorkerPool
{
    /// <summary>Submits a call. It runs on the first worker that is free, in the order of submission.</summary>
    /// <typeparam name="TResult">What the task returns.</typeparam>
    /// <param name="call">The call; submitted once. Its arguments must not change until the task has completed.</param>
    /// <param name="cancellationToken">Cancels the task: one that has not begun never runs, one that runs gets its own token fired.</param>
    /// <returns>
    /// The result, once it is there. Fails with <see cref="RemoteTaskException"/> where the task throws, with <see cref="InvalidOperationException"/>
    /// where its arguments cannot be serialized, with <see cref="PoolBrokenException"/> where the pool breaks. Continuations never run on the
    /// thread that drives MPI.
    /// </returns>
    /// <exception cref="ArgumentNullException">The call is null.</exception>
    /// <exception cref="InvalidOperationException">The call was submitted before.</exception>
    /// <exception cref="ObjectDisposedException">The pool was shut down.</exception>
    /// <exception cref="PoolBrokenException">The pool is broken.</exception>
    /// <exception cref="PoolGuardException">This rank is a worker.</exception>
    public Task<TResult> Submit<TResult>(TaskCall<TResult> call, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(call);
        Guard();
        if (cancellationToken.IsCancellationRequested)
            return Task.FromCanceled<TResult>(cancellationToken);
        if (!cancellationToken.CanBeCanceled)
        {
            var source = new TaskCompletionSource<TResult>(TaskCreationOptions.RunContinuationsAsynchronously);
            _rank.Enqueue(call, source);
            return source.Task;
        }
        var submission = new Submission<TResult>(_rank.Scheduler);
        _rank.Enqueue(call, submission);
        submission.CancelWith(cancellationToken);
        return submission.Task;
    }

    /// <summary>
    /// Runs a call on a worker and waits for its result. The calling thread drives the communication itself, so this is the fastest form for
    /// one call. Throws what the future of <see cref="Submit{TResult}(TaskCall{TResult}, CancellationToken)"/> would fail with.
    /// </summary>
    /// <typeparam name="TResult">What the task returns.</typeparam>
    /// <param name="call">The call.</param>
    /// <param name="cancellationToken">Cancels the task.</param>
    /// <returns>The result.</returns>
    /// <exception cref="RemoteTaskException">The task threw.</exception>
    /// <exception cref="OperationCanceledException">The task was cancelled.</exception>
    public TResult Apply<TResult>(TaskCall<TResult> call, CancellationToken cancellationToken = default)
    {
        Task<TResult> task = Submit(call, cancellationToken);
        _rank.DriveUntil(task);
        return task.GetAwaiter().GetResult();
    }
}
