using MpiPool.Tasks;

namespace MpiPool;

/// <summary>
/// Settings of a pool. Those of the main rank hold on all ranks. Each can be given by an environment variable instead, which counts where the
/// property was not set; only the main rank's environment is read, for launchers forward few variables. Not thread-safe.
/// </summary>
public sealed class PoolOptions
{
    private static readonly TimeSpan s_longestIdleSleep = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan s_longestShutdown = TimeSpan.FromMilliseconds(int.MaxValue);
    private int? _workers;
    private TimeSpan? _maximumIdleSleep;
    private long? _seed;
    private TimeSpan? _shutdownTimeout;

    /// <summary>
    /// The number of worker threads where the program was not started by an MPI launcher (or with one rank). 0, the default, means one for
    /// each processor the process may use. Variable: <c>MPIPOOL_WORKERS</c>.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is negative.</exception>
    public int Workers
    {
        get => _workers ?? PoolEnvironment.ReadInt32("MPIPOOL_WORKERS", 0, int.MaxValue) ?? 0;
        set
        {
            ArgumentOutOfRangeException.ThrowIfNegative(value);
            _workers = value;
        }
    }

    /// <summary>
    /// How long an idle rank sleeps at most between two looks for messages, from 1 ms to 1 s; 10 ms by default. It is reached after 10 s
    /// without work; before, a sleep takes at most 1 ms. Variable: <c>MPIPOOL_IDLE_SLEEP_MS</c>.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is out of range.</exception>
    public TimeSpan MaximumIdleSleep
    {
        get => _maximumIdleSleep
            ?? (PoolEnvironment.ReadInt32("MPIPOOL_IDLE_SLEEP_MS", 1, (int)s_longestIdleSleep.TotalMilliseconds) is { } milliseconds
                ? TimeSpan.FromMilliseconds(milliseconds)
                : TimeSpan.FromMilliseconds(10));
        set
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(value, TimeSpan.FromMilliseconds(1));
            ArgumentOutOfRangeException.ThrowIfGreaterThan(value, s_longestIdleSleep);
            _maximumIdleSleep = value;
        }
    }

    /// <summary>
    /// The seed of the tasks' random streams (<see cref="TaskContext.Random"/>); 0 by default, so that a program repeats itself. Variable:
    /// <c>MPIPOOL_SEED</c>.
    /// </summary>
    public long Seed
    {
        get => _seed ?? PoolEnvironment.ReadInt64("MPIPOOL_SEED", long.MinValue, long.MaxValue) ?? 0;
        set => _seed = value;
    }

    /// <summary>
    /// How long the end of the pool may wait for calls that were submitted, from 1 ms on; <see cref="Timeout.InfiniteTimeSpan"/>, the default, waits
    /// for ever. When it is over the pool breaks with a message that names what still runs and where; over MPI that ends the job. Variable:
    /// <c>MPIPOOL_SHUTDOWN_TIMEOUT_MS</c>.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is out of range.</exception>
    public TimeSpan ShutdownTimeout
    {
        get => _shutdownTimeout
            ?? (PoolEnvironment.ReadInt32("MPIPOOL_SHUTDOWN_TIMEOUT_MS", 1, int.MaxValue) is { } milliseconds
                ? TimeSpan.FromMilliseconds(milliseconds)
                : Timeout.InfiniteTimeSpan);
        set
        {
            if (value != Timeout.InfiniteTimeSpan)
            {
                ArgumentOutOfRangeException.ThrowIfLessThan(value, TimeSpan.FromMilliseconds(1));
                ArgumentOutOfRangeException.ThrowIfGreaterThan(value, s_longestShutdown);
            }
            _shutdownTimeout = value;
        }
    }

    /// <summary>The task table, for test hosts and plug-ins; null, the default, takes that of the executable.</summary>
    public TaskCatalog? Catalog { get; set; }
}
