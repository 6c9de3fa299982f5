using System.Collections.Concurrent;
using System.Diagnostics;
using MpiPool.Diagnostics;
using MpiPool.Tasks;
using MpiPool.Transports;
using MpiPool.Wire;

namespace MpiPool.Scheduling.Maps;

/// <summary>
/// Hands the items of maps to workers in chunks, takes their results, and moves items that wait behind a long one to workers that have nothing to
/// do. Used under the progress role, but for <see cref="Offer"/>, <see cref="RequestRecall"/> and the hints.
/// </summary>
internal sealed class ChunkScheduler(TaskCatalog catalog, CallQueue queue, WorkerTable workers, TaskTimes times, FrameLink link, Transport transport, HostNames hosts, ItemCounts counts)
{
    // A worker that has been silent for this long has met a long item.
    private static readonly long s_recallAfter = Stopwatch.Frequency / 2500;
    private static readonly long s_recallInterval = Stopwatch.Frequency / 10_000;

    private readonly ConcurrentQueue<MapFeed> _feeds = new();
    private readonly ConcurrentQueue<MapFeed> _recallRequests = new();
    private readonly ChunksInFlight _inFlight = new();
    private readonly RoomyWorkers _roomy = new(workers);

    // Held while items are failed: a map's consumer may find the pool broken while the holder of the role still fails the items of that map.
    private readonly Lock _failing = new();
    private readonly int _busyWorkers = MapSettings.WorkersAtOnce(workers.Count, transport.IsInProcess);
    private long _lastRecallCheck;

    /// <summary>Whether items wait or chunks are in flight. Any thread.</summary>
    public bool HasWork => !_feeds.IsEmpty || _inFlight.Count != 0 || !_recallRequests.IsEmpty;

    /// <summary>Whether chunks are in flight: results will come. Any thread.</summary>
    public bool HasInFlight => _inFlight.Count != 0;

    /// <summary>Whether items wait and a worker may take them. A hint; any thread.</summary>
    public bool CanDispatch => !_feeds.IsEmpty && _feeds.TryPeek(out MapFeed? feed) && _roomy.HasAny(feed.Sizer.Depth);

    /// <summary>A map has items to hand out. Any thread.</summary>
    public void Offer(MapFeed feed)
    {
        if (feed.TryMarkOffered())
            _feeds.Enqueue(feed);
    }

    /// <summary>Asks for what has not begun of a map that was stopped. Any thread.</summary>
    public void RequestRecall(MapFeed feed) => _recallRequests.Enqueue(feed);

    /// <summary>One bounded step: what is to be recalled, what can be sent. Returns whether anything moved.</summary>
    public bool Step()
    {
        bool progressed = false;
        while (_recallRequests.TryDequeue(out MapFeed? feed))
        {
            Recall(feed);
            progressed = true;
        }
        if (!_feeds.IsEmpty)
            progressed |= Dispatch();
        else if (_inFlight.Count != 0 && workers.HasIdle && queue.Count == 0)
            RecallForIdle();
        return progressed;
    }

    /// <summary>Takes a chunk's results, or items that were given back.</summary>
    /// <exception cref="WireFormatException">The frame is no answer to a chunk.</exception>
    public void Handle(ReceivedFrame frame)
    {
        if (frame.Header.Kind == FrameKind.ChunkReturn)
            HandleReturn(frame);
        else
            HandleResult(frame);
    }

    /// <summary>Names the memory that a map's caller gave for the results of a chunk.</summary>
    public void FindDestinations(ReceivedFrame frame, Span<ReceiveDestination> segments)
    {
        long offset = 0;
        ChunkResultRecord record = frame.Read<ChunkResultRecord>(ref offset);
        if (_inFlight.Find(record.Slot) is not { Feed.RowDestination: { } destination } chunk || chunk.Rank != frame.Source || record.Begun > chunk.Count)
            return;
        var rows = new RowCursor(offset);
        for (int i = 0; i < record.Begun; i++)
        {
            RowHeader row = rows.Next(frame, out _, out int segment);
            // One large array: it is what the row is for.
            if (row.SegmentCount == 1)
                segments[segment] = new ReceiveDestination(destination, (int)(chunk.First + i));
        }
    }

