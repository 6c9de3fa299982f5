using MpiPool.Diagnostics;
using MpiPool.Scheduling;
using MpiPool.Scheduling.Maps;
using MpiPool.Transports.InProcess;
using MpiPool.Wire;

namespace MpiPool.Runtime.Tests;

/// <summary>What the main rank does with work that comes while the pool breaks.</summary>
public sealed class BrokenSchedulerTests
{
    private static readonly TimeSpan s_limit = TimeSpan.FromMinutes(2);

    // A call that is added while the pool breaks is failed by whoever adds it: a step that sent it first would take it away from both.
    [Fact]
    public void Step_AfterTheBreak_TouchesNothing()
    {
        Scheduler scheduler = Make();
        scheduler.Break(new PoolBrokenException("broken by the test"));
        scheduler.RequestCancel(new object());
        Assert.False(scheduler.Step());
        Assert.True(scheduler.HasWork);
    }

    // The consumer of a map finds the pool broken while the holder of the role still fails that map's items.
    [Fact]
    public void Break_WhileItemsAreOffered_FailsThemOneThreadAtATime()
    {
        Scheduler scheduler = Make();
        int inside = 0, most = 0;
        Thread? consumer = null;
        var second = new Feed(() => Enter(null));
        var first = new Feed(() => Enter(() =>
        {
            scheduler.Offer(second);
        }));
        scheduler.Offer(first);
        scheduler.Break(new PoolBrokenException("broken by the test"));
        Assert.True(consumer!.Join(s_limit));
        Assert.Equal(1, most);
        Assert.True(second.HasFailed);

        void Enter(Action? meanwhile)
        {
            most = Math.Max(most, Interlocked.Increment(ref inside));
            if (meanwhile is not null)
            {
                consumer = new Thread(() => meanwhile()) { IsBackground = true };
                consumer.Start();
                // A chance to go wrong: an offer takes microseconds.
                consumer.Join(200);
            }
            Interlocked.Decrement(ref inside);
        }
    }

    private static Scheduler Make() =>
        new(TestTasks.Catalog, new InProcessTransport(new InProcessHub(2), 0), new HostNames(["here", "here"], 0), new PoolLog(null, 0, 2));

    private sealed class Feed(Action onFail) : MapFeed(0, new ChunkSizer(0, double.NaN))
    {
        public bool HasFailed { get; private set; }

        public override bool IsStopped => false;

        public override long Left => HasFailed ? 0 : 1;

        public override bool TryTake(Chunk chunk, int most, PayloadBuffer frame) => false;

        public override void Complete(Chunk chunk, ReceivedFrame frame, in ChunkResultRecord record, long offset, in ChunkRun run)
        {
        }

        public override void Return(long first, int count, bool cancel)
        {
        }

        public override int Abandon() => 0;

        public override void Fail(long first, int count, Exception error)
        {
        }

        public override void FailRest(Exception error)
        {
            onFail();
            HasFailed = true;
        }
    }
}
