using MpiPool.Diagnostics;
using MpiPool.Scheduling.Maps;
using MpiPool.Tasks;
using MpiPool.Transports;
using MpiPool.Wire;

namespace MpiPool.Scheduling;

/// <summary>
/// The main rank's work: hands calls to workers as their credit allows, takes results, and completes futures. <see cref="Step"/> and what it
/// calls run under the progress role; <see cref="Enqueue"/> and <see cref="RequestCancel"/> on any thread.
/// </summary>
internal sealed class Scheduler
{
    // A map has room for 2^40 sequence numbers; 2^23 maps fit.
    private const int MapShift = 40;

    // As many as a person reads.
    private const int NamedUnfinished = 4;

    // Polls of one step: taking the role, and looking at what else there is to do, costs as much as a poll.
    private const int PollsPerStep = 8;

    // Calls that are worth a frame of their own while workers have others.
    private const int CallsWorthSending = 64;

    private readonly TaskCatalog _catalog;
    private readonly Transport _transport;
    private readonly CallQueue _queue = new();
    private readonly InFlightTable _inFlight = new();
    private readonly TaskTimes _times;
    private readonly WorkerTable _workers;
    private readonly Dispatcher _dispatcher;
    private readonly ResultHandler _results;
    private readonly Recaller _recaller;
    private readonly CallEnds _ends;
    private readonly DelayedCalls _delayed;
    private readonly ChunkScheduler _chunks;
    private long _maps;
    private volatile PoolBrokenException? _broken;
    private volatile bool _ended;
    private bool _askedForPending;
    private readonly Lock _pendingGate = new();
    private bool _keepsPending;

    public Scheduler(TaskCatalog catalog, Transport transport, HostNames hosts, PoolLog log)
    {
        _catalog = catalog;
        _transport = transport;
        Link = new FrameLink(transport, new RankTree(hosts.All, transport.Rank));
        _times = new TaskTimes(catalog.Count, transport.IsInProcess);
        _workers = new WorkerTable(transport.Size - 1);
        Hosts = hosts;
        _ends = new CallEnds(log);
        _delayed = new DelayedCalls(_queue, transport);
        _dispatcher = new Dispatcher(_queue, _inFlight, _workers, _times, Link, _ends);
        Items = new ItemCounts(_ends);
        _chunks = new ChunkScheduler(catalog, _queue, _workers, _times, Link, transport, hosts, Items);
        _results = new ResultHandler(_queue, _inFlight, _workers, _times, transport, hosts, _ends, _delayed, _chunks, Link, log);
        Shared = new SharedSender(Link, transport);
        Link.SharedSender = Shared;
        Streams = new StreamGrants(_inFlight, Link, transport);
        _recaller = new Recaller(_queue, _inFlight, _workers, Link, _ends, _delayed);
    }

    /// <summary>The frame traffic.</summary>
    public FrameLink Link { get; }

    /// <summary>How many items maps have and had.</summary>
    public ItemCounts Items { get; }

    /// <summary>Sends shared values. Its requests are made by any thread.</summary>
    public SharedSender Shared { get; }

    /// <summary>What running streams may send. Its requests are made by any thread.</summary>
    public StreamGrants Streams { get; }

    /// <summary>The hosts of the ranks and their numbers.</summary>
    public HostNames Hosts { get; }

    /// <summary>Whether calls wait or are in flight. Any thread.</summary>
    // The delayed first: their timers move them into the queue, never back.
    public bool HasWork => _delayed.Count != 0 || _queue.Count != 0 || _inFlight.Count != 0 || _queue.TargetedCount != 0 || _recaller.HasRequests || _chunks.HasWork || !Link.Awaited.IsEmpty;

    /// <summary>Calls that are queued or in flight. A hint; any thread.</summary>
    public int Outstanding => _delayed.Count + _queue.Count + _queue.TargetedCount + _inFlight.Count;

