using MpiPool.Scheduling;
using MpiPool.Transports;
using MpiPool.Transports.Mpi;

namespace MpiPool;

/// <summary>
/// A pool of workers over MPI. The main rank (rank 0, or <see cref="PoolOptions.MainRank"/>) submits calls of tasks; all other ranks run them. Where the program was not started by
/// an MPI launcher, or with one rank, the workers are threads of the process, with the same serialization and the same semantics.
/// </summary>
/// <remarks>All members of an open pool are thread-safe. On a worker only those that say so may be used.</remarks>
public sealed partial class WorkerPool : IDisposable, IAsyncDisposable
{
    private static readonly Lazy<Communicator> s_world = new(static () => new Communicator(MpiSession.TryStart()?.World ?? (CommunicatorLink)new SingleLink()));

    /// <summary>Of calls without options.</summary>
    internal static readonly CallOptions NoOptions = new();

    private readonly RankRuntime _rank;
    private readonly PostSink _posts;
    private int _exitCode;

    internal WorkerPool(RankRuntime rank)
    {
        _rank = rank;
        _posts = new PostSink(OnPostFailed);
    }

    /// <summary>All ranks of the job, for what they do outside a pool. Any rank, at any time; the first use initializes MPI where a launcher started the program.</summary>
    /// <exception cref="MpiException">No usable MPI library was found, or it is not the launcher's.</exception>
    public static Communicator World => s_world.Value;

    /// <summary>Whether this is the main rank, which submits. Any rank.</summary>
    public bool IsMain => _rank.IsMain;

    /// <summary>This rank, from 0. Any rank.</summary>
    public int Rank => _rank.Rank;

    /// <summary>The number of ranks, the main rank included. Any rank.</summary>
    public int Size => _rank.Size;

    /// <summary>The number of workers: <see cref="Size"/> - 1. Any rank.</summary>
    public int WorkerCount => _rank.Size - 1;

    /// <summary>The name of this host. Any rank.</summary>
    public string HostName => _rank.HostName;

    /// <summary>Whether the workers are threads of this process. Any rank.</summary>
    public bool IsInProcess => _rank.IsInProcess;

    /// <summary>What the pool is doing, a snapshot.</summary>
    /// <exception cref="PoolGuardException">This rank is a worker.</exception>
    public PoolStatus Status
    {
        get
        {
            Guard();
            CallCounts counts = _rank.Scheduler.Counts;
            return new PoolStatus(counts.Queued, counts.InFlight, counts.Completed, counts.Failed, counts.Cancelled, _rank.Scheduler.WorkerStatuses());
        }
    }

    /// <summary>
    /// What all ranks return from <see cref="RunAsync(string[], Func{WorkerPool, Task})"/>; 0 unless the body sets it. On a worker: the main rank's value, after the pool has ended.
    /// </summary>
    /// <exception cref="PoolGuardException">It is set on a worker.</exception>
    /// <exception cref="ArgumentOutOfRangeException">It is not from 0 to 255: shells and launchers see no more than that, so that 256 would be success.</exception>
    public int ExitCode
    {
        get => IsMain ? _exitCode : _rank.ExitCode;
        set
        {
            Guard();
            ArgumentOutOfRangeException.ThrowIfNegative(value);
            ArgumentOutOfRangeException.ThrowIfGreaterThan(value, 255);
            _exitCode = value;
        }
    }

    /// <summary>
    /// Ends the pool: waits until everything submitted has its result, running tasks included, then releases the workers, which go on after the
    /// pool. Further submissions throw. Calling it again only waits. Any rank; on a worker it returns at once.
    /// </summary>
    /// <param name="wait">
    /// Whether to wait for the end. If not, this returns at once; all that was submitted is run all the same, and the process does not end
    /// before it has. An error shows in the futures alone.
    /// </param>
    /// <param name="cancelPending">Whether calls that have not begun are cancelled instead of run.</param>
    /// <exception cref="PoolBrokenException">The pool broke.</exception>
    /// <exception cref="InvalidOperationException">A task of the pool waits for its end.</exception>
    public void Shutdown(bool wait = true, bool cancelPending = false)
    {
        if (wait)
            ShutdownAsync(cancelPending).GetAwaiter().GetResult();
        else if (IsMain)
            ClosingPools.Add(_rank.CloseAsync(cancelPending, _exitCode));
    }

    /// <summary>The asynchronous form of <see cref="Shutdown"/>.</summary>
    /// <param name="cancelPending">Whether calls that have not begun are cancelled instead of run.</param>
    /// <returns>Ends when the pool has ended.</returns>
    /// <exception cref="InvalidOperationException">A task of the pool asks for its end, for which the pool would wait.</exception>
    public Task ShutdownAsync(bool cancelPending = false)
    {
        if (!IsMain)
            return Task.CompletedTask;
        _rank.ThrowIfInTask();
        return _rank.CloseAsync(cancelPending, _exitCode);
    }

    /// <summary>Ends the pool; see <see cref="Shutdown"/>. A pool that broke is let go without an error.</summary>
    public void Dispose() => DisposeAsync().AsTask().GetAwaiter().GetResult();

    /// <inheritdoc cref="Dispose"/>
    public async ValueTask DisposeAsync() =>
        // The cause of a break is in every future already; Dispose must not hide an exception on its way.
        await ShutdownAsync().ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);

    private void Guard([System.Runtime.CompilerServices.CallerMemberName] string member = "")
    {
        if (!IsMain)
            throw new PoolGuardException(member, Rank, Size);
    }
}
