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
internal sealed class Worker
{
    // A result waits this long for company while more calls are at hand.
    private const int MaximumReplyDelayMicroseconds = 50;

    // A task that waits for other workers gets messages from other hosts, too, which wake nobody: its worker may not rest as long as an idle one.
    private const int MaximumSleepMicrosecondsBesideTasks = 1000;

    private static readonly long s_maximumReplyDelay = MaximumReplyDelayMicroseconds * Stopwatch.Frequency / 1_000_000;

    // Steps follow each other within a microsecond while there is something to do.
    private const int StepsPerLook = 32;

    // Polls of one step: taking the role, and looking at what else there is to do, costs as much as a poll.
    private const int PollsPerStep = 8;

    // Of an idle rank between two sleeps. Not one: a probe of Open MPI looks first and moves messages afterwards, so that the next one finds them.
    private const int PollsAfterRest = 2;

    private readonly TaskCatalog _catalog;
    private readonly Transport _transport;
    private readonly int _maximumIdleMicroseconds;
    private readonly FrameLink _link;
    private readonly ProgressRole _role = new();
    private readonly LocalQueue _queue = new();
    private readonly ReplyWriter _replies;
    private readonly WorkerObjects _objects = new();
    private readonly ConcurrentQueue<PayloadBuffer> _outgoing = new();
    private readonly TaskRunner _runner;
    private readonly ChunkTable _chunks = new();
    private readonly WorkerFrames _frames;
    private uint _steps;
    private volatile bool _hasRested;
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
        var credits = new StreamCredits();
        _runner = new TaskRunner(this, catalog, transport, settings.Seed, credits, _objects, _queue, _replies, _link.Buffers, _outgoing, chunks);
        _frames = new WorkerFrames(catalog, _link, _queue, _runner, _chunks, credits, Groups, Reductions);
    }

    /// <summary>The exit code the main rank ended the pool with. Valid after <see cref="Serve"/>.</summary>
    public int ExitCode => _frames.ExitCode;

    /// <summary>The messages between members of task groups.</summary>
    internal GroupTraffic Groups { get; }

    /// <summary>The reductions this worker has part in.</summary>
    internal ReductionTable Reductions { get; }

    /// <summary>The tasks.</summary>
    internal TaskCatalog Catalog => _catalog;

    /// <summary>Buffers that are used for a short time.</summary>
    internal PayloadBufferPool Buffers => _link.Buffers;

    /// <summary>Serves until the main rank ends the pool, and waits until all ranks have come to its end. Runs on the rank's progress thread.</summary>
    /// <exception cref="PoolBrokenException">The pool broke.</exception>
    public void Serve()
    {
        if (_transport.RoleMayMove)
            ServeAndRun();
        else
            ServeBesideRunner();
        DrainSends();
        CloseObjects();
        try
        {
            MeetOthers();
        }
        finally
        {
            Reductions.Close();
            _link.Close();
        }
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
            _frames.TakesAll = hasRested;
            int polls = hasRested ? PollsAfterRest : PollsPerStep;
            for (int i = 0; i < polls; i++)
            {
                if (_link.Poll(_frames))
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
    internal bool IsOver => _frames.IsShutDown || _failure is not null;

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
        if (_transport.WaitForActivity(_runner.PendingAsync == 0 ? microseconds : Math.Min(microseconds, MaximumSleepMicrosecondsBesideTasks)))
            backoff.Reset();
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
            _transport.Sleep(Math.Min(microseconds, MaximumSleepMicrosecondsBesideTasks));
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

    // What other workers sent to this one, to a member of a group that ended early, may still be under way when the main rank has all results: until
    // all ranks have sent theirs it is received, or those sends would never end.
    private void MeetOthers()
    {
        if (_failure is null)
            RequestWaiter.Wait(_transport, _transport.StartBarrier(), () => TryStep() && _failure is null);
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
