using MpiPool.Diagnostics;
using MpiPool.Scheduling;
using MpiPool.Serving;
using MpiPool.Tasks;
using MpiPool.Transports;
using MpiPool.Wire;

namespace MpiPool;

/// <summary>
/// One rank's life in a pool, on its progress thread: handshake, then the main rank's loop or the worker's service, then the end in common.
/// </summary>
internal sealed partial class RankRuntime
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
    private readonly TaskCall<NoResult>? _initializer;
    private readonly TaskCall<NoResult>? _finalizer;
    private readonly CommunicatorLink? _communicator;
    private readonly TaskCompletionSource _preparation = new();
    private readonly Lock _groupGate = new();
    private long _groups;
    private int _nextMember;
    private int _closing;

    /// <param name="transport">Connects the ranks.</param>
    /// <param name="catalog">The tasks.</param>
    /// <param name="settings">What the main rank was asked for; on the others those of the main rank take its place.</param>
    /// <param name="options">What else this rank was asked for; null for nothing.</param>
    /// <param name="communicator">What the pool was opened on; null where it uses nothing that others might.</param>
    public RankRuntime(Transport transport, TaskCatalog catalog, PoolSettings settings, PoolOptions? options = null, CommunicatorLink? communicator = null)
    {
        _initializer = options?.Initializer;
        _finalizer = options?.Finalizer;
        _communicator = communicator;
        Log = new PoolLog(options?.LoggerFactory, transport.Number, transport.Size);
        _communicator?.PoolOpened();
        _settings = settings;
        _transport = transport;
        _catalog = catalog;
        transport.RunOnProgressThread(Run);
    }

    /// <summary>The rank's log.</summary>
    public PoolLog Log { get; }

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

    /// <summary>Waits until the ranks have met, and makes the process, which is this rank's alone, ready for tasks; a worker serves none before.</summary>
    /// <param name="endOnSignals">Whether SIGINT and SIGTERM end the job.</param>
    /// <exception cref="Exception">The ranks do not fit together, or the initializer failed.</exception>
    public void Open(bool endOnSignals)
    {
        // The main rank while the others meet it, they while it makes ready: nobody waits for what this takes.
        if (IsMain)
            _transport.PrepareProcess(endOnSignals);
        try
        {
            // Blocks, as the ranks' first meeting did: to wake this thread takes microseconds, to start the thread pool milliseconds.
            Opened.GetAwaiter().GetResult();
            if (!IsMain)
                _transport.PrepareProcess(endOnSignals);
        }
        finally
        {
            _preparation.SetResult();
        }
    }

    /// <summary>Whether this rank goes on after the pool.</summary>
    public bool Rejoins => _settings.Rejoin != 0;

    /// <summary>Makes the future of a call that is about to be added.</summary>
    public TaskCompletionSource<TResult> CreateFuture<TResult>() => _loop!.Continuations.CreateFuture<TResult>();

    /// <summary>Adds a call; waits for room where the number of outstanding calls is bounded.</summary>
    /// <exception cref="ObjectDisposedException">The pool was shut down.</exception>
    public void Enqueue(TaskCall call, object sink, CallTicket? ticket = null, CancellationToken cancellation = default)
    {
        ThrowIfClosed();
        if (_settings.MaximumPending != 0)
            WaitForRoom(cancellation);
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
            _scheduler.Add(call, taskIndex, submission, 0, CallQueue.NextInOrder, new CallTicket(options, call.Entry, target: i + 1) { Activity = PoolActivities.IsListenedTo ? PoolActivities.Start(call.Entry, options.Label) : null });
            submission.Watch();
        }
        _loop!.Notify();
        return futures;
    }

    /// <summary>Adds a call once for each member of a new group of workers. Returns a future for each.</summary>
    /// <exception cref="ArgumentException">The task cannot ask for its group.</exception>
    /// <exception cref="ObjectDisposedException">The pool was shut down.</exception>
    public Task<TResult>[] EnqueueGroup<TResult>(TaskCall<TResult> call, int size, CallOptions options, CancellationToken token)
    {
        ThrowIfClosed();
        if ((call.Entry.Traits & TaskTraits.Context) == 0)
            throw new ArgumentException($"Task '{call.Entry.Name}' takes no TaskContext, so that it cannot see its group. Give its method a parameter of that type.", nameof(call));
        int taskIndex = _scheduler!.Claim(call);
        var submissions = new Submission<TResult>[size];
        // One group after another, on all workers in the same order: else two could each wait for a worker that the other has.
        lock (_groupGate)
        {
            long id = _groups++;
            int[] ranks = NextMembers(size);
            for (int i = 0; i < size; i++)
            {
                submissions[i] = new Submission<TResult>(_scheduler, call, null, Timeout.InfiniteTimeSpan, token);
                _scheduler.Add(call, taskIndex, submissions[i], 0, CallQueue.NextInOrder, new CallTicket(options, call.Entry, ranks[i]) { Group = new GroupMember(id, i, ranks) });
            }
        }
        foreach (Submission<TResult> submission in submissions)
            submission.Watch();
        _loop!.Notify();
        return Array.ConvertAll(submissions, static submission => submission.Task);
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
        return new CallTicket(options, entry, target) { Activity = PoolActivities.IsListenedTo ? PoolActivities.Start(entry, options.Label) : null };
    }

    /// <summary>Prepares a stream, which submits its call when the first item is asked for.</summary>
    /// <exception cref="ObjectDisposedException">The pool was shut down.</exception>
    /// <exception cref="InvalidOperationException">The task is not in the catalog, or the call was submitted before.</exception>
    public StreamRun<T> StartStream<T>(StreamTaskCall<T> call, int bufferSize, CancellationToken token)
    {
        ThrowIfClosed();
        int taskIndex = _scheduler!.Claim(call);
        call.BufferSize = bufferSize;
        return new StreamRun<T>(call, (claimed, sink) => AddStream(claimed, taskIndex, sink), _scheduler, token);
    }

    /// <summary>Makes a value known to the workers.</summary>
    /// <exception cref="ObjectDisposedException">The pool was shut down.</exception>
    public SharedSource<T> Share<T>(T value, bool eager)
    {
        ThrowIfClosed();
        _scheduler!.ThrowIfEnded();
        return new SharedSource<T>(_scheduler.Shared, value, eager, ThrowIfClosed);
    }

    private void AddStream(TaskCall call, int taskIndex, object sink)
    {
        ThrowIfClosed();
        _scheduler!.ThrowIfEnded();
        _scheduler.Add(call, taskIndex, sink, PendingCall.StreamIndex, CallQueue.NextInOrder, null);
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

    /// <summary>Refuses to wait for the end of the pool in one of its tasks, which the end waits for.</summary>
    /// <exception cref="InvalidOperationException">The caller is a task of this pool.</exception>
    public void ThrowIfInTask()
    {
        if (ServedPool.IsCurrent(_transport))
            throw new InvalidOperationException("The pool was shut down by one of its own tasks, which it would wait for: neither would ever end. Shut it down in the main program, or do not wait: Shutdown(wait: false).");
    }

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

    // In turn, so that groups spread over the workers.
    private int[] NextMembers(int size)
    {
        int workers = _transport.Size - 1;
        var ranks = new int[size];
        for (int i = 0; i < size; i++)
            ranks[i] = 1 + (_nextMember + i) % workers;
        _nextMember = (_nextMember + size) % workers;
        Array.Sort(ranks);
        return ranks;
    }

    private void WaitForRoom(CancellationToken cancellation)
    {
        var room = new RoomCondition(_loop!, _scheduler!, _settings.MaximumPending, cancellation);
        if (!room.IsMet)
            _loop!.DriveUntil(ref room);
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
            SettingsBroadcast settings = SettingsBroadcast.Start(_transport, _settings);
            string[] hosts = TableHandshake.Run(_transport, _catalog, static warning => Console.Error.WriteLine($"mpipool: warning: {warning}"));
            _settings = settings.Wait();
            _transport.Connect();
            if (_settings.Info != 0)
                Console.Error.WriteLine(StartReport.OfRank(_transport, _catalog, _settings));
            Log.Opened(_transport.HostName, _transport.Description, _catalog.Count);
            if (_transport.Rank == 0)
                RunMain(new HostNames(hosts, _transport.MainNumber));
            else
                RunWorker(hosts);
            _transport.Close();
            Log.Closed(ExitCode);
            _communicator?.PoolClosed();
            _closed.TrySetResult();
        }
        catch (Exception error)
        {
            Fail(error);
        }
        if (_scheduler is not null)
            PoolMetrics.Remove(_scheduler);
    }

    private void RunMain(HostNames hosts)
    {
        if (_settings.Info != 0)
        {
            foreach (string line in StartReport.OfPool(_transport, _catalog, hosts))
                Console.Error.WriteLine(line);
        }
        _scheduler = new Scheduler(_catalog, _transport, hosts, Log);
        PoolMetrics.Add(_scheduler);
        _loop = new ProgressLoop(_scheduler, _transport, _settings.MaximumIdleMicroseconds);
        RunEverywhere(_initializer, "initializer", futures => _loop.RunUntil(futures));
        _opened.TrySetResult();
        _loop.Run();
        _scheduler.KeepPending();
        RunEverywhere(_finalizer, "finalizer", _ =>
        {
            _loop.Resume();
            _loop.Run();
        });
        _scheduler.End();
        _loop.Continuations.Settle();
        if (_scheduler.Broken is { } broken)
            throw broken;
        ShutdownTree.Forward(_scheduler.Link, new ShutdownRecord { ExitCode = ExitCode });
        _scheduler.Drain();
        RequestWaiter.Wait(_transport, _transport.StartBarrier());
    }

    // On every worker; a failure is the end of the pool everywhere.
    private void RunEverywhere(TaskCall<NoResult>? call, string what, Action<Task[]> run)
    {
        if (call is null || _scheduler!.Broken is not null)
            return;
        int taskIndex = _scheduler.IndexOf(call.Entry);
        var futures = new Task<NoResult>[_transport.Size - 1];
        for (int i = 0; i < futures.Length; i++)
        {
            var source = new TaskCompletionSource<NoResult>(TaskCreationOptions.RunContinuationsAsynchronously);
            futures[i] = source.Task;
            _scheduler.Add(call, taskIndex, source, 0, CallQueue.NextInOrder, new CallTicket(WorkerPool.NoOptions, call.Entry, target: i + 1));
        }
        run(futures);
        if (_scheduler.Broken is { } broken)
            throw broken;
        if (Array.Find(futures, static future => future.IsFaulted)?.Exception?.InnerException is { } error)
        {
            var cause = new PoolBrokenException($"The {what} of the pool failed: {error.Message}", error);
            _scheduler.Break(cause);
            throw cause;
        }
    }

    private void RunWorker(string[] hosts)
    {
        ServedPool.Enter(_transport);
        var worker = new Worker(_catalog, _transport, new RankTree(hosts, _transport.Rank), _settings);
        _opened.TrySetResult();
        // Ranks that share their process have nothing to make ready.
        if (!_transport.IsInProcess)
            _preparation.Task.Wait();
        worker.Serve();
        ExitCode = worker.ExitCode;
    }

    private void Fail(Exception error)
    {
        Log.Broken(error);
        // Ranks that do not fit together all know it: one reports, the others would say the same.
        if (!_opened.Task.IsCompleted && _transport.Rank != 0)
            _transport.Sleep(MainReportsFirstMicroseconds);
        _transport.Abort(1, error.Message);
        _communicator?.PoolClosed();
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
