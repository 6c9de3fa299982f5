using MpiPool.Tasks;
using MpiPool.Transports;
using MpiPool.Transports.InProcess;
using MpiPool.Wire;

namespace MpiPool.Runtime.Tests;

/// <summary>
/// The end of a pool that meets messages between workers: of four ranks the test plays all but rank 1, which passes the main rank's word on to rank 3.
/// </summary>
public sealed class LateMessageTests
{
    private const int Size = 4;
    private const int Played = 3;

    // Longer than what a send copies: it ends when the receiver has taken it.
    private const int Large = 2 << 20;
    private static readonly TimeSpan s_limit = TimeSpan.FromMinutes(2);
    private static readonly SharedKey s_key = new(7, 1);

    private readonly InProcessTransport?[] _transports = new InProcessTransport?[Size];
    private readonly FrameLink?[] _links = new FrameLink?[Size];
    private readonly HookedTransport _hooked;
    private readonly RankRuntime _worker;
    private readonly Recorder _seen = new();

    public LateMessageTests()
    {
        var hub = new InProcessHub(Size);
        _hooked = new HookedTransport(new InProcessTransport(hub, 1));
        foreach (int rank in (int[])[0, 2, Played])
        {
            _transports[rank] = new InProcessTransport(hub, rank);
            _links[rank] = new FrameLink(_transports[rank]!);
        }
        _worker = new RankRuntime(_hooked, TestTasks.Catalog, default);
        Task[] opened = [.. _transports.OfType<InProcessTransport>().Select(static transport => Task.Run(() =>
        {
            SettingsBroadcast settings = SettingsBroadcast.Start(transport, PoolSettings.From(new PoolOptions()));
            TableHandshake.Run(transport, TestTasks.Catalog, static _ => { });
            settings.Wait();
        }))];
        Assert.True(Task.WaitAll(opened, s_limit));
        _worker.Opened.GetAwaiter().GetResult();
    }

    [Fact]
    public async Task MessageOfAnotherWorker_AfterTheEnd_IsReceived()
    {
        ShutdownTree.Forward(_links[0]!, default);
        // It serves no longer: it waits for the other ranks.
        await _hooked.Meets.WaitAsync(s_limit);
        FrameLink other = _links[2]!;
        PayloadBuffer frame = other.Buffers.Rent();
        FrameBuilder.Begin(frame, FrameKind.Group);
        FrameBuilder.Add(frame, new GroupRecord { Group = 5, Source = 1, Kind = (int)CollectiveKind.Broadcast, Parts = 1, Length = Large });
        frame.At<int>(frame.Reserve(sizeof(int))) = Large - sizeof(int);
        frame.ReserveSpan(Large - sizeof(int)).Clear();
        other.Send(1, frame);
        await Waits.Until(() =>
        {
            other.Poll(_seen);
            return !other.IsSending;
        });
        await EndAsync();
    }

    [Fact]
    public async Task ShareThatCouldNotBeMapped_AfterTheEnd_IsNotSentToARankThatHasLeft()
    {
        Share();
        await Receive(FrameKind.Share);
        ShutdownTree.Forward(_links[0]!, default);
        await Receive(FrameKind.Shutdown);
        FrameLink played = _links[Played]!;
        PayloadBuffer answer = played.Buffers.Rent();
        FrameBuilder.Begin(answer, FrameKind.ShareAnswer);
        FrameBuilder.Add(answer, new ShareAnswerRecord { Key = s_key, IsRefused = 1 });
        played.Send(1, answer);
        // From here on nobody receives what is sent to it.
        await EndAsync();
    }

    // By its bytes, as to another host; rank 1 receives them where ranks of its host can map them, and passes on their name.
    private void Share()
    {
        FrameLink main = _links[0]!;
        PayloadBuffer frame = main.Buffers.Rent();
        FrameBuilder.Begin(frame, FrameKind.Share);
        FrameBuilder.Add(frame, new ShareRecord { Key = s_key, SegmentCount = 1 });
        frame.AddSegment(new byte[Large].AsMemory().Pin(), Large, 0);
        main.Send(1, frame);
    }

    private async Task Receive(FrameKind kind)
    {
        await Waits.Until(() =>
        {
            _links[0]!.Poll(_seen);
            return _links[Played]!.Poll(_seen) && _seen.Kinds.Count != 0;
        });
        Assert.Equal(kind, _seen.Kinds.Dequeue());
    }

    private async Task EndAsync()
    {
        foreach (InProcessTransport transport in _transports.OfType<InProcessTransport>())
            transport.StartBarrier();
        await _worker.Closed.WaitAsync(s_limit);
    }

    private sealed class Recorder : IFrameHandler
    {
        public Queue<FrameKind> Kinds { get; } = new();

        public void Handle(ReceivedFrame frame)
        {
            if (frame.Header.Kind != FrameKind.ShareAnswer)
                Kinds.Enqueue(frame.Header.Kind);
            frame.Release();
        }
    }

    /// <summary>Says when its rank has come to the barrier.</summary>
    private sealed class HookedTransport(InProcessTransport inner) : DelegatingTransport(inner)
    {
        private readonly TaskCompletionSource _meets = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task Meets => _meets.Task;

        public override TransportRequest StartBarrier()
        {
            TransportRequest request = base.StartBarrier();
            _meets.TrySetResult();
            return request;
        }
    }
}