    /// <summary>Whether calls are in flight: results will come. Any thread.</summary>
    public bool HasInFlight => _inFlight.Count != 0 || _chunks.HasInFlight;

    /// <summary>Whether a call waits and a worker may take it. A hint; any thread.</summary>
    public bool CanDispatch => (_queue.Count != 0 && _workers.HasReady) || _queue.HasNewTargeted || _chunks.CanDispatch;

    /// <summary>Whether a submitter should send what waits itself. A hint; any thread.</summary>
    public bool IsWorthSending => CanDispatch && (_inFlight.Count == 0 || _queue.Count >= CallsWorthSending);

    /// <summary>Why the pool can run no more tasks, or null. Any thread.</summary>
    public PoolBrokenException? Broken => _broken;

    /// <summary>Whether no more calls are taken. Any thread.</summary>
    public bool HasEnded => _ended || _broken is not null;

    /// <summary>Adds a call to the queue. Any thread.</summary>
    /// <exception cref="PoolBrokenException">The pool is broken.</exception>
    /// <exception cref="ObjectDisposedException">The pool has ended.</exception>
    /// <exception cref="InvalidOperationException">The task is not in the catalog, or the call was submitted before.</exception>
    public void Enqueue(TaskCall call, object sink, int index, long sequence, CallTicket? ticket = null)
    {
        int taskIndex = Claim(call);
        Add(call, taskIndex, sink, index, sequence, ticket);
    }

    /// <summary>Checks that a call can be queued and claims it for one submission. Returns its task's place in the catalog. Any thread.</summary>
    /// <exception cref="PoolBrokenException">The pool is broken.</exception>
    /// <exception cref="ObjectDisposedException">The pool has ended.</exception>
    /// <exception cref="InvalidOperationException">The task is not in the catalog, or the call was submitted before.</exception>
    public int Claim(TaskCall call)
    {
        ThrowIfEnded();
        int taskIndex = IndexOf(call.Entry);
        call.MarkSubmitted();
        return taskIndex;
    }

    /// <summary>Adds a claimed call to the queue; may be repeated for the same call. Any thread.</summary>
    public void Add(TaskCall call, int taskIndex, object sink, int index, long sequence, CallTicket? ticket)
    {
        _queue.Add(call, sink, index, taskIndex, sequence, ticket);
        // An end between the check and the add has emptied the queue already: nobody would ever look at this call.
        if (_broken is { } late)
            FailQueued(late);
        else if (_ended)
            FailQueued(PoolEnded());
    }

    /// <summary>A map has items to hand out. They fail where the pool is broken or has ended. Any thread; the caller wakes the progress loop.</summary>
    public void Offer(MapFeed feed)
    {
        _chunks.Offer(feed);
        if (_broken is { } late)
            _chunks.FailOffered(late);
        else if (_ended)
            _chunks.FailOffered(PoolEnded());
    }

    /// <summary>Asks for what has not begun of a map that was stopped. Any thread.</summary>
    public void RequestRecall(MapFeed feed)
    {
        _chunks.RequestRecall(feed);
        _transport.Wake();
    }

    /// <summary>A task's place in the catalog.</summary>
    /// <exception cref="InvalidOperationException">It has none.</exception>
    public int IndexOf(TaskEntry entry) => _catalog.IndexOf(entry) is >= 0 and int index
        ? index
        : throw new InvalidOperationException($"Task '{entry.Name}' is not in the pool's task table. Pass a catalog that includes its module in PoolOptions.Catalog.");

    /// <summary>The name of a task by its place in the catalog; for messages.</summary>
    public string NameOf(int taskIndex) => (uint)taskIndex < (uint)_catalog.Count ? _catalog.Entries[taskIndex].Name : "?";

    /// <summary>What a run of a task took on average, in nanoseconds; NaN where none has been measured. A hint; any thread.</summary>
    public double AverageNanoseconds(int taskIndex) => _times.Average(taskIndex);

