using MpiPool.Serving.Reductions;
using MpiPool.Tasks;
using MpiPool.Wire;

namespace MpiPool.Serving;

/// <summary>What a worker does with each frame that comes: calls and chunks wait in its queue, all else is done at once. Under the progress role.</summary>
internal sealed class WorkerFrames(TaskCatalog catalog, FrameLink link, LocalQueue queue, TaskRunner runner, ChunkTable chunks, StreamCredits credits, GroupTraffic groups, ReductionTable reductions) : IFrameHandler
{
    private volatile bool _isShutDown;

    /// <summary>Whether the main rank has ended the pool. Any thread.</summary>
    public bool IsShutDown => _isShutDown;

    /// <summary>The exit code it ended the pool with. Valid after <see cref="IsShutDown"/>.</summary>
    public int ExitCode { get; private set; }

    /// <summary>What has come runs before more is taken, but where nobody looked for a while, as beside a long task: then all is taken.</summary>
    public bool TakesAll { get; set; }

    /// <inheritdoc/>
    public bool ExpectsMore => TakesAll || !queue.HasWaiting;

    /// <inheritdoc/>
    public void Handle(ReceivedFrame frame)
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
                    groups.Receive(frame);
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
                    link.TakeShareAnswer(frame, isWanted: !_isShutDown);
                    break;
                case FrameKind.Unshare:
                    FreeShared(frame);
                    break;
                case FrameKind.Shutdown:
                    Shutdown(frame);
                    break;
                default:
                    throw new WireFormatException($"Rank {frame.Source} sent a worker a frame of kind {(byte)frame.Header.Kind}.");
            }
        }
        finally
        {
            frame.Release();
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
            if ((uint)record.TaskIndex >= (uint)catalog.Count)
                throw new WireFormatException($"A call names task {record.TaskIndex} of {catalog.Count}.");
            CallDescription? description = (frame.Header.Flags & FrameFlags.Described) == 0 ? null : CallDescription.Read(frame, ref offset);
            frame.CheckPayload(offset, record.Length, segment, record.SegmentCount);
            bool wantsToken = (catalog.Entries[record.TaskIndex].Traits & TaskTraits.Context) != 0;
            queue.Add(new QueuedCall(frame, record, offset, segment, wantsToken, description, (frame.Header.Flags & FrameFlags.Targeted) != 0));
            offset += record.Length;
            segment += record.SegmentCount;
        }
    }

    private void AddChunk(ReceivedFrame frame)
    {
        long offset = 0;
        ChunkRecord record = frame.Read<ChunkRecord>(ref offset);
        if ((uint)record.TaskIndex >= (uint)catalog.Count || !catalog.Entries[record.TaskIndex].IsChunkable || record.Items < 1)
            throw new WireFormatException($"A chunk names task {record.TaskIndex} of {catalog.Count} and {record.Items} items.");
        frame.CheckPayload(offset, record.Length, 0, record.SegmentCount);
        frame.AddReferences(1);
        var chunk = new ChunkWork(record, offset);
        chunks.Add(chunk);
        queue.Add(new QueuedCall(frame, default, offset, 0, false, null, Chunk: chunk));
    }

    private void Recall(ReceivedFrame frame)
    {
        long offset = 0;
        for (int i = 0; i < frame.Header.Count; i++)
        {
            RecallRecord recall = frame.Read<RecallRecord>(ref offset);
            if (!chunks.TryGiveBack(recall.Slot, Math.Max(recall.Keep, 0), out ChunkReturnRecord record))
                continue;
            PayloadBuffer reply = link.Buffers.Rent();
            FrameBuilder.Begin(reply, FrameKind.ChunkReturn);
            FrameBuilder.Add(reply, record);
            link.Send(0, reply);
        }
    }

    private void Cancel(ReceivedFrame frame)
    {
        long offset = 0;
        for (int i = 0; i < frame.Header.Count; i++)
        {
            int slot = frame.Read<int>(ref offset);
            if (queue.TryCancel(slot, out QueuedCall call, out CancellationTokenSource? running))
                runner.ReportNotBegun(call, ResultStatus.Cancelled);
            else
                running?.CancelAsync();
        }
    }

    private void Revoke(ReceivedFrame frame)
    {
        long offset = 0;
        int count = frame.Read<int>(ref offset);
        bool isAll = count == FrameFormat.AllCalls;
        while (count-- > 0 && queue.TryRevoke(isAll, out QueuedCall call))
            runner.ReportNotBegun(call, ResultStatus.Returned);
    }

    private void Grant(ReceivedFrame frame)
    {
        long offset = 0;
        for (int i = 0; i < frame.Header.Count; i++)
            credits.Grant(frame.Read<GrantRecord>(ref offset));
    }

    private void TakeShared(ReceivedFrame frame)
    {
        long offset = 0;
        ShareRecord record = frame.Read<ShareRecord>(ref offset);
        frame.CheckPayload(offset, record.Length, 0, record.IsLost ? 0 : record.SegmentCount);
        // The bytes follow where they could not be mapped.
        if (frame.IsNamed && !SharedForwarding.TryMap(frame, record, link))
            return;
        // Others wait for it behind this rank.
        SharedForwarding.Forward(frame, record, link);
        link.Shared.Get(record.Key).SetFrame(frame, record);
    }

    private void TakeAccumulator(ReceivedFrame frame)
    {
        long offset = 0;
        AccumulatorRecord record = frame.Read<AccumulatorRecord>(ref offset);
        frame.CheckPayload(offset, record.Length, 0, record.SegmentCount);
        reductions.Receive(frame, record);
    }

    private void FreeShared(ReceivedFrame frame)
    {
        long offset = 0;
        for (int i = 0; i < frame.Header.Count; i++)
            link.Shared.Get(frame.Read<SharedKey>(ref offset)).Free();
    }

    private void Shutdown(ReceivedFrame frame)
    {
        long offset = 0;
        ShutdownRecord record = frame.Read<ShutdownRecord>(ref offset);
        ShutdownTree.Forward(link, record);
        ExitCode = record.ExitCode;
        _isShutDown = true;
    }
}
