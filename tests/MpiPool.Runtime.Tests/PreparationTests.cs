using MpiPool.Transports.InProcess;

namespace MpiPool.Runtime.Tests;

/// <summary>A worker makes its process ready while the main rank goes on, and serves no task before it has.</summary>
public sealed class PreparationTests
{
    private static readonly TimeSpan s_limit = TimeSpan.FromMinutes(2);

    // Only a worker that does not wait is seen within it; one that does is never late.
    private static readonly TimeSpan s_enoughForATask = TimeSpan.FromMilliseconds(200);

    [Fact]
    public async Task Worker_ServesNoTaskBeforeItsProcessIsReady()
    {
        using var preparing = new ManualResetEventSlim();
        using var ready = new ManualResetEventSlim();
        using var ran = new ManualResetEventSlim();
        var hub = new InProcessHub(2);
        var options = new PoolOptions { Catalog = TestTasks.Catalog };
        var worker = new RankRuntime(new OwnProcess(new InProcessTransport(hub, 1), preparing, ready), TestTasks.Catalog, default);
        Task opening = Task.Factory.StartNew(() => worker.Open(endOnSignals: false), TaskCreationOptions.LongRunning);
        var main = new RankRuntime(new InProcessTransport(hub, 0), TestTasks.Catalog, PoolSettings.From(options), options);
        await main.Opened.WaitAsync(s_limit);
        await using var pool = new WorkerPool(main);
        Assert.True(preparing.Wait(s_limit));

        Task<long> task = pool.Submit(TestTasks.Act.Call(Acts.Add(ran.Set)));
        await Waits.Until(() => pool.Status.Running == 1);
        Assert.False(ran.Wait(s_enoughForATask));

        ready.Set();
        await opening.WaitAsync(s_limit);
        await task.WaitAsync(s_limit);
        Assert.True(ran.IsSet);
    }

    // A rank that has its process to itself, and takes its time to make it ready.
    private sealed class OwnProcess(InProcessTransport inner, ManualResetEventSlim preparing, ManualResetEventSlim ready) : DelegatingTransport(inner)
    {
        public override bool IsInProcess => false;

        public override void PrepareProcess(bool endOnSignals)
        {
            preparing.Set();
            Assert.True(ready.Wait(s_limit));
        }
    }
}
