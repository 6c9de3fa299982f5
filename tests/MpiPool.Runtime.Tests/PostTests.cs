namespace MpiPool.Runtime.Tests;

/// <summary>Calls that nobody waits for, and calls on every worker.</summary>
public sealed class PostTests
{
    private static readonly TimeSpan s_limit = TimeSpan.FromMinutes(2);

    [Fact]
    public async Task Post_ManyCalls_AllRunBeforeTheEnd()
    {
        WorkerPool pool = TestTasks.OpenPool(2);
        long first = Notes.New();
        for (int x = 0; x < 500; x++)
            pool.Post(VoidTask.Call(first + x));
        await pool.ShutdownAsync().WaitAsync(s_limit);
        Assert.Equal(Enumerable.Range(0, 500).Select(static x => (long)x), Notes.Of(first).Order());
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Post_TaskThrows_RaisesTaskFailed(bool withOptions)
    {
        await using WorkerPool pool = TestTasks.OpenPool(1);
        var failed = new TaskCompletionSource<Exception>(TaskCreationOptions.RunContinuationsAsynchronously);
        pool.TaskFailed += (sender, args) => failed.TrySetResult(ReferenceEquals(sender, pool) ? args.Error : new InvalidOperationException("another pool"));
        pool.Post(VoidTask.Call(-5), withOptions ? new CallOptions { Label = "x" } : null);
        var error = Assert.IsType<RemoteTaskException>(await failed.Task.WaitAsync(s_limit));
        Assert.Equal("bad -5", error.RemoteMessage);
        Assert.Equal(withOptions ? "x" : null, error.Label);
    }

    [Fact]
    public async Task RunOnEveryWorker_GivesOneResultAWorkerByRank()
    {
        await using WorkerPool pool = TestTasks.OpenPool(4);
        long[] ranks = await pool.RunOnEveryWorker(TestTasks.Rank.Call(0)).WaitAsync(s_limit);
        Assert.Equal([1, 2, 3, 4], ranks);
    }

    [Fact]
    public async Task RunOnEveryWorker_OneIsBusy_WaitsForItAlone()
    {
        await using WorkerPool pool = TestTasks.OpenPool(2);
        Gates gate = Gates.New(out long number);
        _ = pool.Submit(TestTasks.Gate.Call(number), new CallOptions { TargetRank = 1 });
        await gate.Begun.Task.WaitAsync(s_limit);
        Task<long[]> all = pool.RunOnEveryWorker(TestTasks.Rank.Call(0));
        Assert.Equal(2, await pool.Submit(TestTasks.Rank.Call(0)).WaitAsync(s_limit));
        Assert.False(all.IsCompleted);
        gate.Opened.SetResult();
        long[] ranks = await all.WaitAsync(s_limit);
        Assert.Equal([1, 2], ranks);
    }

    [Fact]
    public async Task RunOnEveryWorker_Fails_WithTheTasksError()
    {
        await using WorkerPool pool = TestTasks.OpenPool(3);
        await Assert.ThrowsAsync<RemoteTaskException>(() => pool.RunOnEveryWorker(TestTasks.Fail.Call(1)).WaitAsync(s_limit));
        Assert.Throws<ArgumentException>(() => { _ = pool.RunOnEveryWorker(TestTasks.Rank.Call(0), new CallOptions { TargetRank = 1 }); });
        TestCall used = TestTasks.Square.Call(1);
        await pool.Submit(used).WaitAsync(s_limit);
        Assert.Throws<InvalidOperationException>(() => { _ = pool.RunOnEveryWorker(used); });
    }

    [Fact]
    public async Task Post_CancelledByTheShutdown_IsNoFailure()
    {
        WorkerPool pool = TestTasks.OpenPool(1);
        var failures = new List<string>();
        pool.TaskFailed += (_, args) =>
        {
            lock (failures)
                failures.Add(args.Error.Message);
        };
        Gates gate = Gates.New(out long number);
        Task<long> running = pool.Submit(TestTasks.Gate.Call(number));
        await gate.Begun.Task.WaitAsync(s_limit);
        for (int i = 0; i < 10; i++)
            pool.Post(VoidTask.Call(-1));
        Task shutdown = pool.ShutdownAsync(cancelPending: true);
        gate.Opened.SetResult();
        await shutdown.WaitAsync(s_limit);
        await running.WaitAsync(s_limit);
        // Events are raised by the thread pool, in turn: those that a mistake would have raised come before this one's end.
        for (int i = 0; i < 10; i++)
            await Task.Run(static () => { });
        lock (failures)
            Assert.Empty(failures);
    }
}
