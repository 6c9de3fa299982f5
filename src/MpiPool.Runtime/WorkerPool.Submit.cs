using MpiPool.Diagnostics;
using MpiPool.Scheduling;

namespace MpiPool;

public sealed partial class WorkerPool
{
    /// <summary>Submits a call. It runs on the first worker that is free, in the order of submission.</summary>
    /// <remarks>
    /// The future is an ordinary task: await it; wait with <c>WaitAsync(timeout)</c>; combine it with WhenAll, WhenAny, WhenEach; ask it for
    /// IsCompleted and IsCompletedSuccessfully. Whether a cancel came in time shows at its end: a task that was cancelled before it began, or that
    /// answered to its token, ends as cancelled; any other ends as if there had been no cancel.
    /// </remarks>
    /// <typeparam name="TResult">What the task returns.</typeparam>
    /// <param name="call">The call; submitted once. Its arguments must not change until the task has completed.</param>
    /// <param name="cancellationToken">Cancels the task: one that has not begun never runs, one that runs gets its own token fired.</param>
    /// <returns>
    /// The result, once it is there. Fails with <see cref="RemoteTaskException"/> where the task throws, with <see cref="InvalidOperationException"/>
    /// where its arguments cannot be serialized, with <see cref="PoolBrokenException"/> where the pool breaks. Continuations run on the
    /// thread pool, never on the thread that initialized MPI, and hold up no other call.
    /// </returns>
    /// <exception cref="ArgumentNullException">The call is null.</exception>
    /// <exception cref="InvalidOperationException">The call was submitted before.</exception>
    /// <exception cref="ObjectDisposedException">The pool was shut down.</exception>
    /// <exception cref="PoolBrokenException">The pool is broken.</exception>
    /// <exception cref="PoolGuardException">This rank is a worker.</exception>
    public Task<TResult> Submit<TResult>(TaskCall<TResult> call, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(call);
        Guard();
        if (cancellationToken.IsCancellationRequested)
            return Task.FromCanceled<TResult>(cancellationToken);
        if (PoolActivities.IsListenedTo)
            return Submit(call, NoOptions, cancellationToken);
        if (!cancellationToken.CanBeCanceled)
        {
            TaskCompletionSource<TResult> source = _rank.CreateFuture<TResult>();
            _rank.Enqueue(call, source, null, CancellationToken.None);
            return source.Task;
        }
        return Submit(call, null, Timeout.InfiniteTimeSpan, cancellationToken);
    }

    /// <inheritdoc cref="Submit{TResult}(TaskCall{TResult}, CancellationToken)"/>
    public Task<TResult> Submit<TResult>(TaskCall<TResult> call) => Submit(call, CancellationToken.None);

    /// <summary>Submits a call with options: a priority, a time limit, retries, a worker of its own. See <see cref="Submit{TResult}(TaskCall{TResult}, CancellationToken)"/>.</summary>
    /// <typeparam name="TResult">What the task returns.</typeparam>
    /// <param name="call">The call; submitted once.</param>
    /// <param name="options">How it is to be run.</param>
    /// <param name="cancellationToken">Cancels the task.</param>
    /// <returns>The result, once it is there. Fails with <see cref="TimeoutException"/> where the call's time is over first.</returns>
    /// <exception cref="ArgumentNullException">The call or the options are null.</exception>
    /// <exception cref="ArgumentException">Retries are asked for, and the task is not marked <see cref="MpiTaskAttribute.Idempotent"/>.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The target rank is no worker of this pool.</exception>
    /// <exception cref="InvalidOperationException">The call was submitted before.</exception>
    /// <exception cref="ObjectDisposedException">The pool was shut down.</exception>
    /// <exception cref="PoolBrokenException">The pool is broken.</exception>
    /// <exception cref="PoolGuardException">This rank is a worker.</exception>
    public Task<TResult> Submit<TResult>(TaskCall<TResult> call, CallOptions options, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(call);
        ArgumentNullException.ThrowIfNull(options);
        Guard();
        CallTicket ticket = _rank.MakeTicket(options, call.Entry);
        return cancellationToken.IsCancellationRequested
            ? Task.FromCanceled<TResult>(cancellationToken)
            : Submit(call, ticket, options.Timeout, cancellationToken);
    }

