using System.Collections.Concurrent;
using System.Diagnostics;
using MpiPool.Serving.Reductions;
using MpiPool.Tasks;
using MpiPool.Transports;
using MpiPool.Wire;

namespace MpiPool.Serving;

/// <summary>
/// A worker rank: receives calls, runs them in order, replies. One thread runs tasks and, between tasks, drives the transport. While a task
/// runs, the <see cref="Watcher"/> takes the progress role over, so that cancellation, revocation, transfers and the failure of the job are
/// noticed. Where the role may not move (MPI_THREAD_FUNNELED), tasks run on a thread of their own and the progress thread only drives.
/// </summary>
internal sealed class Worker : IFrameHandler
{
    // A result waits this long for company while more calls are at hand.
    private const int MaximumReplyDelayMicroseconds = 50;

    // A member that waits for the others keeps its worker: it may not rest as long as an idle one.
    private const int MaximumGroupSleepMicroseconds = 1000;

    private static readonly long s_maximumReplyDelay = MaximumReplyDelayMicroseconds * Stopwatch.Frequency / 1_000_000;

    // Steps follow each other within a microsecond while there is something to do.
    private const int StepsPerLook = 32;

    // Polls of one step: taking the role, and looking at what else there is to do, costs as much as a poll.
    private const int PollsPerStep = 8;

    // Of an idle rank between two sleeps. Not one: a probe of Open MPI looks first and moves messages afterwards, so that the next one finds them.
    private const int PollsAfterRest = 3;

    private readonly TaskCatalog _catalog;
    private readonly Transport _transport;
    private readonly int _maximumIdleMicroseconds;
    private readonly FrameLink _link;
    private readonly ProgressRole _role = new();
    private readonly LocalQueue _queue = new();
    private readonly ReplyWriter _replies;
    private readonly StreamCredits _credits = new();
    private readonly WorkerObjects _objects = new();
    private readonly ConcurrentQueue<PayloadBuffer> _outgoing = new();
    private readonly TaskRunner _runner;
    private readonly ChunkTable _chunks = new();
    private uint _steps;
    private volatile bool _hasRested;
    private bool _tookRest;
    private volatile bool _shutdown;
    private volatile string? _failure;

    public Worker(TaskCatalog catalog, Transport transport, RankTree tree, in PoolSettings settings)
    {
        _maximumIdleMicroseconds = settings.MaximumIdleMicroseconds;
        _catalog = catalog;
        _transport = transport;
        _link = new FrameLink(transport, tree);
        Groups = new GroupTraffic(_link, transport);
        Reductions = new ReductionTable(_link, transport);
        _replies = new ReplyWriter(_link.Buffers);
        Action? drive = transport.RoleMayMove ? () => TryStep() : null;
        var chunks = new ChunkRunner(catalog, _chunks, _link.Buffers, _outgoing, drive);
        _runner = new TaskRunner(this, catalog, transport, settings.Seed, _credits, _objects, _queue, _replies, _link.Buffers, _outgoing, chunks);
    }

    /// <summary>The exit code the main rank ended the pool with. Valid after <see cref="Serve"/>.</summary>
    public int ExitCode { get; private set; }

    /// <summary>The messages between members of task groups.</summary>
    internal GroupTraffic Groups { get; }

    /// <summary>The reductions this worker has part in.</summary>
    internal ReductionTable Reductions { get; }

    /// <summary>The tasks.</summary>
    internal TaskCatalog Catalog => _catalog;

    /// <summary>Buffers that are used for a short time.</summary>
    internal PayloadBufferPool Buffers => _link.Buffers;

    /// <summary>Serves until the main rank ends the pool. Runs on the rank's progress thread.</summary>
    /// <exception cref="PoolBrokenException">The pool broke.</exception>
    public void Serve()
    {
        if (_transport.RoleMayMove)
            ServeAndRun();
        else
            ServeBesideRunner();
        DrainSends();
        Reductions.Close();
        _link.Close();
        CloseObjects();
        if (_failure is { } failure)
            throw new PoolBrokenException(failure);
    }