    /// <summary>The sequence number of the first item of the next map. Any thread.</summary>
    public long NextMapSequence() => Interlocked.Increment(ref _maps) << MapShift;

    /// <summary>How many calls and items of maps were added and how they ended. Hints; any thread.</summary>
    public CallCounts Counts
    {
        get
        {
            // Before those that wait: a call that goes to a worker meanwhile must not count twice.
            int inFlight = _inFlight.Count + Items.InFlight;
            return new CallCounts(
                _queue.Submitted + Items.Added,
                _queue.Count + _queue.TargetedCount + _delayed.Count + Items.Queued,
                inFlight,
                _ends.Completed,
                _ends.Failed,
                _ends.Cancelled);
        }
    }

    /// <summary>The state of each worker, as a hint. Any thread.</summary>
    public WorkerStatus[] WorkerStatuses()
    {
        var statuses = new WorkerStatus[_workers.Count];
        for (int i = 0; i < statuses.Length; i++)
        {
            WorkerState worker = _workers.All[i];
            statuses[i] = new WorkerStatus(Hosts.NumberOf(worker.Rank), Hosts[worker.Rank], worker.Outstanding - worker.Chunks + worker.Items, worker.Completed, worker.Failed);
        }
        return statuses;
    }

    /// <summary>How many calls of a task one worker may hold at present. A hint; any thread.</summary>
    public int Credit(TaskEntry entry) => _catalog.IndexOf(entry) is >= 0 and int index ? _times.Credit(index) : 1;

    /// <summary>Asks for the calls of a sink to be cancelled. Any thread; the caller wakes the progress loop.</summary>
    public void RequestCancel(object sink)
    {
        _recaller.Request(sink);
        _transport.Wake();
    }

    /// <summary>One bounded step: what has arrived, what is to be cancelled, what can be sent. Returns whether anything moved.</summary>
    public bool Step()
    {
        // What slips in belongs to whoever added it, who fails it: sent to a worker it would wait for an answer that never comes.
        if (_broken is not null)
            return false;
        try
        {
            // With nothing in flight there is nothing to come: what is to be sent goes first.
            bool polls = HasInFlight;
            bool progressed = polls && Poll();
            if (_recaller.HasRequests)
                progressed |= _recaller.ProcessRequests();
            if (Shared.HasRequests)
                progressed |= Shared.ProcessRequests();
            if (Streams.HasRequests)
                progressed |= Streams.ProcessRequests();
            if (_queue.IsCancelled && !_askedForPending)
                AskForPending();
            if (_queue.TargetedCount != 0)
                progressed |= _dispatcher.DispatchTargeted();
            if (_queue.Count != 0)
                progressed |= _dispatcher.Dispatch();
            else if (_workers.HasIdle && _inFlight.Count != 0)
                _recaller.RevokeForIdle();
            if (_chunks.HasWork)
                progressed |= _chunks.Step();
            return progressed || (!polls && Poll());
        }
        catch (Exception error)
        {
            // Users' code is guarded where it runs. What comes here is the transport, the protocol or memory: no future may be left waiting.
            Break(new PoolBrokenException($"The pool broke on rank {_transport.Number} of {_transport.Size} ({_transport.HostName}): {error.Message}", error));
            return true;
        }
    }

    /// <summary>Ends the pool: fails every future with the same cause and ends the job. Under the progress role.</summary>
    public void Break(PoolBrokenException cause)
    {
        if (_broken is not null)
            return;
        _broken = cause;
        FailQueued(cause);
        _chunks.Fail(cause);
        for (int slot = 0; slot < _inFlight.Capacity; slot++)
        {
            if (!_inFlight.TryGet(slot, out PendingCall call, out _))
                continue;
            _inFlight.Remove(slot);
            _ends.Fail(call, cause, RunInfo.None);
        }
        _transport.Abort(1, cause.Message);
    }

