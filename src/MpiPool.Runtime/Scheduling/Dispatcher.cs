using System.Diagnostics;
using MpiPool.Wire;

namespace MpiPool.Scheduling;

/// <summary>Hands queued calls to workers as their credit allows. Used under the progress role.</summary>
internal sealed class Dispatcher(CallQueue queue, InFlightTable inFlight, WorkerTable workers, TaskTimes times, FrameLink link, CallEnds ends)
{
    // A frame is sent when it holds this much: the worker starts on it while the next one is built.
    private const int FrameBytes = 256 * 1024;

    // Calls taken from the queue at once and not yet sent.
    private readonly PendingCall[] _taken = new PendingCall[64];
    private int _next;
    private int _end;
    private int _lastTask;

    /// <summary>Fills the ready workers one after another. Returns whether anything was sent.</summary>
    public bool Dispatch()
    {
        bool progressed = false;
        while (queue.Count != 0 && workers.TryTakeReady(out WorkerState? worker))
            progressed |= Fill(worker);
        return progressed;
    }

    /// <summary>Hands out the calls that wait for one worker each. Returns whether anything was sent.</summary>
    public bool DispatchTargeted()
    {
        bool progressed = false;
        queue.BeginTargeted();
        foreach (WorkerState worker in workers.All)
            progressed |= Send(worker, queue.TargetedCount, targeted: true) is { Added: not 0 };
        return progressed;
    }

    // Sends one frame to a ready worker: at the tail no more than its share of the queue, but not less than is worth a message.
    private bool Fill(WorkerState worker)
    {
        (int added, bool hasCredit) = Send(worker, 1 + queue.Count / (2 * workers.Count), targeted: false);
        // Its next result makes a worker without credit ready again. One that has credit, and got nothing because nothing was left
        // to run, may have none under way: nobody else would.
        if (added != 0 || hasCredit)
            workers.MarkReady(worker);
        return added != 0 || hasCredit;
    }

    // One frame with at most so many calls, or as many short ones as are worth it, as the worker's credit allows.
    private (int Added, bool HasCredit) Send(WorkerState worker, int share, bool targeted)
    {
        try
        {
            return SendTaken(worker, share, targeted);
        }
        finally
        {
            // In front of the queue again, in their order; also where the transport has failed, and the pool breaks.
            while (_end > _next)
                queue.PutBack(_taken[--_end], isNew: false);
        }
    }

    private (int Added, bool HasCredit) SendTaken(WorkerState worker, int share, bool targeted)
    {
        PayloadBuffer? frame = null;
        int added = 0;
        bool hasCredit = true, arePosted = true;
        while (Wanted(share, added) is > 0 and var wanted && TryTake(worker, wanted, targeted, out PendingCall call))
        {
            if (queue.IsCancelled || call.Call.IsAbandoned(call.Sink))
            {
                ends.Cancel(call);
                continue;
            }
            if (worker.Outstanding >= times.Credit(call.TaskIndex) || (call.Ticket is not null && !MayFollow(frame, call.Ticket)))
            {
                _taken[--_next] = call;
                hasCredit = worker.Outstanding < times.Credit(call.TaskIndex);
                break;
            }
            if (frame is null)
            {
                frame = link.Buffers.Rent();
                FrameBuilder.Begin(frame, FrameKind.Calls);
                if (call.Ticket is { IsDescribed: true })
                    FrameBuilder.Describe(frame);
            }
            if (TryAdd(frame, call, worker))
            {
                added++;
                arePosted &= call.Sink is PostSink;
            }
            if (frame.Length + frame.SegmentBytes >= FrameBytes)
                break;
        }
        if (added == 0)
        {
            if (frame is not null)
                link.Buffers.Return(frame);
            return (0, hasCredit);
        }
        if (worker.Held == added)
            worker.WasHeard = true;
        if (arePosted)
            FrameBuilder.MarkPosted(frame!);
        if (targeted)
            FrameBuilder.MarkTargeted(frame!);
        // It was asked for what it had, not for these; and where it had nothing to give back, it does not say so.
        worker.IsRevoking = false;
        link.Send(worker.Rank, frame!);
        return (added, hasCredit);
    }

    // How many more calls go into a frame. Beyond the share, the latest one says how long the next will take.
    private int Wanted(int share, int added) => added < share ? share - added : times.InOneFrame(_lastTask) - added;

    private bool TryTake(WorkerState worker, int wanted, bool targeted, out PendingCall call)
    {
        if (_next == _end)
        {
            _next = 0;
            // Most calls in turn are of one task, whose credit says how many this worker can have: what is taken beyond that only goes back.
            int room = Math.Max(1, times.Credit(_lastTask) - worker.Outstanding);
            _end = targeted
                ? queue.TryTakeTargeted(worker.Rank, out _taken[0]) ? 1 : 0
                : queue.Take(_taken.AsSpan(0, Math.Min(Math.Min(wanted, room), _taken.Length)));
            if (_end == 0)
            {
                call = default;
                return false;
            }
        }
        call = _taken[_next];
        _lastTask = call.TaskIndex;
        // The sink may be large, and the next call may be long in coming.
        _taken[_next++] = default;
        return true;
    }

    // Whether a call with options can go into the frame, or begin one.
    private static bool MayFollow(PayloadBuffer? frame, CallTicket ticket) => frame is null || !ticket.IsDescribed || FrameBuilder.IsDescribed(frame);

    private bool TryAdd(PayloadBuffer frame, in PendingCall call, WorkerState worker)
    {
        int slot = inFlight.Add(call, worker.Rank);
        try
        {
            FrameBuilder.AddCall(frame, call.Call, call.TaskIndex, slot, call.Sequence, call.Ticket?.Describe());
            if (call.IsStream)
                worker.Streams++;
            else
                workers.AddOutstanding(worker);
            if (call.Ticket is { } ticket)
                ticket.Sent = Stopwatch.GetTimestamp();
            return true;
        }
        catch (Exception error)
        {
            // Writing arguments runs the user's properties; whatever they throw belongs to this call alone.
            inFlight.Remove(slot);
            ends.Fail(call, new InvalidOperationException($"The arguments of task '{call.Call.Entry.Name}' could not be serialized: {RemoteError.From(error).Message}", error), RunInfo.None);
            return false;
        }
    }
}