    /// <summary>One bounded step of the traffic, if nobody else is at it. Returns whether anything moved.</summary>
    internal bool TryStep()
    {
        if (!_role.TryEnter())
            return false;
        try
        {
            // While messages move, or wait for ranks that are gone, nobody rests to look.
            bool hasRested = _hasRested;
            if ((++_steps % StepsPerLook == 0 || hasRested) && _failure is null)
                LookForFailure();
            SendReplies();
            _tookRest = hasRested;
            int polls = hasRested ? PollsAfterRest : PollsPerStep;
            for (int i = 0; i < polls; i++)
            {
                if (_link.Poll(this))
                    return true;
            }
            return false;
        }
        catch (Exception error)
        {
            // Tasks are guarded where they run. What comes here is the transport, the protocol or memory: the main rank must not wait for us.
            Break($"rank {_transport.Number} of {_transport.Size} ({_transport.HostName}): {error.Message}");
            return true;
        }
        finally
        {
            _role.Exit();
        }
    }

    /// <summary>As <see cref="TryStep"/>, some time after the last one: whether the job has failed is looked for.</summary>
    internal bool StepAfterRest()
    {
        _hasRested = true;
        return TryStep();
    }

    /// <summary>Whether messages are under way, so that nobody may sleep.</summary>
    internal bool IsLinkBusy => _link.IsBusy || _replies.HasUnsent || !_outgoing.IsEmpty || Groups.HasUnsent || Reductions.HasUnsent;

    /// <summary>Whether the pool has ended or broken.</summary>
    internal bool IsOver => _shutdown || _failure is not null;

    // What has come runs first; where nobody looked for a while, as beside a long task, all is taken.
    bool IFrameHandler.ExpectsMore => _tookRest || !_queue.HasWaiting;

    /// <inheritdoc/>
    void IFrameHandler.Handle(ReceivedFrame frame)
    {
        try
        {
            if (frame.Header.SharedCount != 0)
                frame.UseShared();
            switch (frame.Header.Kind)
            {
                case FrameKind.Calls:
                    AddCalls(frame);
                    break;
                case FrameKind.Cancel:
                    Cancel(frame);
                    break;
                case FrameKind.Revoke:
                    Revoke(frame);
                    break;
                case FrameKind.Group:
                    Groups.Receive(frame);
                    break;
                case FrameKind.Accumulator:
                    TakeAccumulator(frame);
                    break;
                case FrameKind.Chunk:
                    AddChunk(frame);
                    break;
                case FrameKind.Recall:
                    Recall(frame);
                    break;
                case FrameKind.Grant:
                    Grant(frame);
                    break;
                case FrameKind.Share:
                    TakeShared(frame);
                    break;
                case FrameKind.ShareAnswer:
                    _link.TakeShareAnswer(frame);
                    break;
                case FrameKind.Unshare:
                    FreeShared(frame);
                    break;
                case FrameKind.Shutdown:
                    Shutdown(frame);
                    break;
                default:
                    throw new WireFormatException($"Rank {frame.Source} sent a worker a frame of kind {frame.Header.Kind}.");
            }
        }
        finally
        {
            frame.Release();
        }
    }

    private void ServeAndRun()
    {
        using var watcher = new Watcher(this, _transport);
        var backoff = new Backoff(_transport, _maximumIdleMicroseconds);
        while (!IsOver || _runner.PendingAsync != 0)
        {
            bool progressed = TryStep();
            if (_queue.TryBegin(out QueuedCall call, out CancellationTokenSource? cancellation))
            {
                Run(call, cancellation, watcher);
                progressed = true;
            }
            if (progressed)
                backoff.Reset();
            else
                WaitIdle(ref backoff);
        }
    }

    // Runs calls as long as some wait and their results need not be sent.
    private void Run(QueuedCall call, CancellationTokenSource? cancellation, Watcher watcher)
    {
        long begun = Stopwatch.GetTimestamp(), now = begun;
        do
        {
            watcher.Arm();
            now = _runner.Run(call, cancellation, now);
            watcher.Disarm();
        }
        while (_queue.HasWaiting && _outgoing.IsEmpty && now - begun <= s_maximumReplyDelay && _queue.TryBegin(out call, out cancellation));
    }

