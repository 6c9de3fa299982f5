using MpiPool.Scheduling;
using MpiPool.Tasks;
using MpiPool.Transports;
using MpiPool.Transports.InProcess;

namespace MpiPool;

public sealed partial class WorkerPool
{
    /// <summary>
    /// Opens a pool over all ranks of the job. On the main rank it returns at once, and the pool ends when it is disposed. On a worker it
    /// serves tasks inside and returns after the pool has ended, with <see cref="IsMain"/> false: <c>if (!pool.IsMain) return 0;</c>.
    /// </summary>
    /// <param name="options">Settings; null for the defaults.</param>
    /// <returns>The pool.</returns>
    /// <exception cref="MpiException">The program was started by an MPI launcher, and no usable MPI library was found, or it is not the launcher's.</exception>
    /// <exception cref="InvalidOperationException">No task table is registered, or a pool is open in this process.</exception>
    /// <exception cref="ArgumentOutOfRangeException">There is no such main rank.</exception>
    /// <exception cref="PoolBrokenException">The job failed while a worker served, or the initializer failed.</exception>
    public static WorkerPool Open(PoolOptions? options = null) => OpenAsync(options ?? new PoolOptions(), endOnSignals: false).GetAwaiter().GetResult();

    /// <summary>
    /// Opens a pool whose workers are threads of this process, whatever started it. Several may be open at once.
    /// </summary>
    /// <param name="workers">The number of workers, from 1 to 10,000. It counts in place of <see cref="PoolOptions.Workers"/> and its variable.</param>
    /// <param name="options">Settings; null for the defaults.</param>
    /// <returns>The pool.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="workers"/> is out of range, or the options name a main rank that there is not.</exception>
    /// <exception cref="ArgumentException">The options name a <see cref="PoolOptions.Communicator"/>, whose processes would have no part in this pool.</exception>
    /// <exception cref="InvalidOperationException">No task table is registered, and none is given in the options.</exception>
    public static WorkerPool OpenInProcess(int workers, PoolOptions? options = null)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(workers, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(workers, PoolOptions.MostWorkers);
        options ??= new PoolOptions();
        if (options.Communicator is { } communicator)
            throw new ArgumentException($"PoolOptions.Communicator names {communicator.Size} processes, but the workers of OpenInProcess are threads of this one. Leave it unset, or open the pool on those processes: WorkerPool.Open or RunAsync.", nameof(options));
        return OpenInProcess(MakeHub(workers, options), options);
    }

    /// <summary>
    /// Opens a pool, runs <paramref name="body"/> on the main rank while all other ranks serve tasks, and ends the pool. What stands before
    /// and after the call runs on every rank. Where the body throws, over MPI all ranks end with a non-zero code and the error on stderr;
    /// in-process the exception is thrown here.
    /// </summary>
    /// <param name="args">The program's arguments. They are the program's own: the pool takes its settings from options and variables.</param>
    /// <param name="body">Runs on the main rank.</param>
    /// <returns>The exit code: <see cref="ExitCode"/>, the same on every rank.</returns>
    public static Task<int> RunAsync(string[] args, Func<WorkerPool, Task> body) => RunAsync(args, new PoolOptions(), body);

    /// <summary>As <see cref="RunAsync(string[], Func{WorkerPool, Task})"/>, with settings.</summary>
    /// <param name="args">The program's arguments.</param>
    /// <param name="options">Settings.</param>
    /// <param name="body">Runs on the main rank.</param>
    /// <returns>The exit code.</returns>
    public static async Task<int> RunAsync(string[] args, PoolOptions options, Func<WorkerPool, Task> body)
    {
        ArgumentNullException.ThrowIfNull(args);
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(body);
        // The program is this call, so that no host is there to handle signals.
        WorkerPool pool = await OpenAsync(options, endOnSignals: true).ConfigureAwait(false);
        if (!pool.IsMain)
            return pool.ExitCode;
        try
        {
            await body(pool).ConfigureAwait(false);
        }
        catch (Exception error)
        {
            await pool.FailAsync(error).ConfigureAwait(false);
            throw;
        }
        await pool.ShutdownAsync().ConfigureAwait(false);
        return pool.ExitCode;
    }

    internal static WorkerPool OpenInProcess(InProcessHub hub, PoolOptions options, bool roleMayMove = true, CommunicatorLink? communicator = null)
    {
        TaskCatalog catalog = options.Catalog ?? TaskCatalog.Root;
        PoolSettings settings = PoolSettings.From(options);
        for (int rank = 1; rank < hub.Mailboxes.Length; rank++)
            _ = new RankRuntime(new InProcessTransport(hub, rank, roleMayMove), catalog, settings, options);
        var main = new RankRuntime(new InProcessTransport(hub, 0, roleMayMove), catalog, settings, options, communicator);
        main.Opened.GetAwaiter().GetResult();
        return new WorkerPool(main);
    }

    private static async Task<WorkerPool> OpenAsync(PoolOptions options, bool endOnSignals)
    {
        TaskCatalog catalog = options.Catalog ?? TaskCatalog.Root;
        CommunicatorLink communicator = (options.Communicator ?? World).Link;
        // It is read again while the ranks meet and where a value is shared: a setting that is none must come out before others wait for this rank.
        _ = HostMapping.IsAllowed;
        RankRuntime? rank = null;
        // Workers take the main rank's settings; their own environment is not read.
        communicator.OpenTransport(options.MainRank, transport =>
            rank = new RankRuntime(transport, catalog, transport.Rank == 0 ? PoolSettings.From(options) : default, options));
        if (rank is null)
            return OpenAlone(options, communicator);
        rank.Open(endOnSignals);
        if (!rank.IsMain)
        {
            await rank.Closed.ConfigureAwait(false);
            if (!rank.Rejoins)
                Environment.Exit(rank.ExitCode);
        }
        return new WorkerPool(rank);
    }

    // As many worker threads as there are processors, but enough that the main rank the program names is one of the ranks.
    private static WorkerPool OpenAlone(PoolOptions options, CommunicatorLink communicator)
    {
        int workers = options.Workers > 0 ? options.Workers : Math.Max(Environment.ProcessorCount, Math.Min(options.MainRank ?? 0, PoolOptions.MostWorkers));
        return OpenInProcess(MakeHub(workers, options), options, communicator: communicator);
    }

    private static InProcessHub MakeHub(int workers, PoolOptions options)
    {
        int main = options.MainRank ?? 0;
        return main <= workers
            ? new InProcessHub(workers + 1) { MainNumber = main }
            : throw new ArgumentOutOfRangeException(nameof(options), main, $"The main rank {main} is none of the {workers + 1} ranks, 0 to {workers}.");
    }

    // The body threw. Over MPI this ends the job, and the process with it; in-process, too, nothing waits for tasks that may never end.
    private async Task FailAsync(Exception error)
    {
        _rank.RequestBreak($"The body of the pool failed on rank {Rank} of {Size} ({HostName}): {Wire.TypeText.Describe(error)}");
        await _rank.Closed.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }
}
