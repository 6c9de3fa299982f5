using System.Collections.Concurrent;
using System.Diagnostics;
using MpiPool.Tasks;
using MpiPool.Transports;
using MpiPool.Wire;

namespace MpiPool.Scheduling;

/// <summary>
/// The main rank's work: hands calls to workers as their credit allows, takes results, and completes futures. <see cref="Step"/> and what it
/// calls run under the progress role; <see cref="Enqueue"/> and <see cref="RequestCancel"/> on any thread.
/// </summary>
internal sealed class Scheduler : IFrameHandler
{
    // A frame is sent when it holds this much: the worker starts on it while the next one is built.
    private const int FrameBytes = 256 * 1024;

    // A map has room for 2^40 sequence numbers; 2^23 maps fit.
    private const int MapShift = 40;

    // A worker that has been silent for twice the work it is given at most has met a long task.
    private static readonly long s_revokeAfter = Stopwatch.Frequency / 2500;
    private static readonly long s_revokeInterval = Stopwatch.Frequency / 10_000;

    private readonly TaskCatalog _catalog;
    private readonly Transport _transport;
    private readonly HostNames _hosts;
    private readonly CallQueue _queue = new();
    private readonly InFlightTable _inFlight = new();
    private readonly TaskTimes _times;
    private readonly WorkerState[] _workers;
    private readonly Queue<WorkerState> _ready = new();
    private readonly ConcurrentQueue<object> _cancelRequests = new();
    private long _maps;
    private int _idleWorkers;
    private long _lastRevokeCheck;
    private volatile PoolBrokenException? _broken;
    private volatile bool _ended;
    private volatile bool _cancelPending;
    private bool _askedForPending;

    public Scheduler(TaskCatalog catalog, Transport transport, HostNames hosts)
    {
        _catalog = catalog;
        _transport = transport;
        _hosts = hosts;
        Link = new FrameLink(transport);
        _times = new TaskTimes(catalog.Count);
        _workers = new WorkerState[transport.Size - 1];
        _idleWorkers = _workers.Length;
        for (int i = 0; i < _workers.Length; i++)
        {
            _workers[i] = new WorkerState(i + 1);
            MarkReady(_workers[i]);
        }
    }

    /// <summary>The frame traffic.</summary>
    public FrameLink Link { get; }

    /// <summary>Whether calls wait or are in flight. Any thread.</summary>
    public bool HasWork => _queue.Count != 0 || _inFlight.Count != 0 || !_cancelRequests.IsEmpty;

    /// <summary>Whether calls are in flight: results will come. Any thread.</summary>
    public bool HasInFlight => _inFlight.Count != 0;

    /// <summary>Whether a call waits and a worker may take it. A hint; any thread.</summary>
    public bool CanDispatch => _queue.Count != 0 && _ready.Count != 0;

    /// <summary>Why the pool can run no more tasks, or null. Any thread.</summary>
    public PoolBrokenException? Broken => _broken;

    /// <summary>Adds a call to the queue. Any thread.</summary>
    /// <exception cref="PoolBrokenException">The pool is broken.</exception>
    /// <exception cref="ObjectDisposedException">The pool has ended.</exception>
    /// <exception cref="InvalidOperationException">The task is not in the catalog, or the call was submitted before.</exception>
    public void Enqueue(TaskCall call, object sink, int index, long sequence)
    {
        ThrowIfEnded();
        int taskIndex = _catalog.IndexOf(call.Entry);
        if (taskIndex < 0)
            throw new InvalidOperationException($"Task '{call.Entry.Name}' is not in the pool's task table. Pass a catalog that includes its module in PoolOptions.Catalog.");
        call.MarkSubmitted();
        _queue.Add(call, sink, index, taskIndex, sequence);
        // An end between the check and the add has emptied the queue already: nobody would ever look at this call.
        if (_broken is { } late)
            FailQueued(late);
        else if (_ended)
            FailQueued(PoolEnded());
    }

    /// <summary>The sequence number of the first item of the next map. Any thread.</summary>
    public long NextMapSequence() => Interlocked.Increment(ref _maps) << MapShift;