    private void ServeBesideRunner()
    {
        using var runner = new TaskThread(_queue, _runner, _transport);
        var backoff = new Backoff(_transport, _maximumIdleMicroseconds);
        while (!IsOver || _runner.PendingAsync != 0 || runner.IsRunning)
        {
            if (TryStep())
            {
                backoff.Reset();
                runner.Signal();
            }
            else
            {
                WaitIdle(ref backoff);
            }
        }
    }

    private void WaitIdle(ref Backoff backoff)
    {
        int microseconds = backoff.Next();
        if (microseconds == 0)
            return;
        if (IsLinkBusy)
        {
            Thread.Yield();
            return;
        }
        _transport.WaitForActivity(microseconds);
        _hasRested = true;
    }

    private void CloseObjects()
    {
        try
        {
            _objects.Close();
        }
        catch (AggregateException error)
        {
            // The error on its way, if there is one, goes first.
            _failure ??= $"rank {_transport.Rank} of {_transport.Size} ({_transport.HostName}): the worker's objects could not be disposed: {string.Join("; ", error.InnerExceptions.Select(static e => $"{WellKnownExceptions.NameOf(e)}: {e.Message}"))}";
        }
    }

    private void AddCalls(ReceivedFrame frame)
    {
        long offset = 0;
        int segment = 0;
        // One for each call, before the first is seen by the thread that runs them.
        frame.AddReferences(frame.Header.Count);
        for (int i = 0; i < frame.Header.Count; i++)
        {
            CallRecord record = frame.Read<CallRecord>(ref offset);
            if ((uint)record.TaskIndex >= (uint)_catalog.Count)
                throw new WireFormatException($"A call names task {record.TaskIndex} of {_catalog.Count}.");
            CallDescription? description = (frame.Header.Flags & FrameFlags.Described) == 0 ? null : CallDescription.Read(frame, ref offset);
            frame.CheckPayload(offset, record.Length, segment, record.SegmentCount);
            bool wantsToken = (_catalog.Entries[record.TaskIndex].Traits & TaskTraits.Context) != 0;
            _queue.Add(new QueuedCall(frame, record, offset, segment, wantsToken, description));
            offset += record.Length;
            segment += record.SegmentCount;
        }
    }

    private void AddChunk(ReceivedFrame frame)
    {
        long offset = 0;
        ChunkRecord record = frame.Read<ChunkRecord>(ref offset);
        if ((uint)record.TaskIndex >= (uint)_catalog.Count || !_catalog.Entries[record.TaskIndex].IsChunkable || record.Items < 1)
            throw new WireFormatException($"A chunk names task {record.TaskIndex} of {_catalog.Count} and {record.Items} items.");
        frame.CheckPayload(offset, record.Length, 0, record.SegmentCount);
        frame.AddReferences(1);
        var chunk = new ChunkWork(record, offset);
        _chunks.Add(chunk);
        _queue.Add(new QueuedCall(frame, default, offset, 0, false, null, chunk));
    }

    private void Recall(ReceivedFrame frame)
    {
        long offset = 0;
        for (int i = 0; i < frame.Header.Count; i++)
        {
            RecallRecord recall = frame.Read<RecallRecord>(ref offset);
            if (!_chunks.TryGiveBack(recall.Slot, Math.Max(recall.Keep, 0), out ChunkReturnRecord record))
                continue;
            PayloadBuffer reply = _link.Buffers.Rent();
            FrameBuilder.Begin(reply, FrameKind.ChunkReturn);
            FrameBuilder.Add(reply, record);
            _link.Send(0, reply);
        }
    }

    private void Cancel(ReceivedFrame frame)
    {
        long offset = 0;
        for (int i = 0; i < frame.Header.Count; i++)
        {
            int slot = frame.Read<int>(ref offset);
            if (_queue.TryCancel(slot, out QueuedCall call, out CancellationTokenSource? running))
                _runner.ReportNotBegun(call, ResultStatus.Cancelled);
            else
                running?.CancelAsync();
        }
    }

    private void Revoke(ReceivedFrame frame)
    {
        long offset = 0;
        int count = frame.Read<int>(ref offset);
        while (count-- > 0 && _queue.TryRevoke(out QueuedCall call))
            _runner.ReportNotBegun(call, ResultStatus.Returned);
    }

