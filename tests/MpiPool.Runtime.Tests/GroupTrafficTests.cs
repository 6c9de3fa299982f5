using System.Runtime.CompilerServices;
using MpiPool.Serving;
using MpiPool.Transports;
using MpiPool.Transports.InProcess;
using MpiPool.Wire;

namespace MpiPool.Runtime.Tests;

/// <summary>What stays of the messages of task groups on a worker.</summary>
public sealed class GroupTrafficTests : IFrameHandler
{
    private const long Group = 5;
    private static readonly GroupMember s_member = new(Group, 0, [1, 2]);

    private readonly List<FrameKind> _frames = [];

    [Fact]
    public void OwnPartEnds_WhatCameIsLetGo_ThoughAMemberNeverSaysThatItEnded()
    {
        var boxes = new GroupMailboxes();
        (WeakReference before, WeakReference after) = PostAndEnd(boxes);
        GC.Collect();
        Assert.False(before.IsAlive);
        Assert.False(after.IsAlive);
        GC.KeepAlive(boxes);
    }

    [Fact]
    public void MessageCannotBeWritten_ItsFrameGoesBack()
    {
        var transport = new InProcessTransport(new InProcessHub(3), 1);
        var link = new FrameLink(transport);
        PayloadBuffer buffer = link.Buffers.Rent();
        link.Buffers.Return(buffer);
        Assert.Throws<NullReferenceException>(() => new GroupTraffic(link, transport).Send(s_member, 1, new GroupMessage(CollectiveKind.Broadcast, 0, [null!])));
        Assert.Same(buffer, link.Buffers.Rent());
    }

    [Fact]
    public void End_Twice_IsSaidOnce()
    {
        var hub = new InProcessHub(3);
        var worker = new Worker(TestTasks.Catalog, new InProcessTransport(hub, 1), RankTree.OfOneHost(3, 1), PoolSettings.From(new PoolOptions()));
        var group = new TaskGroup(worker, s_member, CancellationToken.None);
        group.End();
        group.End();
        worker.TryStep();
        new FrameLink(new InProcessTransport(hub, 2)).Poll(this);
        Assert.Equal([FrameKind.Group], _frames);
    }

    void IFrameHandler.Handle(ReceivedFrame frame)
    {
        _frames.Add(frame.Header.Kind);
        frame.Release();
    }

    // Of three members the third is cancelled before it begins.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static (WeakReference Before, WeakReference After) PostAndEnd(GroupMailboxes boxes)
    {
        WeakReference before = Post(boxes, CollectiveKind.AllGather);
        boxes.End(Group, 3);
        WeakReference after = Post(boxes, CollectiveKind.AllGather);
        Post(boxes, CollectiveKind.End);
        return (before, after);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static WeakReference Post(GroupMailboxes boxes, CollectiveKind kind)
    {
        var message = new GroupMessage(kind, 0, [new byte[1000]]);
        boxes.Post(Group, 1, message);
        return new WeakReference(message);
    }
}