    /// <summary>
    /// Submits a call and gives its outcome: result or error, rank, host, attempts and times. The future does not fail by what happens to the
    /// task: errors, cancellation and an exceeded time are outcomes.
    /// </summary>
    /// <typeparam name="TResult">What the task returns.</typeparam>
    /// <param name="call">The call; submitted once.</param>
    /// <param name="options">How it is to be run; null for no options.</param>
    /// <param name="cancellationToken">Cancels the task.</param>
    /// <returns>The outcome, once the task has ended.</returns>
    /// <exception cref="ArgumentNullException">The call is null.</exception>
    /// <exception cref="ArgumentException">Retries are asked for, and the task is not marked <see cref="MpiTaskAttribute.Idempotent"/>.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The target rank is no worker of this pool.</exception>
    /// <exception cref="InvalidOperationException">The call was submitted before.</exception>
    /// <exception cref="ObjectDisposedException">The pool was shut down.</exception>
    /// <exception cref="PoolBrokenException">The pool is broken.</exception>
    /// <exception cref="PoolGuardException">This rank is a worker.</exception>
    public Task<TaskOutcome<TResult>> SubmitOutcome<TResult>(TaskCall<TResult> call, CallOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(call);
        Guard();
        CallTicket ticket = _rank.MakeTicket(options ?? NoOptions, call.Entry);
        var submission = new OutcomeSubmission<TResult>(_rank.Scheduler, call, ticket, cancellationToken);
        if (cancellationToken.IsCancellationRequested)
        {
            submission.Cancel();
            return submission.Task;
        }
        _rank.Enqueue(call, submission, ticket, cancellationToken);
        submission.Watch();
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
    /// <exception cref="PoolGuardException">This rank is a worker.</exception>
    public TResult Apply<TResult>(TaskCall<TResult> call, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(call);
        Guard();
        if (cancellationToken.CanBeCanceled || PoolActivities.IsListenedTo)
            return Wait(Submit(call, cancellationToken));
        var caller = new BlockedCaller<TResult>();
        _rank.Enqueue(call, caller, null, CancellationToken.None);
        var condition = new BlockedCallerCondition<TResult>(caller);
        _rank.DriveUntil(ref condition);
        return caller.Take();
    }

    /// <inheritdoc cref="Apply{TResult}(TaskCall{TResult}, CancellationToken)"/>
    public TResult Apply<TResult>(TaskCall<TResult> call) => Apply(call, CancellationToken.None);

    /// <summary>Runs a call with options and waits for its result. See <see cref="Apply{TResult}(TaskCall{TResult}, CancellationToken)"/>.</summary>
    /// <typeparam name="TResult">What the task returns.</typeparam>
    /// <param name="call">The call.</param>
    /// <param name="options">How it is to be run.</param>
    /// <param name="cancellationToken">Cancels the task.</param>
    /// <returns>The result.</returns>
    /// <exception cref="RemoteTaskException">The task threw.</exception>
    /// <exception cref="TimeoutException">The call's time was over.</exception>
    /// <exception cref="PoolGuardException">This rank is a worker.</exception>
    public TResult Apply<TResult>(TaskCall<TResult> call, CallOptions options, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(call);
        Guard();
        return Wait(Submit(call, options, cancellationToken));
    }

    private Task<TResult> Submit<TResult>(TaskCall<TResult> call, CallTicket? ticket, TimeSpan timeout, CancellationToken cancellationToken)
    {
        var submission = new Submission<TResult>(_rank.Scheduler, call, ticket?.Options.Label, timeout, cancellationToken);
        _rank.Enqueue(call, submission, ticket, cancellationToken);
        submission.Watch();
        return submission.Task;
    }

    private TResult Wait<TResult>(Task<TResult> task)
    {
        _rank.DriveUntil(task);
        return task.GetAwaiter().GetResult();
    }
}