    private void Grant(ReceivedFrame frame)
    {
        long offset = 0;
        for (int i = 0; i < frame.Header.Count; i++)
            _credits.Grant(frame.Read<GrantRecord>(ref offset));
    }

    private void TakeShared(ReceivedFrame frame)
    {
        long offset = 0;
        ShareRecord record = frame.Read<ShareRecord>(ref offset);
        frame.CheckPayload(offset, record.Length, 0, record.IsLost ? 0 : record.SegmentCount);
        // The bytes follow where they could not be mapped.
        if (frame.IsNamed && !SharedForwarding.TryMap(frame, record, _link))
            return;
        // Others wait for it behind this rank.
        SharedForwarding.Forward(frame, record, _link);
        _link.Shared.Get(record.Key).SetFrame(frame, record);
    }

    private void TakeAccumulator(ReceivedFrame frame)
    {
        long offset = 0;
        AccumulatorRecord record = frame.Read<AccumulatorRecord>(ref offset);
        frame.CheckPayload(offset, record.Length, 0, record.SegmentCount);
        Reductions.Receive(frame, record);
    }

    private void FreeShared(ReceivedFrame frame)
    {
        long offset = 0;
        for (int i = 0; i < frame.Header.Count; i++)
            _link.Shared.Get(frame.Read<SharedKey>(ref offset)).Free();
    }

    private void Shutdown(ReceivedFrame frame)
    {
        long offset = 0;
        ShutdownRecord record = frame.Read<ShutdownRecord>(ref offset);
        ShutdownTree.Forward(_link, record);
        ExitCode = record.ExitCode;
        _shutdown = true;
    }

    private void SendReplies()
    {
        PayloadBuffer? results = null;
        if (_replies.HasUnsent && (!_queue.HasWaiting || Stopwatch.GetTimestamp() - _replies.Oldest > s_maximumReplyDelay))
            results = _replies.TakeUnsent();
        // Reports go first: those of a call whose result was taken are in the queue by now, and must not come after it.
        while (_outgoing.TryDequeue(out PayloadBuffer? frame))
            _link.Send(0, frame);
        if (results is not null)
            _link.Send(0, results);
        // After the result of a member that has ended: the main rank hears of it before it hears of those that waited for it.
        Groups.Flush();
        Reductions.Flush();
    }

    /// <summary>Waits for the next message of a member of a task group. On the thread of the task, which drives the traffic meanwhile where it may.</summary>
    /// <exception cref="OperationCanceledException">The group was cancelled.</exception>
    /// <exception cref="PoolBrokenException">The pool broke.</exception>
    internal GroupMessage ReceiveFromGroup(GroupMember member, int source, CancellationToken cancellation)
    {
        var backoff = new Backoff(_transport);
        GroupMessage? message;
        while (!Groups.Mailboxes.TryTake(member.Id, source, out message))
        {
            cancellation.ThrowIfCancellationRequested();
            if (IsOver)
                throw new PoolBrokenException(_failure ?? "The pool ended while a task group waited.");
            if (_transport.RoleMayMove && TryStep())
                backoff.Reset();
            else if (backoff.Next() is not 0 and var microseconds)
                RestInGroup(microseconds);
        }
        return message;
    }

    private void RestInGroup(int microseconds)
    {
        if (IsLinkBusy)
            Thread.Yield();
        else
            _transport.Sleep(Math.Min(microseconds, MaximumGroupSleepMicroseconds));
    }

    private void DrainSends()
    {
        var backoff = new Backoff(_transport);
        while (_failure is null && (_link.IsSending || !_link.Awaited.IsEmpty || _replies.HasUnsent || !_outgoing.IsEmpty || Groups.HasUnsent || Reductions.HasUnsent))
        {
            if (!TryStep())
                backoff.NextWithoutSleep();
        }
    }

    private void LookForFailure()
    {
        _hasRested = false;
        if (_transport.FindFailure() is { } failure)
            Break(failure);
    }

    private void Break(string reason)
    {
        _failure = reason;
        _transport.Abort(1, reason);
        // In-process the rank lives on.
        _queue.Close();
        _link.Shared.Fail(reason);
        _chunks.Close();
    }
}
