namespace MpiPool;

public sealed partial class WorkerPool
{
    private const int DefaultStreamBuffer = 16;

    /// <summary>
    /// Runs a task that yields items and reads them while it runs: <c>await foreach (Frame frame in pool.Stream(Kernels.Tasks.Simulate(scenario)))</c>.
    /// The task is submitted when the first item is asked for. It waits when it is <paramref name="bufferSize"/> items ahead of the consumer; a
    /// consumer that stops early cancels it. When the pool is shut down while a stream is open, the task no longer waits, so that the pool can end.
    /// </summary>
    /// <typeparam name="T">What the task yields.</typeparam>
    /// <param name="call">The call.</param>
    /// <param name="bufferSize">How many items the task may be ahead of the consumer; at least 1.</param>
    /// <param name="cancellationToken">Ends the stream and cancels the task.</param>
    /// <returns>
    /// The items, in the order the task yields them, to be enumerated once. What the task throws is thrown here as
    /// <see cref="RemoteTaskException"/>, after all items before it.
    /// </returns>
    /// <exception cref="ArgumentNullException">The call is null.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="bufferSize"/> is less than 1.</exception>
    /// <exception cref="ObjectDisposedException">The pool was shut down.</exception>
    /// <exception cref="PoolBrokenException">The pool is broken.</exception>
    /// <exception cref="PoolGuardException">This rank is a worker.</exception>
    public IAsyncEnumerable<T> Stream<T>(StreamTaskCall<T> call, int bufferSize = DefaultStreamBuffer, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(call);
        ArgumentOutOfRangeException.ThrowIfLessThan(bufferSize, 1);
        Guard();
        return _rank.StartStream(call, bufferSize, cancellationToken);
    }
}
