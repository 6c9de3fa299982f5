using MpiPool.Diagnostics;
using MpiPool.Scheduling.Maps;
using MpiPool.Transports;
using MpiPool.Wire;

namespace MpiPool.Scheduling;

/// <summary>Takes what workers send: completes the calls that have ended, and hands reports on. Used under the progress role.</summary>
internal sealed class ResultHandler(CallQueue queue, InFlightTable inFlight, WorkerTable workers, TaskTimes times, Transport transport, HostNames hosts, CallEnds ends, DelayedCalls delayed, ChunkScheduler chunks, FrameLink link, PoolLog log) : IFrameHandler
{
    /// <inheritdoc/>
    public bool ExpectsMore => inFlight.Count != 0 || chunks.HasInFlight;

    /// <inheritdoc/>
    public void Handle(ReceivedFrame frame)
    {
        try
        {
            if (frame.Header.Kind == FrameKind.Progress)
            {
                Report(frame);
                return;
            }
            if (frame.Header.Kind is FrameKind.ChunkResult or FrameKind.ChunkReturn)
            {
                chunks.Handle(frame);
                return;
            }
            if (frame.Header.Kind == FrameKind.ShareAnswer)
            {
                link.TakeShareAnswer(frame);
                return;
            }
            if (frame.Header.Kind != FrameKind.Results)
                throw new WireFormatException($"Rank {frame.Source} sent the main rank a frame of kind {(byte)frame.Header.Kind}.");
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
            WorkerState worker = workers.OfRank(frame.Source);
            worker.IsRevoking = false;
            worker.WasHeard = true;
            workers.MarkReady(worker);
        }
        finally
        {
            frame.Release();
        }
    }

    /// <inheritdoc/>
    public void FindDestinations(ReceivedFrame frame, Span<ReceiveDestination> segments)
    {
        if (frame.Header.Kind == FrameKind.ChunkResult)
            chunks.FindDestinations(frame, segments);
        if (frame.Header.Kind != FrameKind.Results)
            return;
        long offset = 0;
        int segment = 0;
        for (int i = 0; i < frame.Header.Count; i++)
        {
            ResultRecord record = frame.Read<ResultRecord>(ref offset);
            frame.CheckPayload(offset, record.Length, segment, record.SegmentCount);
            // Where the result has one large array: it is what the caller gave memory for.
            if (record is { Status: ResultStatus.Completed, SegmentCount: 1 } && inFlight.TryGet(record.Slot, out PendingCall call, out int worker)
                && worker == frame.Source && call.Sink is IReceiveDestination destination)
            {
                segments[segment] = new ReceiveDestination(destination, call.Index);
            }
            offset += record.Length;
            segment += record.SegmentCount;
        }
    }

    private void Report(ReceivedFrame frame)
    {
        long offset = 0;
        ProgressRecord record = frame.Read<ProgressRecord>(ref offset);
        if (!inFlight.TryGet(record.Slot, out PendingCall call, out int worker) || worker != frame.Source || call.Sequence != record.Sequence)
            return;
        try
        {
            PayloadReader reader = frame.CreateReader(offset, record.Length, 0, record.SegmentCount);
            call.Call.OnProgress(call.Sink, new CallOrigin(worker, record.Slot, record.Sequence), ref reader);
        }
        catch (Exception error)
        {
            // Reading a report runs constructors of the user's types; whatever they throw belongs to this call alone.
            call.Call.Fail(call.Sink, call.Index, ToException(call, RemoteError.From(error), worker), new RunInfo(hosts.NumberOf(worker), 0, call.Attempt));
            // Nobody reads what it still makes: it would wait for its consumer until the end of the pool, or never end then.
            if (call.IsStream)
                Cancel(record.Slot, worker);
        }
    }

    private void Cancel(int slot, int worker)
    {
        PayloadBuffer frame = link.Buffers.Rent();
        FrameBuilder.Begin(frame, FrameKind.Cancel);
        FrameBuilder.Add(frame, slot);
        link.Send(worker, frame);
    }

