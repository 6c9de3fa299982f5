using MpiPool.Transports;
using MpiPool.Transports.InProcess;
using MpiPool.Wire;

namespace MpiPool.Runtime.Tests;

/// <summary>How much a rank receives at once. Everything happens on the test's thread.</summary>
public sealed class ReceiveBudgetTests
{
    private const int Large = 100_000;

    [Fact]
    public void LargeFrame_ThatDoesNotFit_WaitsAtItsSenderUntilTheOneBeforeIsWhole()
    {
        var hub = new InProcessHub(3);
        var receiver = new FrameLink(new InProcessTransport(hub, 0), receiveLimit: Large + Large / 2);
        var first = new InProcessTransport(hub, 1);
        var second = new FrameLink(new InProcessTransport(hub, 2));
        var received = new Received();

        // Of the first only the message has come: its segment is let in, and awaited.
        PayloadBuffer half = LargeFrame();
        FrameBuilder.End(half);
        first.StartSend(0, FrameFormat.FrameTag, half.Address, (int)half.Length);
        PollSeveralTimes(receiver, received);
        second.Send(0, LargeFrame());
        PollSeveralTimes(receiver, received);
        second.Poll(received);
        Assert.Empty(received.Sources);
        Assert.True(second.IsSending);

        TransportRequest rest = first.StartSend(0, FrameFormat.SegmentTag, half.Segments[0].Address, Large);
        PollSeveralTimes(receiver, received);
        second.Poll(received);
        Assert.Equal([1, 2], received.Sources);
        Assert.False(second.IsSending);
        Assert.True(first.Test(ref rest));
    }

    [Fact]
    public void Budget_LetsOneInWhateverItsSize_AndNoneOvertake()
    {
        var budget = new ReceiveBudget(limit: 100);
        budget.BeginRound();
        Assert.True(budget.TryTake(1000));
        Assert.False(budget.TryTake(1));
        budget.Return(1000);
        budget.BeginRound();
        Assert.True(budget.TryTake(60));
        Assert.False(budget.TryTake(50));
        // It would fit, but would go before the one that did not.
        Assert.False(budget.TryTake(30));
        budget.BeginRound();
        Assert.True(budget.TryTake(40));
    }

    private static PayloadBuffer LargeFrame()
    {
        var frame = new PayloadBuffer();
        FrameBuilder.Begin(frame, FrameKind.Results);
        ResultMark mark = FrameBuilder.BeginResult(frame);
        var writer = new PayloadWriter(frame);
        writer.WriteArray(new byte[Large]);
        writer.Flush();
        FrameBuilder.EndResult(frame, mark, 0, ResultStatus.Completed, 0);
        return frame;
    }

    private static void PollSeveralTimes(FrameLink link, IFrameHandler handler)
    {
        for (int i = 0; i < 5; i++)
            link.Poll(handler);
    }

    private sealed class Received : IFrameHandler
    {
        public List<int> Sources { get; } = [];

        public void Handle(ReceivedFrame frame)
        {
            Sources.Add(frame.Source);
            frame.Release();
        }
    }
}
