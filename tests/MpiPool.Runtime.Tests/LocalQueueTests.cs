using MpiPool.Serving;
using MpiPool.Wire;

namespace MpiPool.Runtime.Tests;

/// <summary>The queue of a worker between the thread that fills and revokes and the thread that runs: each call is claimed once.</summary>
public sealed class LocalQueueTests
{
    [Fact]
    public void TryBegin_GivesCallsInTheOrderAdded_AlsoWhenTheRingGrew()
    {
        var queue = new LocalQueue();
        int next = 0;
        for (int round = 0; round < 10; round++)
        {
            for (int i = 0; i < 37; i++)
                queue.Add(Call(round * 37 + i));
            for (int i = 0; i < 20; i++)
                Assert.Equal(next++, Begin(queue));
        }
        while (queue.HasWaiting)
            Assert.Equal(next++, Begin(queue));
        Assert.Equal(370, next);
        Assert.False(queue.TryBegin(out _, out _));
    }

    [Fact]
    public void TryRevoke_TakesTheLastFirst_AlsoAcrossRings()
    {
        var queue = new LocalQueue();
        for (int i = 0; i < 200; i++)
            queue.Add(Call(i));
        for (int i = 199; i >= 100; i--)
        {
            Assert.True(queue.TryRevoke(groupsToo: false, out QueuedCall call));
            Assert.Equal(i, call.Record.Slot);
        }
        Assert.True(queue.TryCancel(50, out _, out _));
        Assert.False(queue.TryCancel(50, out _, out _));
        Assert.Equal([.. Enumerable.Range(0, 100).Where(static i => i != 50)], TakeAll(queue));
        Assert.False(queue.HasWaiting);
        Assert.False(queue.TryRevoke(groupsToo: false, out _));
    }

    [Fact]
    public void TryRevoke_MembersOfGroups_KeepTheirOrderUnlessTheyAreCancelled()
    {
        var queue = new LocalQueue();
        for (int i = 0; i < 6; i++)
            queue.Add(Call(i) with { Description = i % 2 == 0 ? new CallDescription(1, null, new GroupMember(i, 0, [1, 2])) : null });
        Assert.Equal([5, 3, 1], RevokeAll(queue, groupsToo: false));
        Assert.Equal(0, Begin(queue));
        Assert.Equal([4, 2], RevokeAll(queue, groupsToo: true));
    }

    [Fact]
    public void TryCancel_CallThatRuns_GivesItsTokenSource()
    {
        var queue = new LocalQueue();
        queue.Add(Call(1, wantsToken: true));
        Assert.True(queue.TryBegin(out _, out CancellationTokenSource? running));
        Assert.False(queue.TryCancel(1, out _, out CancellationTokenSource? found));
        Assert.Same(running, found);
        queue.End(1);
        Assert.False(queue.TryCancel(1, out _, out found));
        Assert.Null(found);
    }

    [Fact]
    public void Close_LetsNoCallBegin_FiresTheTokensOfThoseThatRun()
    {
        var queue = new LocalQueue();
        queue.Add(Call(1, wantsToken: true));
        queue.Add(Call(2));
        Assert.True(queue.TryBegin(out _, out CancellationTokenSource? running));
        queue.Close();
        Assert.True(running!.IsCancellationRequested);
        Assert.False(queue.TryBegin(out _, out _));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void EachCall_IsClaimedByExactlyOne(int seed)
    {
        const int count = 200_000;
        var queue = new LocalQueue();
        int[] claims = new int[count];
        bool isFilled = false;
        var consumer = new Thread(() =>
        {
            var random = new Random(seed);
            while (!Volatile.Read(ref isFilled) || queue.HasWaiting)
            {
                if (queue.TryBegin(out QueuedCall call, out CancellationTokenSource? cancellation))
                {
                    Interlocked.Increment(ref claims[call.Record.Slot]);
                    if (cancellation is not null)
                        queue.End(call.Record.Slot);
                }
                if (random.Next(50) == 0)
                    Thread.SpinWait(200);
            }
        });
        consumer.Start();
        var producer = new Random(-seed);
        for (int i = 0; i < count; i++)
        {
            queue.Add(Call(i, wantsToken: i % 8 == 0));
            int act = producer.Next(10);
            if (act == 0 && queue.TryRevoke(groupsToo: false, out QueuedCall revoked))
                Interlocked.Increment(ref claims[revoked.Record.Slot]);
            else if (act == 1 && queue.TryCancel(i - producer.Next(Math.Min(i + 1, 20)), out QueuedCall cancelled, out _))
                Interlocked.Increment(ref claims[cancelled.Record.Slot]);
        }
        Volatile.Write(ref isFilled, true);
        Assert.True(consumer.Join(TimeSpan.FromSeconds(60)));
        Assert.All(claims, static claim => Assert.Equal(1, claim));
    }

    private static List<int> RevokeAll(LocalQueue queue, bool groupsToo)
    {
        List<int> slots = [];
        while (queue.TryRevoke(groupsToo, out QueuedCall call))
            slots.Add(call.Record.Slot);
        return slots;
    }

    private static QueuedCall Call(int slot, bool wantsToken = false) => new(null!, new CallRecord { Slot = slot }, 0, 0, wantsToken, null);

    private static int Begin(LocalQueue queue)
    {
        Assert.True(queue.TryBegin(out QueuedCall call, out _));
        return call.Record.Slot;
    }

    private static int[] TakeAll(LocalQueue queue)
    {
        List<int> taken = [];
        while (queue.TryBegin(out QueuedCall call, out _))
            taken.Add(call.Record.Slot);
        return [.. taken];
    }
}