    /// <summary>How many calls of a task one worker may hold at present. A hint; any thread.</summary>
    public int Credit(TaskCall call) => _catalog.IndexOf(call.Entry) is >= 0 and int index ? _times.Credit(index) : 1;

    /// <summary>Asks for the calls of a sink to be cancelled. Any thread; the caller wakes the progress loop.</summary>
    public void RequestCancel(object sink)
    {
        _cancelRequests.Enqueue(sink);
        _transport.Wake();
    }

    /// <summary>One bounded step: what has arrived, what is to be cancelled, what can be sent. Returns whether anything moved.</summary>
    public bool Step()
    {
        try
        {
            bool progressed = Link.Poll(this);
            if (!_cancelRequests.IsEmpty)
                progressed |= ProcessCancels();
            if (_cancelPending && !_askedForPending)
                AskForPending();
            if (_queue.Count != 0)
                progressed |= Dispatch();
            else if (_idleWorkers != 0 && _inFlight.Count != 0)
                RevokeForIdle();
            return progressed;
        }
        catch (Exception error)
        {
            // Users' code is guarded where it runs. What comes here is the transport, the protocol or memory: no future may be left waiting.
            Break(new PoolBrokenException($"The pool broke on rank {_transport.Rank} of {_transport.Size} ({_transport.HostName}): {error.Message}", error));
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
        for (int slot = 0; slot < _inFlight.Capacity; slot++)
        {
            if (!_inFlight.TryGet(slot, out PendingCall call, out _))
                continue;
            _inFlight.Remove(slot);
            call.Call.Fail(call.Sink, call.Index, cause);
        }
        _transport.Abort(1, cause.Message);
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
    }

    /// <summary>Sends what is still to be sent and gives the memory back. On the progress thread, after the last step.</summary>
    /// <exception cref="PoolBrokenException">The job failed meanwhile.</exception>
    public void Drain()
    {
        var backoff = new Backoff(_transport);
        while (Link.IsSending)
        {
            if (Link.Poll(this))
                continue;
            if (_transport.FindFailure() is { } failure)
                throw new PoolBrokenException(failure);
            backoff.NextWithoutSleep();
        }
        Link.Close();
    }

    /// <summary>Cancels every call that has not begun: those of the queue at once, those that workers hold as they give them back. Any thread.</summary>
    public void CancelPending()
    {
        _cancelPending = true;
        _transport.Wake();
        while (_queue.TryTake(out PendingCall call))
            call.Call.Cancel(call.Sink, call.Index);
    }

    /// <inheritdoc/>
    void IFrameHandler.Handle(ReceivedFrame frame)
    {
        try
        {
            if (frame.Header.Kind == FrameKind.Progress)
            {
                Report(frame);
                return;
            }
            if (frame.Header.Kind != FrameKind.Results)
                throw new WireFormatException($"Rank {frame.Source} sent the main rank a frame of kind {frame.Header.Kind}.");
            long offset = 0;
            int segment = 0;
            for (int i = 0; i < frame.Header.Count; i++)
            {
                ResultRecord record = frame.Read<ResultRecord>(ref offset);
                frame.CheckPayload(offset, record.Length, segment, record.SegmentCount);
                Complete(frame, record, offset, segment);
                offset += record.Length;
                segment += record.SegmentCount;
            }
            WorkerState worker = _workers[frame.Source - 1];
            worker.IsRevoking = false;
            worker.LastHeard = Stopwatch.GetTimestamp();
            MarkReady(worker);
        }
        finally
        {
            frame.Release();
        }
    }

    private void Report(ReceivedFrame frame)
    {
        long offset = 0;
        ProgressRecord record = frame.Read<ProgressRecord>(ref offset);
        if (!_inFlight.TryGet(record.Slot, out PendingCall call, out int worker) || worker != frame.Source || call.Sequence != record.Sequence)
            return;
        try
        {
            PayloadReader reader = frame.CreateReader(offset, record.Length, 0, record.SegmentCount);
            call.Call.OnProgress(ref reader);
        }
        catch (Exception error)
        {
            // Reading a report runs constructors of the user's types; whatever they throw belongs to this call alone.
            call.Call.Fail(call.Sink, call.Index, ToException(call, RemoteError.From(error), worker));
        }
    }

    private void Complete(ReceivedFrame frame, in ResultRecord record, long offset, int segment)
    {
        if (!_inFlight.TryGet(record.Slot, out PendingCall call, out int worker) || worker != frame.Source)
            throw new WireFormatException($"Rank {frame.Source} sent a result for call {record.Slot}, which it does not have.");
        _inFlight.Remove(record.Slot);
        RemoveOutstanding(_workers[worker - 1]);
        try
        {
            PayloadReader reader = frame.CreateReader(offset, record.Length, segment, record.SegmentCount);
            Complete(call, record, ref reader, worker);
        }
        catch (Exception error)
        {
            // Reading a result runs constructors of the user's types; whatever they throw belongs to this call alone.
            call.Call.Fail(call.Sink, call.Index, ToException(call, RemoteError.From(error), worker));
        }
    }

    private void Complete(in PendingCall call, in ResultRecord record, ref PayloadReader reader, int worker)
    {
        switch (record.Status)
        {
            case ResultStatus.Completed:
                _times.Add(call.TaskIndex, record.Nanoseconds);
                call.Call.Complete(call.Sink, call.Index, ref reader);
                break;
            case ResultStatus.Failed:
                _times.Add(call.TaskIndex, record.Nanoseconds);
                call.Call.Fail(call.Sink, call.Index, ToException(call, RemoteError.Read(ref reader), worker));
                break;
            case ResultStatus.Cancelled:
                call.Call.Cancel(call.Sink, call.Index);
                break;
            case ResultStatus.Returned when _cancelPending || call.Sink is ICancellableSink { IsCancellationRequested: true }:
                // Asked for by CancelPending; or its own cancel and the worker's giving it back crossed on the way.
                call.Call.Cancel(call.Sink, call.Index);
                break;
            case ResultStatus.Returned:
                _queue.PutBack(call);
                break;
            default:
                throw new WireFormatException($"Rank {worker} sent a result of status {(int)record.Status}.");
        }
    }

    private RemoteTaskException ToException(in PendingCall call, RemoteError error, int worker) => new(
        call.Call.Entry.Name, worker, _transport.Size, _hosts[worker], error.TypeName, error.Message, error.StackTrace, WellKnownExceptions.TryCreate(error));

    private bool Dispatch()
    {
        bool progressed = false;
        while (_queue.Count != 0 && _ready.TryDequeue(out WorkerState? worker))
        {
            worker.IsReady = false;
            progressed |= Fill(worker);
        }
        return progressed;
    }

    // Sends one frame to a worker: as many calls as its credit allows, but at the tail no more than its share of the queue.
    private bool Fill(WorkerState worker)
    {
        PayloadBuffer? frame = null;
        int share = 1 + _queue.Count / (2 * _workers.Length);
        int added = 0;
        bool hasCredit = true;
        while (added < share && _queue.TryTake(out PendingCall call))
        {
            if (_cancelPending || call.Call.IsAbandoned(call.Sink))
            {
                call.Call.Cancel(call.Sink, call.Index);
                continue;
            }
            if (worker.Outstanding >= _times.Credit(call.TaskIndex))
            {
                _queue.PutBack(call);
                hasCredit = false;
                break;
            }
            if (frame is null)
            {
                frame = Link.Buffers.Rent();
                FrameBuilder.Begin(frame, FrameKind.Calls);
            }
            if (TryAdd(frame, call, worker))
                added++;
            if (frame.Length + frame.SegmentBytes >= FrameBytes)
                break;
        }
        if (added == 0)
        {
            // Its next result makes a worker without credit ready again. One that has credit, and got nothing because nothing was left
            // to run, may have none under way: nobody else would.
            if (hasCredit)
                MarkReady(worker);
            if (frame is not null)
                Link.Buffers.Return(frame);
            return hasCredit;
        }
        if (worker.Outstanding == added)
            worker.LastHeard = Stopwatch.GetTimestamp();
        Link.Send(worker.Rank, frame!);
        MarkReady(worker);
        return true;
    }

    private bool TryAdd(PayloadBuffer frame, in PendingCall call, WorkerState worker)
    {
        int slot = _inFlight.Add(call, worker.Rank);
        try
        {
            FrameBuilder.AddCall(frame, call.Call, call.TaskIndex, slot, call.Sequence);
            AddOutstanding(worker);
            return true;
        }
        catch (Exception error)
        {
            // Writing arguments runs the user's properties; whatever they throw belongs to this call alone.
            _inFlight.Remove(slot);
            call.Call.Fail(call.Sink, call.Index, new InvalidOperationException($"The arguments of task '{call.Call.Entry.Name}' could not be serialized: {error.Message}", error));
            return false;
        }
    }

    // A worker is ready while it has credit for the task at the head of the queue; Fill finds out. One that is at the most is not asked.
    private void MarkReady(WorkerState worker)
    {
        if (worker.IsReady || worker.Outstanding >= TaskTimes.MaximumCredit)
            return;
        worker.IsReady = true;
        _ready.Enqueue(worker);
    }

    private bool ProcessCancels()
    {
        bool progressed = false;
        while (_cancelRequests.TryDequeue(out object? sink))
        {
            progressed = true;
            bool found = SendCancels(sink);
            // Not in flight: it waits in the queue, whose next reader passes over it, or it has ended.
            if (!found && sink is ICancellableSink cancellable)
                cancellable.Cancel();
        }
        return progressed;
    }

    // One frame for each worker that has calls of the sink.
    private bool SendCancels(object sink)
    {
        var frames = new SortedDictionary<int, PayloadBuffer>();
        for (int slot = 0; slot < _inFlight.Capacity; slot++)
        {
            if (!_inFlight.TryGet(slot, out PendingCall call, out int worker) || !ReferenceEquals(call.Sink, sink))
                continue;
            if (!frames.TryGetValue(worker, out PayloadBuffer? frame))
            {
                frames.Add(worker, frame = Link.Buffers.Rent());
                FrameBuilder.Begin(frame, FrameKind.Cancel);
            }
            FrameBuilder.Add(frame, slot);
        }
        foreach ((int worker, PayloadBuffer frame) in frames)
            Link.Send(worker, frame);
        return frames.Count != 0;
    }

    // The queue is empty and a worker is idle, while another has been silent for longer than the work it was given should take: the calls
    // that it has not begun come back and are handed out again.
    private void RevokeForIdle()
    {
        long now = Stopwatch.GetTimestamp();
        if (now - _lastRevokeCheck < s_revokeInterval)
            return;
        _lastRevokeCheck = now;
        foreach (WorkerState worker in _workers)
        {
            if (worker.Outstanding < 2 || worker.IsRevoking || now - worker.LastHeard < s_revokeAfter)
                continue;
            worker.IsRevoking = true;
            SendRecord(worker.Rank, FrameKind.Revoke, worker.Outstanding - 1);
        }
    }

    private void AskForPending()
    {
        _askedForPending = true;
        foreach (WorkerState worker in _workers)
        {
            if (worker.Outstanding != 0)
                SendRecord(worker.Rank, FrameKind.Revoke, worker.Outstanding);
        }
    }

    private void AddOutstanding(WorkerState worker)
    {
        if (worker.Outstanding++ == 0)
            _idleWorkers--;
    }

    private void RemoveOutstanding(WorkerState worker)
    {
        if (--worker.Outstanding == 0)
            _idleWorkers++;
    }

    private void SendRecord(int destination, FrameKind kind, int value)
    {
        PayloadBuffer frame = Link.Buffers.Rent();
        FrameBuilder.Begin(frame, kind);
        FrameBuilder.Add(frame, value);
        Link.Send(destination, frame);
    }

    private static ObjectDisposedException PoolEnded() => new(nameof(WorkerPool), "The pool was shut down; it takes no more calls.");

    private void FailQueued(Exception cause)
    {
        while (_queue.TryTake(out PendingCall call))
            call.Call.Fail(call.Sink, call.Index, cause);
    }
}
