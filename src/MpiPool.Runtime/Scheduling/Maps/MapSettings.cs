using System.Diagnostics;

namespace MpiPool.Scheduling.Maps;

/// <summary>How one map runs: what its <see cref="MapOptions"/> come to.</summary>
internal readonly struct MapSettings
{
    // A task can be waited for some 49 days.
    private const double LongestWaitSeconds = 24 * 3600;

    private readonly long _deadline;

    /// <param name="options">What the caller wants; null for the defaults.</param>
    /// <param name="workers">The number of workers.</param>
    /// <param name="isInProcess">Whether they are threads.</param>
    public MapSettings(MapOptions? options, int workers, bool isInProcess)
    {
        Workers = workers;
        BusyWorkers = WorkersAtOnce(workers, isInProcess);
        ChunkSize = options?.ChunkSize ?? 0;
        Window = options?.Window ?? 0;
        Timeout = options?.Timeout ?? System.Threading.Timeout.InfiniteTimeSpan;
        _deadline = Timeout == System.Threading.Timeout.InfiniteTimeSpan ? long.MaxValue : Stopwatch.GetTimestamp() + (long)(Timeout.TotalSeconds * Stopwatch.Frequency);
        Errors = options?.Errors ?? MapErrors.Throw;
        Token = options?.CancellationToken ?? default;
    }

    /// <summary>The number of workers.</summary>
    public int Workers { get; }

    /// <summary>How many of them can work at the same time.</summary>
    public int BusyWorkers { get; }

    /// <summary>The items of a chunk; 0 to measure.</summary>
    public int ChunkSize { get; }

    /// <summary>The most items in flight or unread; 0 to choose.</summary>
    public int Window { get; }

    /// <summary>The time for the whole map.</summary>
    public TimeSpan Timeout { get; }

    /// <summary>What becomes of items that fail.</summary>
    public MapErrors Errors { get; }

    /// <summary>Stops the map.</summary>
    public CancellationToken Token { get; }

    /// <summary>Whether a wait is over without a result.</summary>
    public bool IsOver => Token.IsCancellationRequested || (_deadline != long.MaxValue && Stopwatch.GetTimestamp() >= _deadline);

    /// <summary>How long to wait at most before one looks again: the time that is left, or as much of it as a task can be waited for; infinite where there is no limit.</summary>
    public TimeSpan Left => _deadline == long.MaxValue
        ? System.Threading.Timeout.InfiniteTimeSpan
        : TimeSpan.FromSeconds(Math.Clamp((_deadline - Stopwatch.GetTimestamp()) / (double)Stopwatch.Frequency, 0, LongestWaitSeconds));

    /// <summary>How many workers can work at the same time: threads share the processors of their process.</summary>
    public static int WorkersAtOnce(int workers, bool isInProcess) => isInProcess ? Math.Min(workers, Environment.ProcessorCount) : workers;

    /// <summary>Throws where <see cref="IsOver"/>.</summary>
    /// <exception cref="OperationCanceledException">The token has fired.</exception>
    /// <exception cref="TimeoutException">The time is over.</exception>
    public void ThrowIfOver()
    {
        Token.ThrowIfCancellationRequested();
        if (_deadline != long.MaxValue && Stopwatch.GetTimestamp() >= _deadline)
            throw new TimeoutException($"The map was not done {Timeout} after its call. What has not begun is cancelled.");
    }
}
