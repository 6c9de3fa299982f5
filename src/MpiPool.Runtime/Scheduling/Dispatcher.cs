using System.Diagnostics;
using MpiPool.Wire;

namespace MpiPool.Scheduling;

/// <summary>Hands queued calls to workers as their credit allows. Used under the progress role.</summary>
internal sealed class Dispatcher(CallQueue queue, InFlightTable inFlight, WorkerTable workers, TaskTimes times, FrameLink link)
{
    // A frame is sent when it holds this much: the worker starts on it while the next one is built.
    private const int FrameBytes = 256 * 1024;

    /// <summary>Fills the ready workers one after another. Returns whether anything was sent.</summary>
    public bool Dispatch()
    {
        bool progressed = false;
        while (queue.Count != 0 && workers.TryTakeReady(out WorkerState? worker))
            progressed |= Fill(worker);
        return progressed;
    }

    // Sends one frame to a worker: as many calls as its credit allows, but at the tail no more than its share of the queue.
    private bool Fill(WorkerState worker)
    {
        PayloadBuffer? frame = null;
        int share = 1 + queue.Count / (2 * workers.Count);
        int added = 0;
        bool hasCredit = true;
        while (added < share && queue.TryTake(out PendingCall call))
        {
            if (queue.IsCancelled || call.Call.IsAbandoned(call.Sink))
            {
                call.Call.Cancel(call.Sink, call.Index);
                continue;
            }
            if (worker.Outstanding >= times.Credit(call.TaskIndex))
            {
                queue.PutBack(call);
                hasCredit = false;
                break;
            }
            if (frame is null)
            {
                frame = link.Buffers.Rent();
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
                workers.MarkReady(worker);
            if (frame is not null)
                link.Buffers.Return(frame);
            return hasCredit;
        }
        if (worker.Outstanding == added)
            worker.LastHeard = Stopwatch.GetTimestamp();
        link.Send(worker.Rank, frame!);
        workers.MarkReady(worker);
        return true;
    }

    private bool TryAdd(PayloadBuffer frame, in PendingCall call, WorkerState worker)
    {
        int slot = inFlight.Add(call, worker.Rank);
        try
        {
            FrameBuilder.AddCall(frame, call.Call, call.TaskIndex, slot, call.Sequence);
            workers.AddOutstanding(worker);
            return true;
        }
        catch (Exception error)
        {
            // Writing arguments runs the user's properties; whatever they throw belongs to this call alone.
            inFlight.Remove(slot);
            call.Call.Fail(call.Sink, call.Index, new InvalidOperationException($"The arguments of task '{call.Call.Entry.Name}' could not be serialized: {error.Message}", error));
            return false;
        }
    }
}
