namespace MpiPool;

public sealed partial class WorkerPool
{
    /// <summary>Submits several calls, of one task or of any mix with the same type of result, to be waited for together.</summary>
    /// <typeparam name="TResult">What the tasks return.</typeparam>
    /// <param name="calls">The calls; each is submitted once. Enumerated at once. Where one cannot be submitted, those before it are, and its exception is thrown.</param>
    /// <param name="options">How they are to be run; null for no options. Each call has its own time and its own retries.</param>
    /// <param name="cancellationToken">Cancels all of them.</param>
    /// <returns>The batch.</returns>
    /// <exception cref="ArgumentNullException">The calls, or one of them, are null.</exception>
    /// <exception cref="ArgumentException">Retries are asked for, and a task is not marked <see cref="MpiTaskAttribute.Idempotent"/>.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The target rank is no worker of this pool.</exception>
    /// <exception cref="InvalidOperationException">A call was submitted before.</exception>
    /// <exception cref="ObjectDisposedException">The pool was shut down.</exception>
    /// <exception cref="PoolBrokenException">The pool is broken.</exception>
    /// <exception cref="PoolGuardException">This rank is a worker.</exception>
    public Batch<TResult> SubmitBatch<TResult>(IEnumerable<TaskCall<TResult>> calls, CallOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(calls);
        Guard();
        var futures = new List<Task<TResult>>();
        foreach (TaskCall<TResult> call in calls)
            futures.Add(options is null ? Submit(call, cancellationToken) : Submit(call, options, cancellationToken));
        return new Batch<TResult>(_rank, [.. futures]);
    }
}
