using MpiPool.Scheduling;
using MpiPool.Tasks;
using MpiPool.Transports;
using MpiPool.Transports.InProcess;
using MpiPool.Wire;

namespace MpiPool.Runtime.Tests;

/// <summary>
/// Rank 1 of a pool of two, played by the test: it sees the main rank's frames and answers what the test wants, when it wants, so that
/// messages cross in a known way. Everything happens on the test's thread.
/// </summary>
internal sealed class PlayedWorker : IFrameHandler
{
    private static readonly TimeSpan s_limit = TimeSpan.FromMinutes(2);

    private readonly InProcessHub _hub = new(2);
    private readonly InProcessTransport _transport;
    private readonly FrameLink _link;
    private readonly Queue<(FrameKind Kind, int[] Slots)> _frames = new();

    private PlayedWorker()
    {
        _transport = new InProcessTransport(_hub, 1);
        _link = new FrameLink(_transport);
    }

    /// <summary>Opens a pool whose only worker is the test.</summary>
    public static (WorkerPool Pool, PlayedWorker Worker) Open(PoolOptions? options = null) => Open(static transport => transport, options);

    /// <summary>As <see cref="Open(PoolOptions)"/>, with something of the test's around the main rank's transport.</summary>
    public static (WorkerPool Pool, PlayedWorker Worker) Open(Func<InProcessTransport, Transport> wrap, PoolOptions? options = null)
    {
        var worker = new PlayedWorker();
        options ??= new PoolOptions();
        var main = new RankRuntime(wrap(new InProcessTransport(worker._hub, 0)), TestTasks.Catalog, PoolSettings.From(options), options);
        SettingsBroadcast settings = SettingsBroadcast.Start(worker._transport, default);
        TableHandshake.Run(worker._transport, TestTasks.Catalog, static _ => { });
        settings.Wait();
        main.Opened.GetAwaiter().GetResult();
        worker.Scheduler = main.Scheduler;
        return (new WorkerPool(main), worker);
    }

    /// <summary>The main rank's scheduler.</summary>
    public Scheduler Scheduler { get; private set; } = null!;

    /// <summary>Waits for the next frame, which must be of this kind. Returns the slots it names.</summary>
    public int[] Receive(FrameKind kind) => ReceiveAny(kind);

    /// <summary>Waits for the next frame, which must be of one of these kinds. Returns the slots it names.</summary>
    public int[] ReceiveAny(params FrameKind[] kinds)
    {
        long limit = Environment.TickCount64 + (long)s_limit.TotalMilliseconds;
        while (_frames.Count == 0)
        {
            Assert.True(Environment.TickCount64 < limit, $"The main rank sent no frame of kind {kinds[0]}.");
            if (!_link.Poll(this))
                _transport.WaitForActivity(1000);
        }
        (FrameKind received, int[] slots) = _frames.Dequeue();
        Assert.Contains(received, kinds);
        return slots;
    }

    /// <summary>Answers a call without a payload.</summary>
    public void Reply(int slot, ResultStatus status) => Reply([slot], status);

    /// <summary>Answers calls without a payload, all in one frame.</summary>
    public void Reply(ReadOnlySpan<int> slots, ResultStatus status)
    {
        PayloadBuffer frame = _link.Buffers.Rent();
        FrameBuilder.Begin(frame, FrameKind.Results);
        foreach (int slot in slots)
            FrameBuilder.EndResult(frame, FrameBuilder.BeginResult(frame), slot, status, 1000);
        _link.Send(0, frame);
    }

    /// <summary>Answers a call with a number.</summary>
    public void Reply(int slot, long result) => ReplyBytes(slot, BitConverter.GetBytes(result));

    /// <summary>Answers a call with these bytes.</summary>
    public void ReplyBytes(int slot, ReadOnlySpan<byte> result)
    {
        PayloadBuffer frame = _link.Buffers.Rent();
        FrameBuilder.Begin(frame, FrameKind.Results);
        ResultMark mark = FrameBuilder.BeginResult(frame);
        result.CopyTo(frame.ReserveSpan(result.Length));
        FrameBuilder.EndResult(frame, mark, slot, ResultStatus.Completed, 1000);
        _link.Send(0, frame);
    }

    /// <summary>Says that a call threw.</summary>
    public void Fail(int slot, Exception error)
    {
        PayloadBuffer frame = _link.Buffers.Rent();
        FrameBuilder.Begin(frame, FrameKind.Results);
        ResultMark mark = FrameBuilder.BeginResult(frame);
        var writer = new PayloadWriter(frame);
        RemoteError.From(error).Write(ref writer);
        writer.Flush();
        FrameBuilder.EndResult(frame, mark, slot, ResultStatus.Failed, 1000);
        _link.Send(0, frame);
    }

    /// <summary>Reports a number of the call that has this slot and this sequence number, or had them.</summary>
    public void Report(int slot, long sequence, long report) => Send(FrameKind.Progress, frame =>
    {
        FrameBuilder.Add(frame, new ProgressRecord { Slot = slot, Sequence = sequence, Length = sizeof(long) });
        var writer = new PayloadWriter(frame);
        writer.Memory.WriteUnmanaged(report);
        writer.Flush();
    });

