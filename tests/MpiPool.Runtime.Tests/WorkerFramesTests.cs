using MpiPool.Serving;
using MpiPool.Tasks;
using MpiPool.Transports.InProcess;
using MpiPool.Wire;

namespace MpiPool.Runtime.Tests;

/// <summary>When a worker looks for more messages: where calls have come it runs them first, but where nobody looked for a while it takes all.</summary>
public sealed class WorkerFramesTests
{
    private readonly FrameLink _main;
    private readonly FrameLink _link;
    private readonly LocalQueue _queue = new();
    private readonly WorkerFrames _frames;

    public WorkerFramesTests()
    {
        var hub = new InProcessHub(2);
        _main = new FrameLink(new InProcessTransport(hub, 0));
        _link = new FrameLink(new InProcessTransport(hub, 1));
        // What calls and cancels of waiting calls do not need is not there.
        _frames = new WorkerFrames(TestTasks.Catalog, _link, _queue, null!, new ChunkTable(), new StreamCredits(), null!, null!);
    }

    [Fact]
    public void Poll_CallsHaveCome_TheyRunBeforeTheNextLook()
    {
        Send(1, 2);
        Send(3);
        Assert.True(_link.Poll(_frames));
        Assert.False(_frames.ExpectsMore);
        Assert.Equal([1, 2], Run());
        Assert.True(_frames.ExpectsMore);
        Assert.True(_link.Poll(_frames));
        Assert.Equal([3], Run());
        Assert.False(_link.Poll(_frames));
    }

    [Fact]
    public void Poll_NobodyLookedForAWhile_TakesAllThatHasCome()
    {
        Send(1, 2);
        Send(3);
        Send(4);
        _frames.TakesAll = true;
        Assert.True(_link.Poll(_frames));
        Assert.Equal([1, 2, 3, 4], Run());
    }

    [Fact]
    public void Poll_NothingToRunHasCome_LooksOn()
    {
        PayloadBuffer frame = _main.Buffers.Rent();
        FrameBuilder.Begin(frame, FrameKind.Grant);
        FrameBuilder.Add(frame, new GrantRecord { Slot = 1, Sequence = 1, Count = 1 });
        _main.Send(1, frame);
        Send(1);
        Assert.True(_link.Poll(_frames));
        Assert.Equal([1], Run());
    }

    private void Send(params int[] slots)
    {
        PayloadBuffer frame = _main.Buffers.Rent();
        FrameBuilder.Begin(frame, FrameKind.Calls);
        foreach (int slot in slots)
            FrameBuilder.AddCall(frame, TestTasks.Square.Call(slot), TestTasks.Catalog.IndexOf(TestTasks.Square), slot, slot);
        _main.Send(1, frame);
    }

    private List<int> Run()
    {
        List<int> slots = [];
        while (_queue.TryBegin(out QueuedCall call, out _))
        {
            slots.Add(call.Record.Slot);
            call.Frame.Release();
        }
        return slots;
    }
}
