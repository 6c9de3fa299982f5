namespace MpiPool;

public sealed partial class WorkerPool
{
    /// <summary>
    /// Runs a task on several workers at once, which can wait for each other and exchange values: <see cref="TaskContext.Group"/>. Where one of them
    /// fails, the others are cancelled. Members begin as their workers become free; the first ones wait for the last one at their first collective operation.
    /// </summary>
    /// <typeparam name="TResult">What the task returns.</typeparam>
    /// <param name="call">The call, of a task that takes a <see cref="TaskContext"/>; submitted once, for all members.</param>
    /// <param name="size">The number of workers, from 1 to <see cref="WorkerCount"/>.</param>
    /// <param name="cancellationToken">Cancels the tasks of all members.</param>
    /// <returns>The results by member. Fails once all have ended, where one has failed.</returns>
    /// <exception cref="ArgumentNullException">The call is null.</exception>
    /// <exception cref="ArgumentException">The task takes no <see cref="TaskContext"/>.</exception>
    /// <exception cref="ArgumentOutOfRangeException">There are not so many workers.</exception>
    /// <exception cref="InvalidOperationException">The call was submitted before.</exception>
    /// <exception cref="ObjectDisposedException">The pool was shut down.</exception>
    /// <exception cref="PoolBrokenException">The pool is broken.</exception>
    /// <exception cref="PoolGuardException">This rank is a worker.</exception>
    public Task<TResult[]> RunGroup<TResult>(TaskCall<TResult> call, int size, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(call);
        Guard();
        if (size < 1 || size > WorkerCount)
            throw new ArgumentOutOfRangeException(nameof(size), size, $"A task group has from 1 to {WorkerCount} members: this pool has {WorkerCount} workers.");
        var source = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        try
        {
            return AwaitGroup(_rank.EnqueueGroup(call, size, NoOptions, source.Token), source);
        }
        catch
        {
            source.Dispose();
            throw;
        }
    }

    // The first failure is the cause of the others, which it cancels, so that it is the one to be thrown. So does a member that never begins, for
    // the pool was shut down: the others would wait for it.
    private static async Task<TResult[]> AwaitGroup<TResult>(Task<TResult>[] members, CancellationTokenSource source)
    {
        using (source)
        {
            Task<TResult>? failed = null;
            await foreach (Task<TResult> ended in Task.WhenEach(members).ConfigureAwait(false))
            {
                if (ended.IsCompletedSuccessfully)
                    continue;
                if (ended.IsFaulted)
                    failed ??= ended;
                await source.CancelAsync().ConfigureAwait(false);
            }
            if (failed is not null)
                await failed.ConfigureAwait(false);
            return await Task.WhenAll(members).ConfigureAwait(false);
        }
    }
}
