using System.Collections.Concurrent;
using System.Diagnostics;
using MpiPool.Wire;

namespace MpiPool.Scheduling;

/// <summary>
/// Takes calls back from workers: those that are cancelled, and those that wait behind a long task while another worker is idle. Used under
/// the progress role, but for <see cref="Request"/>.
/// </summary>
internal sealed class Recaller(CallQueue queue, InFlightTable inFlight, WorkerTable workers, FrameLink link, CallEnds ends, DelayedCalls delayed)
{
    // A worker that has been silent for twice the work it is given at most has met a long task.
    private static readonly long s_revokeAfter = Stopwatch.Frequency / 2500;
    private static readonly long s_revokeInterval = Stopwatch.Frequency / 10_000;

    private readonly ConcurrentQueue<object> _cancelRequests = new();
    private readonly HashSet<object> _cancelled = new(ReferenceEqualityComparer.Instance);
    private readonly List<PendingCall> _takenOut = [];
    private long _lastRevokeCheck;

    /// <summary>Whether sinks wait to be cancelled. Any thread.</summary>
    public bool HasRequests => !_cancelRequests.IsEmpty;

    /// <summary>Asks for the calls of a sink to be cancelled. Any thread.</summary>
    public void Request(object sink) => _cancelRequests.Enqueue(sink);

    /// <summary>Ends the calls whose cancel was asked for where they wait, and sends the cancels of those that workers have. Returns whether there were any.</summary>
    public bool ProcessRequests()
    {
        while (_cancelRequests.TryDequeue(out object? sink))
        {
            if (!_cancelled.Add(sink))
                continue;
            SendCancels(sink);
            while (delayed.TryTake(sink, out PendingCall call))
                ends.Cancel(call);
        }
        if (_cancelled.Count == 0)
            return false;
        // Now, not when a worker is free: until then they would count, and keep their arguments and their room in the queue.
        queue.TakeOut(_cancelled, _takenOut);
        foreach (PendingCall call in _takenOut)
            ends.Cancel(call);
        _takenOut.Clear();
        _cancelled.Clear();
        return true;
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
            if (worker.Outstanding < 2 || worker.IsRevoking || now - worker.LastHeard < s_revokeAfter)
                continue;
            // It cannot begin what has not arrived.
            if (link.IsSendingTo(worker.Rank))
            {
                worker.LastHeard = now;
                continue;
            }
            worker.IsRevoking = true;
            SendRevoke(worker.Rank, worker.Outstanding - 1);
        }
    }

    /// <summary>Asks every worker for all calls that it has not begun.</summary>
    public void RevokeAll()
    {
        foreach (WorkerState worker in workers.All)
        {
            if (worker.Outstanding != 0)
                SendRevoke(worker.Rank, FrameFormat.RevokeAll);
        }
    }

    // One frame for each worker that has calls of the sink.
    private void SendCancels(object sink)
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
    }

    private void SendRevoke(int worker, int count)
    {
        PayloadBuffer frame = link.Buffers.Rent();
        FrameBuilder.Begin(frame, FrameKind.Revoke);
        FrameBuilder.Add(frame, count);
        link.Send(worker, frame);
    }
}
