namespace MpiPool.Runtime.Tests;

/// <summary>What is asked of a pool that has ended, or ends.</summary>
public sealed class ShutdownTests
{
    private static readonly TimeSpan s_limit = TimeSpan.FromMinutes(2);

    [Fact]
    public async Task Map_ReadAfterShutdown_YieldsWhatWasStartedThenThrows()
    {
        WorkerPool pool = TestTasks.OpenPool(2);
        IEnumerable<long> results = pool.Map(x => TestTasks.Square.Call(x), Enumerable.Range(0, 1_000_000));
        await pool.ShutdownAsync().WaitAsync(s_limit);
        List<long> read = [];
        await Task.Run(() => Assert.Throws<ObjectDisposedException>(() => read.AddRange(Appending(results)))).WaitAsync(s_limit);
        Assert.NotEmpty(read);
        Assert.Equal(Enumerable.Range(0, read.Count).Select(static x => (long)x * x), read);

        // AddRange would add nothing where the enumeration throws.
        IEnumerable<long> Appending(IEnumerable<long> source)
        {
            foreach (long item in source)
                read.Add(item);
            yield break;
        }
    }

    [Fact]
    public async Task Map_WholeInputStarted_CanBeReadAfterShutdown()
    {
        WorkerPool pool = TestTasks.OpenPool(2);
        IEnumerable<long> results = pool.Map(x => TestTasks.Square.Call(x), Enumerable.Range(0, 5));
        await pool.ShutdownAsync().WaitAsync(s_limit);
        Assert.Equal([0, 1, 4, 9, 16], results);
    }

    [Fact]
    public async Task Shutdown_WhileOthersSubmit_EveryFutureEnds()
    {
        for (int round = 0; round < 50; round++)
        {
            WorkerPool pool = TestTasks.OpenPool(2);
            Task[] submitters = [.. Enumerable.Range(0, 3).Select(_ => Task.Run(() => SubmitUntilRefused(pool)))];
            await pool.ShutdownAsync().WaitAsync(s_limit);
            await Task.WhenAll(submitters).WaitAsync(s_limit);
        }
    }

    [Fact]
    public async Task ShutdownTimeout_TaskNeverEnds_BreaksThePoolAndNamesIt()
    {
        WorkerPool pool = WorkerPool.OpenInProcess(2, new PoolOptions { Catalog = TestTasks.Catalog, ShutdownTimeout = TimeSpan.FromMilliseconds(50) });
        Gates gate = Gates.New(out long number);
        Task<long> held = pool.Submit(TestTasks.Gate.Call(number));
        await gate.Begun.Task.WaitAsync(s_limit);

        var error = await Assert.ThrowsAsync<PoolBrokenException>(() => pool.ShutdownAsync().WaitAsync(s_limit));
        Assert.Contains("The pool was shut down, and 0.05 s later not all calls have ended: 1 at workers ('Gate' at rank ", error.Message, StringComparison.Ordinal);
        await Assert.ThrowsAsync<PoolBrokenException>(() => held.WaitAsync(s_limit));
        gate.Opened.SetResult();
    }

    [Fact]
    public async Task ShutdownTimeout_TasksEndInTime_CountsForNothing()
    {
        WorkerPool pool = WorkerPool.OpenInProcess(2, new PoolOptions { Catalog = TestTasks.Catalog, ShutdownTimeout = TimeSpan.FromMinutes(5) });
        Task<long>[] futures = [.. Enumerable.Range(0, 100).Select(x => pool.Submit(TestTasks.Square.Call(x)))];
        await pool.ShutdownAsync().WaitAsync(s_limit);
        Assert.All(futures, static future => Assert.True(future.IsCompletedSuccessfully));
    }

    [Theory]
    [InlineData("Shutdown")]
    [InlineData("Shutdown after an await")]
    [InlineData("ShutdownAsync")]
    [InlineData("Dispose")]
    public async Task Shutdown_InATask_FailsTheTaskAlone(string how)
    {
        WorkerPool pool = TestTasks.OpenPool(1);
        Action end = how switch
        {
            "ShutdownAsync" => () => pool.ShutdownAsync().GetAwaiter().GetResult(),
            "Dispose" => pool.Dispose,
            _ => () => pool.Shutdown(),
        };
        TestCall call = how == "Shutdown after an await" ? TestTasks.ActLater.Call(Acts.Add(end)) : TestTasks.Act.Call(Acts.Add(end));
        RemoteTaskException error = await Assert.ThrowsAsync<RemoteTaskException>(() => pool.Submit(call).WaitAsync(s_limit));
        Assert.Contains("own tasks", Assert.IsType<InvalidOperationException>(error.InnerException).Message, StringComparison.Ordinal);
        Assert.Equal(9, await pool.Submit(TestTasks.Square.Call(3)).WaitAsync(s_limit));
        await pool.ShutdownAsync().WaitAsync(s_limit);
    }

    [Fact]
    public async Task Shutdown_InATaskWithoutWaiting_EndsThePool()
    {
        WorkerPool pool = TestTasks.OpenPool(1);
        await pool.Submit(TestTasks.Act.Call(Acts.Add(() => pool.Shutdown(wait: false)))).WaitAsync(s_limit);
        Assert.Throws<ObjectDisposedException>(() => { pool.Apply(TestTasks.Square.Call(1)); });
        await pool.ShutdownAsync().WaitAsync(s_limit);
    }

    [Fact]
    public async Task Shutdown_InATaskOfAnotherPool_EndsThatPool()
    {
        await using WorkerPool outer = TestTasks.OpenPool(1);
        await outer.Submit(TestTasks.Act.Call(Acts.Add(static () =>
        {
            using WorkerPool inner = TestTasks.OpenPool(1);
            Assert.Equal(4, inner.Apply(TestTasks.Square.Call(2)));
            inner.Shutdown();
        }))).WaitAsync(s_limit);
    }

    private static async Task SubmitUntilRefused(WorkerPool pool)
    {
        List<Task<long>> futures = [];
        try
        {
            for (int x = 0; ; x++)
                futures.Add(pool.Submit(TestTasks.Square.Call(x)));
        }
        catch (ObjectDisposedException)
        {
        }
        // Those that the end overtook fail; none is left waiting.
        foreach (Task<long> future in futures)
            await future.ContinueWith(static ended => Assert.True(ended.IsCompletedSuccessfully || ended.Exception!.InnerException is ObjectDisposedException), TaskScheduler.Default);
    }

    [Fact]
    public async Task Dispose_OfAPoolThatBroke_ThrowsNothing()
    {
        WorkerPool pool = WorkerPool.OpenInProcess(1, new PoolOptions { Catalog = TestTasks.Catalog, Finalizer = VoidTask.Call(-2) });
        await Assert.ThrowsAsync<PoolBrokenException>(() => pool.ShutdownAsync().WaitAsync(s_limit));
        await pool.DisposeAsync().AsTask().WaitAsync(s_limit);
        await Task.Run(pool.Dispose).WaitAsync(s_limit);
    }
}