    private void Complete(ReceivedFrame frame, in ResultRecord record, long offset, int segment)
    {
        if (!inFlight.TryGet(record.Slot, out PendingCall call, out int worker) || worker != frame.Source)
            throw new WireFormatException($"Rank {frame.Source} sent a result for call {record.Slot}, which it does not have.");
        inFlight.Remove(record.Slot);
        if (call.IsStream)
            workers.OfRank(worker).Streams--;
        else
            workers.RemoveOutstanding(workers.OfRank(worker));
        try
        {
            Complete(call, record, frame, offset, segment, worker);
        }
        catch (Exception error)
        {
            // Reading a result runs constructors of the user's types; whatever they throw belongs to this call alone.
            ends.Fail(call, ToException(call, RemoteError.From(error), worker), ToRunInfo(call, record, worker));
        }
    }

    private void Complete(in PendingCall call, in ResultRecord record, ReceivedFrame frame, long offset, int segment, int worker)
    {
        switch (record.Status)
        {
            case ResultStatus.Completed:
                times.Add(call.TaskIndex, record.Nanoseconds);
                workers.OfRank(worker).Completed++;
                RunInfo run = ToRunInfo(call, record, worker);
                SetResult(call, record, frame, offset, segment, run);
                ends.Complete(call, run);
                break;
            case ResultStatus.Failed:
                times.Add(call.TaskIndex, record.Nanoseconds);
                workers.OfRank(worker).Failed++;
                if (call.Ticket is { HasRetry: true } ticket && !queue.IsCancelled && call.Sink is not ICancellableSink { IsCancellationRequested: true })
                    Retry(call, ticket);
                else
                    ends.Fail(call, ReadError(call, record, frame, offset, segment, worker), ToRunInfo(call, record, worker));
                break;
            case ResultStatus.Cancelled:
                workers.OfRank(worker).Cancelled++;
                ends.Cancel(call);
                break;
            case ResultStatus.Returned when queue.IsCancelled || call.Sink is ICancellableSink { IsCancellationRequested: true }:
                // Asked for by CancelPending; or its own cancel and the worker's giving it back crossed on the way.
                ends.Cancel(call);
                break;
            case ResultStatus.Returned:
                queue.PutBack(call);
                break;
            default:
                throw new WireFormatException($"Rank {worker} sent a result of status {(int)record.Status}.");
        }
    }

    private static void SetResult(in PendingCall call, in ResultRecord record, ReceivedFrame frame, long offset, int segment, in RunInfo run)
    {
        long place = offset;
        if (record.SegmentCount == 0 && call.Call.TryComplete(call.Sink, frame.Bytes(ref place, record.Length)))
            return;
        PayloadReader reader = frame.CreateReader(offset, record.Length, segment, record.SegmentCount);
        call.Call.Complete(call.Sink, call.Index, ref reader, run);
    }

    private RemoteTaskException ReadError(in PendingCall call, in ResultRecord record, ReceivedFrame frame, long offset, int segment, int worker)
    {
        PayloadReader reader = frame.CreateReader(offset, record.Length, segment, record.SegmentCount);
        return ToException(call, RemoteError.Read(ref reader), worker);
    }

    private void Retry(in PendingCall call, CallTicket ticket)
    {
        ticket.Attempt++;
        TimeSpan delay = ticket.Options.DelayBefore(ticket.Attempt);
        log.Retrying(call.Call.Entry.Name, ticket.Attempt, delay);
        delayed.Add(call, delay);
    }

    private RunInfo ToRunInfo(in PendingCall call, in ResultRecord record, int worker) => new(hosts.NumberOf(worker), record.Nanoseconds, call.Attempt) { Sent = call.Ticket?.Sent ?? 0 };

    private RemoteTaskException ToException(in PendingCall call, RemoteError error, int worker) => new(
        call.Call.Entry.Name, call.Ticket?.Options.Label, hosts.NumberOf(worker), transport.Size, hosts[worker], error.TypeName, error.Message, error.StackTrace, WellKnownExceptions.TryCreate(error));
}
