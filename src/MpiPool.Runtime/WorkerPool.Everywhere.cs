using MpiPool.Scheduling;

namespace MpiPool;

public sealed partial class WorkerPool
{
    /// <summary>
    /// Runs a call once on every worker: to load data there, to ask for its state. It does not wait for all workers to be free; each runs it as
    /// its turn comes.
    /// </summary>
    /// <typeparam name="TResult">What the task returns.</typeparam>
    /// <param name="call">The call; submitted once, for all workers.</param>
    /// <param name="options">How it is to be run; null for no options. The target rank must not be set.</param>
    /// <param name="cancellationToken">Cancels the tasks.</param>
    /// <returns>The results in the order of the workers' ranks. Fails once all have ended, where one has failed.</returns>
    /// <exception cref="ArgumentNullException">The call is null.</exception>
    /// <exception cref="ArgumentException">A target rank is set; or retries are asked for, and the task is not marked <see cref="MpiTaskAttribute.Idempotent"/>.</exception>
    /// <exception cref="InvalidOperationException">The call was submitted before.</exception>
    /// <exception cref="ObjectDisposedException">The pool was shut down.</exception>
    /// <exception cref="PoolBrokenException">The pool is broken.</exception>
    /// <exception cref="PoolGuardException">This rank is a worker.</exception>
    public Task<TResult[]> RunOnEveryWorker<TResult>(TaskCall<TResult> call, CallOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(call);
        Guard();
        if (options?.TargetRank is { } target)
            throw new ArgumentException($"A target rank ({target}) is set for a call that is to run on every worker.", nameof(options));
        if (cancellationToken.IsCancellationRequested)
            return Task.FromCanceled<TResult[]>(cancellationToken);
        return Task.WhenAll(_rank.EnqueueEverywhere(call, options ?? NoOptions, cancellationToken));
    }

    /// <summary>Runs a task without arguments once on every worker. See <see cref="RunOnEveryWorker{TResult}(TaskCall{TResult}, CallOptions, CancellationToken)"/>.</summary>
    /// <typeparam name="TResult">What the task returns.</typeparam>
    /// <param name="task">The task.</param>
    /// <returns>The results in the order of the workers' ranks.</returns>
    public Task<TResult[]> RunOnEveryWorker<TResult>(TaskHandle<TResult> task)
    {
        ArgumentNullException.ThrowIfNull(task);
        return RunOnEveryWorker(task.Bind());
    }
}
