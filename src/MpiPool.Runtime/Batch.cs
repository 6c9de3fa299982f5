using MpiPool.Scheduling;

namespace MpiPool;

/// <summary>
/// Calls that were submitted together: what <see cref="WorkerPool.SubmitBatch"/> gives. Thread-safe. Waiting blocks the calling thread, which
/// drives the communication meanwhile; the asynchronous forms do not block.
/// </summary>
/// <typeparam name="TResult">What the tasks return.</typeparam>
public sealed class Batch<TResult>
{
    private readonly RankRuntime _rank;
    private readonly Task<TResult>[] _futures;

    internal Batch(RankRuntime rank, Task<TResult>[] futures)
    {
        _rank = rank;
        _futures = futures;
    }

    /// <summary>The number of calls.</summary>
    public int Count => _futures.Length;

    /// <summary>The futures, in the order of the calls.</summary>
    public IReadOnlyList<Task<TResult>> Futures => _futures;

    /// <summary>Whether the calls were submitted: always, for a batch that could not be is not made.</summary>
    public bool IsSubmitted => true;

    /// <summary>How many calls have ended, in whatever way.</summary>
    public int FinishedCount => _futures.Count(static future => future.IsCompleted);

    /// <summary>Whether all calls have ended.</summary>
    public bool IsFinished => Array.TrueForAll(_futures, static future => future.IsCompleted);

    /// <summary>All results in the order of the calls. Waits; throws the error of the first call that failed, once all have ended.</summary>
    /// <returns>The results.</returns>
    /// <exception cref="RemoteTaskException">A task threw.</exception>
    /// <exception cref="OperationCanceledException">A call was cancelled.</exception>
    public TResult[] Results()
    {
        Task<TResult[]> all = ResultsAsync();
        _rank.DriveUntil(all);
        return all.GetAwaiter().GetResult();
    }

    /// <summary>The asynchronous form of <see cref="Results"/>.</summary>
    /// <returns>The results, once all calls have ended.</returns>
    public Task<TResult[]> ResultsAsync() => Task.WhenAll(_futures);

    /// <summary>Yields each result in the order of the calls, as soon as it and those before it are there; throws at the place of a call that failed. Waits.</summary>
    /// <returns>The results.</returns>
    public IEnumerable<TResult> Ordered()
    {
        foreach (Task<TResult> future in _futures)
        {
            _rank.DriveUntil(future);
            yield return future.GetAwaiter().GetResult();
        }
    }

    /// <summary>Yields the futures as they end, failed ones among them: each has ended when it is yielded. Waits.</summary>
    /// <returns>The futures in the order of their end.</returns>
    public IEnumerable<Task<TResult>> Completed()
    {
        IAsyncEnumerator<Task<TResult>> ends = CompletedAsync().GetAsyncEnumerator();
        while (true)
        {
            Task<bool> next = ends.MoveNextAsync().AsTask();
            _rank.DriveUntil(next);
            if (!next.GetAwaiter().GetResult())
                yield break;
            yield return ends.Current;
        }
    }

    /// <summary>The asynchronous form of <see cref="Completed"/>.</summary>
    /// <returns>The futures in the order of their end.</returns>
    public IAsyncEnumerable<Task<TResult>> CompletedAsync() => Task.WhenEach(_futures);

    /// <summary>Waits until one call has ended, in whatever way.</summary>
    /// <param name="timeout">How long to wait at most; <see cref="Timeout.InfiniteTimeSpan"/> for ever.</param>
    /// <returns>Whether one has; false where the time was over. An empty batch has none, and does not wait.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The time is negative.</exception>
    public bool WaitFirst(TimeSpan timeout)
    {
        Check(timeout);
        return _futures.Length != 0 && Wait(Task.WhenAny(_futures), timeout);
    }

    /// <summary>Waits until all calls have ended, in whatever way.</summary>
    /// <param name="timeout">How long to wait at most; <see cref="Timeout.InfiniteTimeSpan"/> for ever.</param>
    /// <returns>Whether all have; false where the time was over.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The time is negative.</exception>
    public bool WaitAll(TimeSpan timeout)
    {
        Check(timeout);
        return Wait(Task.WhenAll(_futures), timeout);
    }

    private static void Check(TimeSpan timeout)
    {
        if (timeout != Timeout.InfiniteTimeSpan)
            ArgumentOutOfRangeException.ThrowIfLessThan(timeout, TimeSpan.Zero);
    }

    private bool Wait(Task end, TimeSpan timeout)
    {
        if (timeout == Timeout.InfiniteTimeSpan)
        {
            _rank.DriveUntil(end);
            return true;
        }
        var condition = new TimedCondition(end, timeout);
        _rank.DriveUntil(ref condition);
        return end.IsCompleted;
    }
}
