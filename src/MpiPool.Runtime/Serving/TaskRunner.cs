using System.Collections.Concurrent;
using System.Diagnostics;
using MpiPool.Tasks;
using MpiPool.Transports;
using MpiPool.Wire;

namespace MpiPool.Serving;

/// <summary>
/// Runs calls and writes their results. Whatever a call does (throws while its arguments are read, while it runs, while its result is
/// written), exactly one result record comes of it. Used by the thread that runs tasks; async tasks end on any thread.
/// </summary>
internal sealed class TaskRunner
{
    private readonly Worker _worker;
    private readonly TaskCatalog _catalog;
    private readonly Transport _transport;
    private readonly long _seed;
    private readonly StreamCredits _credits;
    private readonly WorkerObjects _objects;
    private readonly LocalQueue _queue;
    private readonly ReplyWriter _replies;
    private readonly ResultTarget _target;
    private readonly PayloadBufferPool _buffers;
    private readonly ConcurrentQueue<PayloadBuffer> _outgoing;
    private readonly ChunkRunner _chunks;
    private int _pendingAsync;

    /// <param name="worker">Whose tasks these are.</param>
    /// <param name="catalog">The tasks.</param>
    /// <param name="transport">Tells tasks their rank, and is woken when an async task ends.</param>
    /// <param name="seed">The seed of the tasks' random streams.</param>
    /// <param name="credits">What running streams may send.</param>
    /// <param name="objects">What tasks keep on this worker.</param>
    /// <param name="queue">Where the tokens of running calls are noted.</param>
    /// <param name="replies">Where results go.</param>
    /// <param name="buffers">Buffers for reports.</param>
    /// <param name="outgoing">Takes frames to be sent: reports, and results that found their place in <paramref name="replies"/> taken.</param>
    /// <param name="chunks">Runs chunks of maps.</param>
    public TaskRunner(Worker worker, TaskCatalog catalog, Transport transport, long seed, StreamCredits credits, WorkerObjects objects, LocalQueue queue, ReplyWriter replies, PayloadBufferPool buffers, ConcurrentQueue<PayloadBuffer> outgoing, ChunkRunner chunks)
    {
        _worker = worker;
        _chunks = chunks;
        _catalog = catalog;
        _transport = transport;
        _seed = seed;
        _credits = credits;
        _objects = objects;
        _queue = queue;
        _replies = replies;
        _target = new ResultTarget(replies);
        _buffers = buffers;
        _outgoing = outgoing;
    }

    /// <summary>Async calls that have begun and not ended.</summary>
    public int PendingAsync => Volatile.Read(ref _pendingAsync);

    /// <summary>Runs one call or a chunk; an async call is begun and ends later. Takes the time and returns the time at its end, both in <see cref="Stopwatch"/> ticks: one reading of the clock serves two calls in a row.</summary>
    public long Run(in QueuedCall call, CancellationTokenSource? cancellation, long now)
    {
        if (call.Chunk is { } chunk)
        {
            _chunks.Run(call.Frame, chunk);
            return Stopwatch.GetTimestamp();
        }
        TaskEntry entry = _catalog.Entries[call.Record.TaskIndex];
        TaskContext context = null!;
        ProgressChannel? progress = null;
        TaskGroup? group = null;
        if (cancellation is not null)
        {
            progress = new ProgressChannel(_buffers, _outgoing, _credits, _transport, call.Record.Slot, call.Record.Sequence);
            if (call.Description?.Group is { } member)
                group = new TaskGroup(_worker, member, cancellation.Token);
            context = new TaskContext(_transport.Number, _transport.Size, _transport.HostName, call.Record.Sequence, _seed, progress, _objects, call.Description, group, cancellation.Token) { Worker = _worker };
        }
        var run = new RunningCall(call, cancellation, progress, group, now);
        if (!entry.IsAsync)
            return RunSync((SyncTaskEntry)entry, run, context);
        RunAsync((AsyncTaskEntry)entry, run, context);
        return Stopwatch.GetTimestamp();
    }

    /// <summary>Reports a call that was claimed before it began.</summary>
    public void ReportNotBegun(in QueuedCall call, ResultStatus status)
    {
        int slot = call.Record.Slot;
        call.Frame.Release();
        SendOverflow(new ResultTarget(_replies) { WaitsFrom = Stopwatch.GetTimestamp() }.Complete(slot, status, 0));
    }

    private long RunSync(SyncTaskEntry entry, in RunningCall run, TaskContext context)
    {
        long end;
        _target.WaitsFrom = run.WaitsFrom;
        try
        {
            PayloadReader reader = run.Call.CreateReader();
            var writer = new PayloadWriter(_target);
            entry.Invoke(ref reader, ref writer, context);
            writer.Begin();
            writer.Flush();
            Settle(run);
            end = Stopwatch.GetTimestamp();
            SendOverflow(_target.Complete(run.Slot, ResultStatus.Completed, run.Until(end)));
        }
        catch (Exception error)
        {
            end = ReportError(_target, run, error);
        }
        run.Call.Frame.Release();
        return end;
    }

    private void RunAsync(AsyncTaskEntry entry, RunningCall run, TaskContext context)
    {
        Task task;
        try
        {
            PayloadReader reader = run.Call.CreateReader();
            task = entry.Start(ref reader, context) ?? Task.FromException(new InvalidOperationException($"Task '{entry.Name}' returned null in place of a Task."));
        }
        catch (Exception error)
        {
            task = Task.FromException(error);
        }
        Interlocked.Increment(ref _pendingAsync);
        if (task.IsCompleted)
        {
            EndAsync(entry, run, task);
            return;
        }
        task.ContinueWith(
            completed => EndAsync(entry, run, completed),
            CancellationToken.None,
            TaskContinuationOptions.ExecuteSynchronously,
            TaskScheduler.Default);
    }

    private void EndAsync(AsyncTaskEntry entry, in RunningCall run, Task task)
    {
        var target = new ResultTarget(_replies) { WaitsFrom = run.WaitsFrom };
        try
        {
            // Throws the task's own exception, not an AggregateException around it.
            task.GetAwaiter().GetResult();
            var writer = new PayloadWriter(target);
            writer.Begin();
            entry.WriteResult(task, ref writer);
            writer.Flush();
            Settle(run);
            SendOverflow(target.Complete(run.Slot, ResultStatus.Completed, run.Until(Stopwatch.GetTimestamp())));
        }
        catch (Exception error)
        {
            ReportError(target, run, error);
        }
        run.Call.Frame.Release();
        Interlocked.Decrement(ref _pendingAsync);
        _transport.Wake();
    }

    private long ReportError(ResultTarget target, in RunningCall run, Exception error)
    {
        Settle(run);
        long end = Stopwatch.GetTimestamp();
        SendOverflow(error is OperationCanceledException && run.Cancellation is { IsCancellationRequested: true }
            ? target.Cancel(run.Slot, run.Until(end))
            : target.Fail(run.Slot, RemoteError.From(error), run.Until(end)));
        return end;
    }

    // Before the result is published: from then on the main rank may give the slot to another call, which can be here at once.
    private void Settle(in RunningCall run)
    {
        run.Progress?.Close();
        run.Group?.End();
        // The source is not disposed: a cancel may have it in hand. It has no timer and no handle to free.
        if (run.Cancellation is not null)
            _queue.End(run.Slot);
    }

    private void SendOverflow(PayloadBuffer? frame)
    {
        if (frame is not null)
            _outgoing.Enqueue(frame);
    }
}