    /// <summary>Adds what runs in chunks to the names of unfinished calls, as long as those are few.</summary>
    public void NameUnfinished(List<string> names, int most)
    {
        for (int slot = 0; slot < _inFlight.Capacity && names.Count < most; slot++)
        {
            if (_inFlight.Find(slot) is { } chunk)
                names.Add($"'{catalog.Entries[chunk.TaskIndex].Name}' at rank {hosts.NumberOf(chunk.Rank)}");
        }
    }

    /// <summary>Asks every worker for all items that have not begun.</summary>
    public void RecallAll() => Recall(null);

    /// <summary>The pool broke: fails every item that has no result.</summary>
    public void Fail(Exception cause)
    {
        lock (_failing)
        {
            FailOffered(cause);
            for (int slot = 0; slot < _inFlight.Capacity; slot++)
            {
                if (_inFlight.Find(slot) is not { Feed: { } feed } chunk)
                    continue;
                counts.TakeBack(workers.OfRank(chunk.Rank), chunk.Count);
                feed.Fail(chunk.First, chunk.Count, cause);
                feed.FailRest(cause);
                _inFlight.Remove(chunk);
            }
        }
    }

    /// <summary>Fails every item that has not been handed out. Any thread, where no items are handed out any more.</summary>
    public void FailOffered(Exception cause)
    {
        lock (_failing)
        {
            while (_feeds.TryDequeue(out MapFeed? feed))
            {
                feed.ClearOffered();
                // As in Withdraw: the consumer may have added an item when it saw the feed still offered.
                Interlocked.MemoryBarrier();
                feed.FailRest(cause);
            }
        }
    }

    private bool Dispatch()
    {
        bool progressed = false;
        while (_feeds.TryPeek(out MapFeed? feed))
        {
            if (queue.IsCancelled)
                feed.FailRest(new OperationCanceledException("The pool was shut down and its pending items were cancelled."));
            if (feed.Left == 0 || feed.IsStopped)
            {
                Withdraw(feed);
                continue;
            }
            if (!_roomy.TryTake(feed.Sizer.Depth, out WorkerState? worker))
                break;
            progressed |= Send(feed, worker);
            if (_feeds.Count > 1)
            {
                // Maps take turns.
                _feeds.TryDequeue(out _);
                _feeds.Enqueue(feed);
            }
        }
        return progressed;
    }

    private void Withdraw(MapFeed feed)
    {
        _feeds.TryDequeue(out _);
        feed.ClearOffered();
        // The consumer may have added an item when it saw the feed still offered.
        Interlocked.MemoryBarrier();
        if (feed.Left != 0 && !feed.IsStopped)
            Offer(feed);
    }

    private bool Send(MapFeed feed, WorkerState worker)
    {
        Chunk chunk = _inFlight.Add(feed);
        chunk.Rank = worker.Rank;
        PayloadBuffer frame = link.Buffers.Rent();
        if (!feed.TryTake(chunk, feed.Sizer.Next(feed.Left, feed.Sizer.HasShortChunks ? _busyWorkers : workers.Count), frame))
        {
            _inFlight.Remove(chunk);
            link.Buffers.Return(frame);
            _roomy.Note(worker);
            return true;
        }
        chunk.Sent = Stopwatch.GetTimestamp();
        if (worker.Outstanding == 0)
            worker.LastHeard = chunk.Sent;
        workers.AddOutstanding(worker);
        worker.Chunks++;
        counts.Send(worker, chunk.Count);
        _roomy.Note(worker);
        link.Send(worker.Rank, frame);
        return true;
    }

    private void HandleResult(ReceivedFrame frame)
    {
        long offset = 0;
        ChunkResultRecord record = frame.Read<ChunkResultRecord>(ref offset);
        frame.CheckPayload(offset, record.Length, 0, record.SegmentCount);
        if (_inFlight.Find(record.Slot) is not { Feed: { } feed } chunk || chunk.Rank != frame.Source || record.Begun < 1 || record.Begun > chunk.Count)
            throw new WireFormatException($"Rank {frame.Source} sent results of {record.Begun} items for chunk {record.Slot}, which it does not have.");
        int failed = Math.Clamp(record.Failed, 0, record.Begun);
        counts.Complete(workers.OfRank(frame.Source), record.Begun - failed, failed);
        feed.Sizer.Add(record.Begun, record.Nanoseconds);
        times.Add(chunk.TaskIndex, record.Begun, record.Nanoseconds);
        var run = new ChunkRun(hosts.NumberOf(frame.Source), hosts[frame.Source], transport.Size, record.Nanoseconds / record.Begun, chunk.Sent);
        feed.Complete(chunk, frame, record, offset, run);
        TakeBack(chunk, feed, record.Begun);
        End(chunk);
        // At last, for it runs the code of those who listen: items that have their results must not be failed by what that throws.
        if (PoolMetrics.MeasuresDuration)
            PoolMetrics.AddDurations(catalog.Entries[chunk.TaskIndex].Name, run, record.Begun);
    }

