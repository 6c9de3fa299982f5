using Microsoft.Extensions.Logging;
using MpiPool.Tasks;

namespace MpiPool;

/// <summary>
/// Settings of a pool. Those of the main rank hold on all ranks. Each that is a number, a time or a choice can be given by an environment variable instead,
/// which counts where the property was not set; only the main rank's environment is read, for launchers forward few variables. The others have none, for they
/// are objects of the program, which no text can name: <see cref="Communicator"/>, <see cref="Initializer"/>, <see cref="Finalizer"/>,
/// <see cref="LoggerFactory"/> and <see cref="Catalog"/>. Not thread-safe.
/// </summary>
public sealed class PoolOptions
{
    /// <summary>More threads than that few systems let a process have.</summary>
    internal const int MostWorkers = 10_000;

    private static readonly TimeSpan s_longestIdleSleep = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan s_longestShutdown = TimeSpan.FromMilliseconds(int.MaxValue);
    private int? _workers;
    private TimeSpan? _maximumIdleSleep;
    private long? _seed;
    private int? _mainRank;
    private bool? _rejoin;
    private int? _maximumPending;
    private TimeSpan? _shutdownTimeout;

    /// <summary>
    /// The number of worker threads where the program was not started by an MPI launcher (or with one rank), at most 10,000; a launcher says itself how many
    /// ranks there are. 0, the default, means one for each processor the process may use. Variable: <c>MPIPOOL_WORKERS</c>.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is out of range.</exception>
    public int Workers
    {
        get => _workers ?? PoolEnvironment.ReadInt32("MPIPOOL_WORKERS", 0, MostWorkers) ?? 0;
        set
        {
            ArgumentOutOfRangeException.ThrowIfNegative(value);
            ArgumentOutOfRangeException.ThrowIfGreaterThan(value, MostWorkers);
            _workers = value;
        }
    }

    /// <summary>
    /// How long an idle rank sleeps at most between two looks for messages, from 1 ms to 1 s; 9 ms by default. It is reached after 10 s
    /// without work; before, a sleep takes at most 1 ms. On the main rank's host (Linux) a message ends the sleep, which then may take so long at
    /// once, and four times as long after 10 s; <c>MPIPOOL_SHARED_MEMORY=0</c> turns that off. Variable: <c>MPIPOOL_IDLE_SLEEP_MS</c>.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is out of range.</exception>
    public TimeSpan MaximumIdleSleep
    {
        get => _maximumIdleSleep
            ?? (PoolEnvironment.ReadInt32("MPIPOOL_IDLE_SLEEP_MS", 1, (int)s_longestIdleSleep.TotalMilliseconds) is { } milliseconds
                ? TimeSpan.FromMilliseconds(milliseconds)
                : TimeSpan.FromMilliseconds(9));
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
    /// The rank that is main: it runs the body and submits, all others serve. Null, the default, leaves it to what other ranks say, and takes rank 0 where none
    /// says anything. All ranks that name one must name the same. Variable: <c>MPIPOOL_MAIN_RANK</c>, on any rank.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is negative. A rank that does not exist is found when the pool opens.</exception>
    public int? MainRank
    {
        get => _mainRank ?? PoolEnvironment.ReadInt32("MPIPOOL_MAIN_RANK", 0, int.MaxValue);
        set
        {
            if (value is { } rank)
                ArgumentOutOfRangeException.ThrowIfNegative(rank, nameof(value));
            _mainRank = value;
        }
    }

    /// <summary>
    /// The processes the pool is opened on; null, the default, for all (<see cref="WorkerPool.World"/>). All of its processes open the pool.
    /// <see cref="WorkerPool.OpenInProcess(int, PoolOptions?)"/> refuses it.
    /// </summary>
    public Communicator? Communicator { get; set; }

    /// <summary>
    /// Whether workers go on after the pool, with the code behind it; true by default. If not, they end their program with the pool's exit
    /// code when it ends. Workers that are threads of the main rank's process have no code to go on with, whatever it says. Variable: <c>MPIPOOL_REJOIN</c>, 0 or 1.
    /// </summary>
    public bool Rejoin
    {
        get => _rejoin ?? PoolEnvironment.ReadInt32("MPIPOOL_REJOIN", 0, 1) != 0;
        set => _rejoin = value;
    }

    /// <summary>
    /// How many single calls may wait or run at once; 0, the default, for any number. Where there are as many, a further submission blocks its thread,
    /// which drives the communication meanwhile, until one has ended; so that a fast producer cannot exhaust the main rank's memory. Several threads that submit
    /// may each go past the bound by one. Maps bound themselves. Variable: <c>MPIPOOL_MAXIMUM_PENDING</c>.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is negative.</exception>
    public int MaximumPending
    {
        get => _maximumPending ?? PoolEnvironment.ReadInt32("MPIPOOL_MAXIMUM_PENDING", 0, int.MaxValue) ?? 0;
        set
        {
            ArgumentOutOfRangeException.ThrowIfNegative(value);
            _maximumPending = value;
        }
    }

    /// <summary>
    /// A call that is run once on every worker before its first task, such as <c>Kernels.Tasks.Load("mesh.bin")</c>; null, the default, for none. The pool is
    /// open when all have run it; where one fails, the pool breaks everywhere with its reason. Read on the main rank; the call may serve several pools.
    /// </summary>
    public TaskCall<NoResult>? Initializer { get; set; }

    /// <summary>
    /// A call that is run once on every worker after its last task; null, the default, for none. Where it fails, the pool breaks everywhere with its
    /// reason. It is not run where the pool broke before. Read on the main rank; the call may serve several pools.
    /// </summary>
    public TaskCall<NoResult>? Finalizer { get; set; }

    /// <summary>
    /// Makes the logger (category <c>MpiPool</c>) of this rank; null, the default, for no log. Each rank logs through its own. Openings, ends, retries, failures of
    /// posted calls; at level Debug the failure of every call.
    /// </summary>
    /// <exception cref="NotSupportedException">The program was published without names of types (<c>--reflectiondata:none</c>).</exception>
    public ILoggerFactory? LoggerFactory
    {
        get;
        // ILogger.Log is a generic method of an interface, and such a program finds none.
        set => field = value is null || Wire.TypeText.FullName(typeof(ILogger)) is not null
            ? value
            : throw new NotSupportedException("A program published without reflection data (--reflectiondata:none) cannot log: .NET finds no generic method of an interface there, which ILogger.Log is. Publish it with the names of types, or set no LoggerFactory.");
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
