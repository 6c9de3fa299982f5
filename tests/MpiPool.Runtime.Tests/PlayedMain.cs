using MpiPool.Tasks;
using MpiPool.Transports;
using MpiPool.Transports.InProcess;
using MpiPool.Wire;

namespace MpiPool.Runtime.Tests;

/// <summary>The main rank of a pool of two, played by the test: it gives a real worker frames, and counts the messages that come back.</summary>
internal sealed class PlayedMain : IFrameHandler
{
    private static readonly TimeSpan s_limit = TimeSpan.FromMinutes(2);

    private readonly InProcessTransport _transport;
    private readonly FrameLink _link;
    private readonly Queue<int> _answers = new();
    private readonly RankRuntime _worker;

    private PlayedMain(InProcessHub hub)
    {
        _transport = new InProcessTransport(hub, 0);
        _link = new FrameLink(_transport);
        _worker = new RankRuntime(new InProcessTransport(hub, 1), TestTasks.Catalog, default);
    }

    /// <summary>Opens a pool of one worker.</summary>
    public static PlayedMain Open()
    {
        var main = new PlayedMain(new InProcessHub(2));
        SettingsBroadcast settings = SettingsBroadcast.Start(main._transport, PoolSettings.From(new PoolOptions()));
        TableHandshake.Run(main._transport, TestTasks.Catalog, static _ => { });
        settings.Wait();
        main._worker.Opened.GetAwaiter().GetResult();
        return main;
    }

    /// <summary>Sends one frame of posted calls.</summary>
    public void Post(int count, Func<int, TaskCall> call)
    {
        PayloadBuffer frame = _link.Buffers.Rent();
        FrameBuilder.Begin(frame, FrameKind.Calls);
        FrameBuilder.MarkPosted(frame);
        for (int slot = 0; slot < count; slot++)
        {
            TaskCall made = call(slot);
            FrameBuilder.AddCall(frame, made, TestTasks.Catalog.IndexOf(made.Entry), slot, slot);
        }
        _link.Send(1, frame);
    }

    /// <summary>How many items of streams have come.</summary>
    public int Items { get; private set; }

    /// <summary>How the first call of the latest message of results ended.</summary>
    public ResultStatus LatestStatus { get; private set; }

    /// <summary>Sends one call.</summary>
    public void Call(TaskCall call, int slot, long sequence)
    {
        PayloadBuffer frame = _link.Buffers.Rent();
        FrameBuilder.Begin(frame, FrameKind.Calls);
        FrameBuilder.AddCall(frame, call, TestTasks.Catalog.IndexOf(call.Entry), slot, sequence);
        _link.Send(1, frame);
    }

    /// <summary>Sends a frame of one record.</summary>
    public void Send<TRecord>(FrameKind kind, TRecord record) where TRecord : unmanaged
    {
        PayloadBuffer frame = _link.Buffers.Rent();
        FrameBuilder.Begin(frame, kind);
        FrameBuilder.Add(frame, record);
        _link.Send(1, frame);
    }

    /// <summary>Waits until so many items of streams have come.</summary>
    public void ReceiveItems(int count)
    {
        long limit = Environment.TickCount64 + (long)s_limit.TotalMilliseconds;
        while (Items < count)
        {
            Assert.True(Environment.TickCount64 < limit, $"The worker sent {Items} items of {count}.");
            if (!_link.Poll(this))
                _transport.WaitForActivity(1000);
        }
    }

    /// <summary>Waits for the next message, which must be one of results. Returns their number.</summary>
    public int Receive()
    {
        long limit = Environment.TickCount64 + (long)s_limit.TotalMilliseconds;
        while (_answers.Count == 0)
        {
            Assert.True(Environment.TickCount64 < limit, "The worker sent no results.");
            if (!_link.Poll(this))
                _transport.WaitForActivity(1000);
        }
        return _answers.Dequeue();
    }

    /// <summary>Ends the pool.</summary>
    public async Task EndAsync()
    {
        ShutdownTree.Forward(_link, default);
        TransportRequest barrier = _transport.StartBarrier();
        await _worker.Closed.WaitAsync(s_limit);
        Assert.True(_transport.Test(ref barrier));
        Assert.Empty(_answers);
    }

    void IFrameHandler.Handle(ReceivedFrame frame)
    {
        long offset = 0;
        if (frame.Header.Kind == FrameKind.Progress)
        {
            Items++;
        }
        else
        {
            Assert.Equal(FrameKind.Results, frame.Header.Kind);
            LatestStatus = frame.Read<ResultRecord>(ref offset).Status;
            _answers.Enqueue(frame.Header.Count);
        }
        frame.Release();
    }
}
