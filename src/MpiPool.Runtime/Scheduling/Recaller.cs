using System.Collections.Concurrent;
using System.Diagnostics;
using MpiPool.Wire;

namespace MpiPool.Scheduling;

/// <summary>
/// Takes calls back from workers: those that are cancelled, and those that wait behind a long task while another worker is idle. Used under
/// the progress role, but for <see cref="Request"/>.
/// </summary>
internal sealed class Recaller(InFlightTable inFlight, WorkerTable workers, FrameLink link, CallEnds ends, DelayedCalls delayed)
{
    // A worker that has been silent for twice the work it is given at most has met a long task.
    private static readonly long s_revokeAfter = Stopwatch.Frequency / 2500;
    private static readonly long s_revokeInterval = Stopwatch.Frequency / 10_000;

    private readonly ConcurrentQueue<object> _cancelRequests = new();
    private long _lastRevokeCheck;

    /// <summary>Whether sinks wait to be cancelled. Any thread.</summary>
    public bool HasRequests => !_cancelRequests.IsEmpty;

    /// <summary>Asks for the calls of a sink to be cancelled. Any thread.</summary>
    public void Request(object sink) => _cancelRequests.Enqueue(sink);

    /// <summary>Sends the cancels that were asked for. Returns whether there were any.</summary>
    public bool ProcessRequests()
    {
        bool progressed = false;
        while (_cancelRequests.TryDequeue(out object? sink))
        {
            progressed = true;
            bool found = SendCancels(sink);
            while (delayed.TryTake(sink, out PendingCall call))
            {
                found = true;
                ends.Cancel(call);
            }
            // Not in flight: it waits in the queue, whose next reader passes over it, or it has ended.
            if (!found && sink is ICancellableSink cancellable)
                cancellable.Cancel();
        }
        return progressed;
    }

    /// <summary>
    /// The queue is empty and a worker is idle: where another has been silent for longer than the work it was given should take, the calls
    /// that it has not begun come back and are handed out again.
    /// </summary>
    public void RevokeForIdle()
    {
        long now = Stopwatch.GetTimestamp();
        if (now - _lastRevokeCheck < s_revokeInterval)
            return;
        _lastRevokeCheck = now;
        foreach (WorkerState worker in workers.All)
        {
            if (worker.WasHeard)
            {
                worker.WasHeard = false;
                worker.LastHeard = now;
            }
            if (worker.Held < 2 || worker.IsRevoking || now - worker.LastHeard < s_revokeAfter)
                continue;
            // It cannot begin what has not arrived.
            if (link.IsSendingTo(worker.Rank))
            {
                worker.LastHeard = now;
                continue;
            }
            worker.IsRevoking = true;
            SendRevoke(worker.Rank, worker.Held - 1);
        }
    }

    /// <summary>Asks every worker for all calls that it has not begun.</summary>
    public void RevokeAll()
    {
        foreach (WorkerState worker in workers.All)
        {
            if (worker.Held != 0)
                SendRevoke(worker.Rank, FrameFormat.AllCalls);
        }
    }

    // One frame for each worker that has calls of the sink.
    private bool SendCancels(object sink)
    {
        var frames = new SortedDictionary<int, PayloadBuffer>();
        for (int slot = 0; slot < inFlight.Capacity; slot++)
        {
            if (!inFlight.TryGet(slot, out PendingCall call, out int worker) || !ReferenceEquals(call.Sink, sink))
                continue;
            if (!frames.TryGetValue(worker, out PayloadBuffer? frame))
            {
                frames.Add(worker, frame = link.Buffers.Rent());
                FrameBuilder.Begin(frame, FrameKind.Cancel);
            }
            FrameBuilder.Add(frame, slot);
        }
        foreach ((int worker, PayloadBuffer frame) in frames)
            link.Send(worker, frame);
        return frames.Count != 0;
    }

    private void SendRevoke(int worker, int count)
    {
        PayloadBuffer frame = link.Buffers.Rent();
        FrameBuilder.Begin(frame, FrameKind.Revoke);
        FrameBuilder.Add(frame, count);
        link.Send(worker, frame);
    }
}
