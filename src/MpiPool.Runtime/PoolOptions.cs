using MpiPool.Tasks;

namespace MpiPool;

/// <summary>
/// Settings of a pool. Those of the main rank hold on all ranks. Each can be given by an environment variable instead, which counts where the
/// property was not set; only the main rank's environment is read, for launchers forward few variables. Not thread-safe.
/// </summary>
public sealed class PoolOptions
{
    private static readonly TimeSpan s_longestIdleSleep = TimeSpan.FromSeconds(1);
    private int? _workers;
    private TimeSpan? _maximumIdleSleep;
    private long? _seed;

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

    /// <summary>The task table, for test hosts and plug-ins; null, the default, takes that of the executable.</summary>
    public TaskCatalog? Catalog { get; set; }
}