    private void HandleReturn(ReceivedFrame frame)
    {
        long offset = 0;
        ChunkReturnRecord record = frame.Read<ChunkReturnRecord>(ref offset);
        // Late: the results came first, and told what was given back.
        if (_inFlight.Find(record.Slot) is not { Feed: { } feed } chunk || chunk.Rank != frame.Source || chunk.Sequence != record.Sequence || record.First < 0 || record.First > chunk.Count)
            return;
        TakeBack(chunk, feed, record.First);
        WorkerState worker = workers.OfRank(chunk.Rank);
        counts.TakeBack(worker, chunk.Count - record.First);
        chunk.Count = record.First;
        worker.LastHeard = Stopwatch.GetTimestamp();
        if (record.First == 0)
            End(chunk);
    }

    private void TakeBack(Chunk chunk, MapFeed feed, int begun)
    {
        if (begun == chunk.Count)
            return;
        feed.Return(chunk.First + begun, chunk.Count - begun, queue.IsCancelled);
        if (feed.Left != 0)
            Offer(feed);
    }

    private void End(Chunk chunk)
    {
        WorkerState worker = workers.OfRank(chunk.Rank);
        counts.TakeBack(worker, chunk.Count);
        worker.Chunks--;
        worker.LastHeard = Stopwatch.GetTimestamp();
        workers.RemoveOutstanding(worker);
        workers.MarkReady(worker);
        _roomy.Note(worker);
        _inFlight.Remove(chunk);
    }

    // No item waits and a worker is idle, while another has been silent for longer than the work it was given should take: what it has not begun
    // comes back and is handed out again.
    private void RecallForIdle()
    {
        long now = Stopwatch.GetTimestamp();
        if (now - _lastRecallCheck < s_recallInterval)
            return;
        _lastRecallCheck = now;
        FindOldest();
        for (int slot = 0; slot < _inFlight.Capacity; slot++)
        {
            if (_inFlight.Find(slot) is not { IsRecalled: false } chunk)
                continue;
            WorkerState worker = workers.OfRank(chunk.Rank);
            if (now - worker.LastHeard < s_recallAfter || (chunk.Count == 1 && worker.Held == 1))
                continue;
            // It cannot begin what has not arrived.
            if (link.IsSendingTo(worker.Rank))
                worker.LastHeard = now;
            else
                SendRecall(chunk, keep: worker.Held == worker.Chunks && ReferenceEquals(chunk, worker.OldestChunk) ? 1 : 0);
        }
    }

    private void FindOldest()
    {
        foreach (WorkerState worker in workers.All)
            worker.OldestChunk = null;
        for (int slot = 0; slot < _inFlight.Capacity; slot++)
        {
            if (_inFlight.Find(slot) is not { } chunk)
                continue;
            WorkerState worker = workers.OfRank(chunk.Rank);
            if (worker.OldestChunk is not { } oldest || chunk.Sent < oldest.Sent)
                worker.OldestChunk = chunk;
        }
    }

    private void Recall(MapFeed? feed)
    {
        if (feed is not null)
            counts.Cancel(feed.Abandon());
        for (int slot = 0; slot < _inFlight.Capacity; slot++)
        {
            if (_inFlight.Find(slot) is { } chunk && (feed is null || ReferenceEquals(chunk.Feed, feed)))
                SendRecall(chunk, keep: 0);
        }
    }

    private void SendRecall(Chunk chunk, int keep)
    {
        chunk.IsRecalled = true;
        PayloadBuffer frame = link.Buffers.Rent();
        FrameBuilder.Begin(frame, FrameKind.Recall);
        FrameBuilder.Add(frame, new RecallRecord { Slot = chunk.Slot, Keep = keep });
        link.Send(chunk.Rank, frame);
    }
}