    /// <summary>The sequence number of the latest call.</summary>
    public long LatestCallSequence { get; private set; }

    /// <summary>The sequence number of the first item of the latest chunk.</summary>
    public long LatestSequence { get; private set; }

    /// <summary>How many items each chunk had that came.</summary>
    public Queue<int> ChunkItems { get; } = new();

    /// <summary>The sequence number of the first item of each chunk that came.</summary>
    public Queue<long> ChunkSequences { get; } = new();

    /// <summary>What a stream was allowed last.</summary>
    public GrantRecord LatestGrant { get; private set; }

    /// <summary>Whether the latest frame of calls was marked as for this worker alone.</summary>
    public bool LatestIsTargeted { get; private set; }

    /// <summary>How many calls the latest frame asked back.</summary>
    public int LatestRevoked { get; private set; }

    /// <summary>Whether the latest frame of calls was marked as posted.</summary>
    public bool LatestIsPosted { get; private set; }

    /// <summary>Answers a chunk of columns with the results of its first items; the others are given back.</summary>
    public void ReplyChunk(int slot, params long[] results) => ReplyChunk(slot, 1000, results);

    /// <summary>As <see cref="ReplyChunk(int, long[])"/>, with the time that they took together.</summary>
    public void ReplyChunk(int slot, long nanoseconds, long[] results)
    {
        PayloadBuffer frame = _link.Buffers.Rent();
        ResultMark mark = FrameBuilder.Begin<ChunkResultRecord>(frame, FrameKind.ChunkResult);
        var writer = new PayloadWriter(frame);
        writer.WriteColumn<long>(results);
        writer.Flush();
        FrameBuilder.End(frame, mark, new ChunkResultRecord { Slot = slot, Begun = results.Length, Nanoseconds = nanoseconds, Length = results.Length * sizeof(long) });
        _link.Send(0, frame);
    }

    /// <summary>Gives items of a chunk back.</summary>
    public void ReturnChunk(int slot, long sequence, int first) =>
        Send(FrameKind.ChunkReturn, frame => FrameBuilder.Add(frame, new ChunkReturnRecord { Slot = slot, Sequence = sequence, First = first }));

    /// <summary>Sends a frame that the test builds.</summary>
    public void Send(FrameKind kind, Action<PayloadBuffer> build)
    {
        PayloadBuffer frame = _link.Buffers.Rent();
        FrameBuilder.Begin(frame, kind);
        build(frame);
        _link.Send(0, frame);
    }

    /// <summary>Sends bytes that are no frame.</summary>
    public void SendStray(int length)
    {
        PayloadBuffer bytes = _link.Buffers.Rent();
        bytes.Reserve(length);
        _transport.StartSend(0, FrameFormat.FrameTag, bytes.Address, length);
        _link.Buffers.Return(bytes);
    }

    /// <summary>Takes part in the end of the pool, which the test has begun.</summary>
    public async Task EndAsync(Task shutdown)
    {
        Receive(FrameKind.Shutdown);
        TransportRequest barrier = _transport.StartBarrier();
        await shutdown.WaitAsync(s_limit);
        Assert.True(_transport.Test(ref barrier));
    }

    void IFrameHandler.Handle(ReceivedFrame frame)
    {
        int[] slots = new int[frame.Header.Count];
        long offset = 0;
        if (frame.Header.Kind == FrameKind.Revoke)
            LatestRevoked = frame.Read<int>(ref offset);
        for (int i = 0; i < slots.Length && frame.Header.Kind is FrameKind.Calls or FrameKind.Cancel or FrameKind.Recall or FrameKind.Chunk or FrameKind.Grant; i++)
        {
            if (frame.Header.Kind == FrameKind.Chunk)
            {
                ChunkRecord chunk = frame.Read<ChunkRecord>(ref offset);
                slots[i] = chunk.Slot;
                LatestSequence = chunk.Sequence;
                ChunkItems.Enqueue(chunk.Items);
                ChunkSequences.Enqueue(chunk.Sequence);
                continue;
            }
            if (frame.Header.Kind == FrameKind.Grant)
            {
                LatestGrant = frame.Read<GrantRecord>(ref offset);
                slots[i] = LatestGrant.Slot;
                continue;
            }
            if (frame.Header.Kind == FrameKind.Recall)
            {
                slots[i] = frame.Read<RecallRecord>(ref offset).Slot;
                continue;
            }
            if (frame.Header.Kind == FrameKind.Cancel)
            {
                slots[i] = frame.Read<int>(ref offset);
                continue;
            }
            LatestIsTargeted = (frame.Header.Flags & FrameFlags.Targeted) != 0;
            LatestIsPosted = (frame.Header.Flags & FrameFlags.Posted) != 0;
            CallRecord record = frame.Read<CallRecord>(ref offset);
            slots[i] = record.Slot;
            LatestCallSequence = record.Sequence;
            offset += record.Length;
        }
        _frames.Enqueue((frame.Header.Kind, slots));
        frame.Release();
    }
}
