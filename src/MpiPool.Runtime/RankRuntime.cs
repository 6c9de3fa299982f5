using MpiPool.Scheduling;
using MpiPool.Serving;
using MpiPool.Tasks;
using MpiPool.Transports;
using MpiPool.Wire;

namespace MpiPool;

/// <summary>
/// One rank's life in a pool, on its progress thread: handshake, then the main rank's loop or the worker's service, then the end in common.
/// </summary>
internal sealed class RankRuntime
{
    // How long a rank that found the mismatch of task tables leaves the main rank to report it and end the job.
    private const int MainReportsFirstMicroseconds = 3_000_000;

    private readonly Transport _transport;
    private readonly TaskCatalog _catalog;
    private PoolSettings _settings;
    private readonly TaskCompletionSource _opened = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _closed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private Scheduler? _scheduler;
    private ProgressLoop? _loop;
    private int _closing;

    public RankRuntime(Transport transport, TaskCatalog catalog, PoolSettings settings)
    {
        _settings = settings;
        _transport = transport;
        _catalog = catalog;
        transport.RunOnProgressThread(Run);
    }

    /// <summary>This rank.</summary>
    public int Rank => _transport.Rank;

    /// <summary>The number of ranks.</summary>
    public int Size => _transport.Size;

    /// <summary>This host.</summary>
    public string HostName => _transport.HostName;

    /// <summary>Whether ranks are threads.</summary>
    public bool IsInProcess => _transport.IsInProcess;

    /// <summary>The exit code the pool ended with.</summary>
    public int ExitCode { get; private set; }

    /// <summary>Completes when the ranks have met; fails where they do not fit together.</summary>
    public Task Opened => _opened.Task;

    /// <summary>Completes when the pool has ended; fails where it broke.</summary>
    public Task Closed => _closed.Task;

    /// <summary>The main rank's scheduler.</summary>
    public Scheduler Scheduler => _scheduler!;

    /// <summary>Adds a call.</summary>
    /// <exception cref="ObjectDisposedException">The pool was shut down.</exception>
    public void Enqueue(TaskCall call, object sink)
    {
        ThrowIfClosed();
        _scheduler!.Enqueue(call, sink, 0, CallQueue.NextInOrder);
        _loop!.Notify();
    }

    /// <summary>Starts a map.</summary>
    /// <exception cref="ObjectDisposedException">The pool was shut down.</exception>
    public MapRun<T, TResult> StartMap<T, TResult>(Func<T, TaskCall<TResult>> call, IEnumerable<T> items)
    {
        ThrowIfClosed();
        _scheduler!.ThrowIfEnded();
        return new MapRun<T, TResult>(_scheduler, _loop!, call, items, _transport.Size - 1);
    }

    /// <summary>Blocks until the task has completed, driving the traffic.</summary>
    public void DriveUntil(Task task)
    {
        var condition = new TaskCondition(task);
        _loop!.DriveUntil(ref condition);
    }

    /// <summary>Ends the job.</summary>
    public void RequestBreak(string reason) => _loop!.RequestBreak(reason);

    /// <summary>Ends the pool when all calls have their results.</summary>
    public Task CloseAsync(bool cancelPending, int exitCode)
    {
        if (cancelPending)
            _scheduler!.CancelPending();
        if (Interlocked.Exchange(ref _closing, 1) == 0)
        {
            ExitCode = exitCode;
            _loop!.Close();
            if (_settings.ShutdownMilliseconds > 0)
                _ = LimitShutdownAsync(TimeSpan.FromMilliseconds(_settings.ShutdownMilliseconds));
        }
        return Closed;
    }

    private async Task LimitShutdownAsync(TimeSpan limit)
    {
        // Whoever closed the pool hears how it ended; here only the time counts.
        await ((Task)Task.WhenAny(Closed, Task.Delay(limit))).ConfigureAwait(false);
        if (!Closed.IsCompleted)
            _loop!.BreakUnfinished(limit);
    }

    private void Run()
    {
        try
        {
            string[] hosts = TableHandshake.Run(_transport, _catalog, static warning => Console.Error.WriteLine($"mpipool: warning: {warning}"));
            _settings = PoolSettings.Broadcast(_transport, _settings);
            if (_settings.Info != 0)
                Console.Error.WriteLine($"mpipool: rank {_transport.Rank} of {_transport.Size} ({_transport.HostName}): {_transport.Description}, {_catalog.Count} tasks, idle sleep {_settings.MaximumIdleMicroseconds / 1000} ms");
            if (_transport.Rank == 0)
                RunMain(new HostNames(hosts));
            else
                RunWorker();
            RequestWaiter.Wait(_transport, _transport.StartBarrier());
            _transport.Close();
            _closed.TrySetResult();
        }
        catch (Exception error)
        {
            Fail(error);
        }
    }

    private void RunMain(HostNames hosts)
    {
        _scheduler = new Scheduler(_catalog, _transport, hosts);
        _loop = new ProgressLoop(_scheduler, _transport, _settings.MaximumIdleMicroseconds);
        _opened.TrySetResult();
        _loop.Run();
        _scheduler.End();
        if (_scheduler.Broken is { } broken)
            throw broken;
        ShutdownTree.Forward(_scheduler.Link, _transport, new ShutdownRecord { ExitCode = ExitCode });
        _scheduler.Drain();
    }

    private void RunWorker()
    {
        var worker = new Worker(_catalog, _transport, _settings);
        _opened.TrySetResult();
        worker.Serve();
        ExitCode = worker.ExitCode;
    }

    private void Fail(Exception error)
    {
        // Ranks that do not fit together all know it: one reports, the others would say the same.
        if (!_opened.Task.IsCompleted && _transport.Rank != 0)
            _transport.Sleep(MainReportsFirstMicroseconds);
        _transport.Abort(1, error.Message);
        _opened.TrySetException(error);
        _closed.TrySetException(error);
    }

    private void ThrowIfClosed()
    {
        if (Volatile.Read(ref _closing) != 0)
            throw new ObjectDisposedException(nameof(WorkerPool), "The pool was shut down; it takes no more calls.");
    }
}