    /// <summary>What runs at workers, the first few by name and rank, and how many calls wait. Under the progress role.</summary>
    public string DescribeUnfinished()
    {
        List<string> named = [];
        for (int slot = 0; slot < _inFlight.Capacity && named.Count < NamedUnfinished; slot++)
        {
            if (_inFlight.TryGet(slot, out PendingCall call, out int worker))
                named.Add($"'{call.Call.Entry.Name}' at rank {Hosts.NumberOf(worker)}");
        }
        _chunks.NameUnfinished(named, NamedUnfinished);
        int running = _inFlight.Count + Items.InFlight;
        return $"{running} at workers ({string.Join(", ", named)}{(running > named.Count ? " ..." : "")}), {_queue.Count + Items.Queued} waiting.";
    }

    /// <summary>Throws where no more calls are taken. Any thread.</summary>
    /// <exception cref="PoolBrokenException">The pool is broken.</exception>
    /// <exception cref="ObjectDisposedException">The pool has ended.</exception>
    public void ThrowIfEnded()
    {
        if (_broken is { } broken)
            throw new PoolBrokenException(broken.Message, broken);
        if (_ended)
            throw PoolEnded();
    }

    /// <summary>No call is taken from here on; one that slipped in fails. On the progress thread, after the last step.</summary>
    public void End()
    {
        _ended = true;
        FailQueued(PoolEnded());
        _chunks.FailOffered(PoolEnded());
    }

    /// <summary>Sends what is still to be sent and gives the memory back. On the progress thread, after the last step.</summary>
    /// <exception cref="PoolBrokenException">The job failed meanwhile.</exception>
    public void Drain()
    {
        var backoff = new Backoff(_transport);
        while (Link.IsSending)
        {
            if (Link.Poll(_results))
                continue;
            if (_transport.FindFailure() is { } failure)
                throw new PoolBrokenException(failure);
            backoff.NextWithoutSleep();
        }
        Shared.Close();
        Link.Close();
    }

    /// <summary>Cancels every call that has not begun: those of the queue at once, those that workers hold as they give them back. Any thread.</summary>
    public void CancelPending()
    {
        lock (_pendingGate)
        {
            if (_keepsPending)
                return;
            _queue.IsCancelled = true;
            while (TryTakeQueued(out PendingCall call))
                _ends.Cancel(call);
            // Those that workers hold are to be asked for, and callers that wait have what they wait for.
            _transport.Wake();
        }
    }

    /// <summary>What is added from here on is run again, and nothing cancels it: it is the pool's own. When all calls have ended.</summary>
    public void KeepPending()
    {
        lock (_pendingGate)
        {
            _keepsPending = true;
            _queue.IsCancelled = false;
        }
    }

    // Several times where there is nothing to do but to wait for results, and never once before a rest: a probe of Open MPI looks first and moves
    // messages afterwards, so that the next one finds them.
    private bool Poll()
    {
        int polls = CanDispatch ? 1 : PollsPerStep;
        for (int i = 0; i < polls; i++)
        {
            if (Link.Poll(_results))
                return true;
        }
        return false;
    }

    private void AskForPending()
    {
        _askedForPending = true;
        // One whose failure was taken before may wait to be run again since.
        while (_delayed.TryTake(null, out PendingCall call))
            _ends.Cancel(call);
        _recaller.RevokeAll();
        _chunks.RecallAll();
    }

    private static ObjectDisposedException PoolEnded() => new(nameof(WorkerPool), "The pool was shut down; it takes no more calls.");

    private void FailQueued(Exception cause)
    {
        while (TryTakeQueued(out PendingCall call))
            _ends.Fail(call, cause, RunInfo.None);
    }

    // The delayed first: their timers move them into the queue, never back.
    private bool TryTakeQueued(out PendingCall call) => _delayed.TryTake(null, out call) || _queue.TryTake(out call) || _queue.TryTakeTargeted(0, out call);
}
