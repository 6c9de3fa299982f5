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

    /// <summary>This rank, by the number users know it by.</summary>
    public int Rank => _transport.Number;

    /// <summary>Whether this is the main rank.</summary>
    public bool IsMain => _transport.Rank == 0;

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
    public void Enqueue(TaskCall call, object sink, CallTicket? ticket = null)
    {
        ThrowIfClosed();
        _scheduler!.Enqueue(call, sink, 0, CallQueue.NextInOrder, ticket);
        _loop!.Notify();
    }

    /// <summary>Adds a call once for every worker. Returns a future for each, by rank.</summary>
    /// <exception cref="ObjectDisposedException">The pool was shut down.</exception>
    public Task<TResult>[] EnqueueEverywhere<TResult>(TaskCall<TResult> call, CallOptions options, CancellationToken token)
    {
        ThrowIfClosed();
        CheckRetries(options, call.Entry);
        int taskIndex = _scheduler!.Claim(call);
        var futures = new Task<TResult>[_transport.Size - 1];
        for (int i = 0; i < futures.Length; i++)
        {
            var submission = new Submission<TResult>(_scheduler, call, options.Label, options.Timeout, token);
            futures[i] = submission.Task;
            _scheduler.Add(call, taskIndex, submission, 0, CallQueue.NextInOrder, new CallTicket(options, call.Entry, target: i + 1));
            submission.Watch();
        }
        _loop!.Notify();
        return futures;
    }

    /// <summary>Checks options against the task and the pool.</summary>
    /// <exception cref="ArgumentException">Retries are asked for, and the task is not idempotent.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The target rank is no worker.</exception>
    public CallTicket MakeTicket(CallOptions options, TaskEntry entry)
    {
        CheckRetries(options, entry);
        int target = 0;
        if (options.TargetRank is { } number)
        {
            if (number == Rank)
                throw new ArgumentOutOfRangeException(nameof(options), number, $"The target rank {number} is the main rank, which runs no tasks.");
            if (number < 0 || number >= Size)
                throw new ArgumentOutOfRangeException(nameof(options), number, $"The target rank {number} is none of this pool's {Size} ranks, 0 to {Size - 1}.");
            target = _scheduler!.Hosts.RankOf(number);
        }
        return new CallTicket(options, entry, target);
    }

    /// <summary>Starts a map.</summary>
    /// <exception cref="ObjectDisposedException">The pool was shut down.</exception>
    public MapRun<T, TResult> StartMap<T, TResult>(Func<T, TaskCall<TResult>> call, IEnumerable<T> items)
    {
        ThrowIfClosed();
        _scheduler!.ThrowIfEnded();
        return new MapRun<T, TResult>(_scheduler, _loop!, call, items, _transport.Size - 1);
    }

    /// <summary>Prepares a stream, which submits its call when the first item is asked for.</summary>
    /// <exception cref="ObjectDisposedException">The pool was shut down.</exception>
    public StreamRun<T> StartStream<T>(StreamTaskCall<T> call, CancellationToken token)
    {
        ThrowIfClosed();
        _scheduler!.ThrowIfEnded();
        return new StreamRun<T>(call, EnqueueStream, _scheduler, token);
    }

    private void EnqueueStream(TaskCall call, object sink)
    {
        ThrowIfClosed();
        _scheduler!.Enqueue(call, sink, PendingCall.StreamIndex, CallQueue.NextInOrder);
        _loop!.Notify();
    }

    /// <summary>Blocks until the task has completed, driving the traffic.</summary>
    public void DriveUntil(Task task)
    {
        var condition = new TaskCondition(task);
        _loop!.DriveUntil(ref condition);
    }

    /// <summary>Blocks until the condition is met, driving the traffic.</summary>
    public void DriveUntil<TCondition>(ref TCondition condition) where TCondition : struct, IWaitCondition => _loop!.DriveUntil(ref condition);

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
            _scheduler!.Streams.ReleaseAll();
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
                RunMain(new HostNames(hosts, _transport.MainNumber));
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

    private static void CheckRetries(CallOptions options, TaskEntry entry)
    {
        if (options.Retries != 0 && (entry.Traits & TaskTraits.Idempotent) == 0)
            throw new ArgumentException($"Retries are asked for, but task '{entry.Name}' is not marked [MpiTask(Idempotent = true)]: running it twice may do harm.", nameof(options));
    }

    private void ThrowIfClosed()
    {
        if (Volatile.Read(ref _closing) != 0)
            throw new ObjectDisposedException(nameof(WorkerPool), "The pool was shut down; it takes no more calls.");
    }
}
