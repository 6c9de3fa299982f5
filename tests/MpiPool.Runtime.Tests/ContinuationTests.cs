namespace MpiPool.Runtime.Tests;

/// <summary>Where what follows an await runs, and that it holds nobody up.</summary>
public sealed class ContinuationTests
{
    private static readonly TimeSpan s_limit = TimeSpan.FromMinutes(2);

    [Fact]
    public async Task AwaitsInTurn_RunOffTheProgressThreadAndMayBlockOnTheNext()
    {
        await using WorkerPool pool = TestTasks.OpenPool(2);
        // Begun on the thread pool: a result that is there before its await lets the flow go on where it is.
        Assert.Equal(200, await Task.Run(() => BlockBetweenAwaits(pool, 200)).WaitAsync(s_limit));
    }

    [Fact]
    public async Task Continuation_ThatDoesNotEnd_HoldsUpNoOtherCall()
    {
        await using WorkerPool pool = TestTasks.OpenPool(1);
        using var blocked = new ManualResetEventSlim();
        using var begun = new ManualResetEventSlim();
        Task<bool> first = BlockAfterAwaits(pool, begun, blocked);
        Assert.True(begun.Wait(s_limit));
        Task<long>[] others = [.. Enumerable.Range(0, 100).Select(x => pool.Submit(TestTasks.Square.Call(x)))];
        Assert.Equal(Enumerable.Range(0, 100).Select(static x => (long)x * x), await Task.WhenAll(others).WaitAsync(s_limit));
        Assert.False(first.IsCompleted);
        blocked.Set();
        Assert.True(await first.WaitAsync(s_limit));
    }

    [Fact]
    public async Task SeveralFlows_EachGetsItsResults()
    {
        await using WorkerPool pool = TestTasks.OpenPool(3);
        long[] sums = await Task.WhenAll(Enumerable.Range(0, 4).Select(flow => Task.Run(async () =>
        {
            long sum = 0;
            for (int i = 0; i < 500; i++)
                sum += await pool.Submit(TestTasks.Square.Call(flow)).ConfigureAwait(false);
            return sum;
        }))).WaitAsync(s_limit);
        Assert.Equal([0L, 500L, 2000L, 4500L], sums);
    }

    [Fact]
    public async Task Shutdown_WhenItHasEnded_FuturesHaveEnded()
    {
        for (int i = 0; i < 100; i++)
        {
            WorkerPool pool = TestTasks.OpenPool(1);
            Task<long> future = pool.Submit(TestTasks.Square.Call(i));
            // Blocking, so that nothing comes between the end of the pool and the look.
            pool.Dispose();
            Assert.True(future.IsCompletedSuccessfully);
        }
    }

    [Fact]
    public async Task AwaitsInTurn_ErrorsComeLikeResults()
    {
        await using WorkerPool pool = TestTasks.OpenPool(1);
        Assert.Equal(50, await AwaitResultsAndErrors(pool, 50).WaitAsync(s_limit));
    }

    private static async Task<int> BlockBetweenAwaits(WorkerPool pool, int count)
    {
        for (int i = 0; i < count; i++)
        {
            Assert.Equal((long)i * i, await pool.Submit(TestTasks.Square.Call(i)).ConfigureAwait(false));
            // Its own thread where the thread pool had none free for a while; never the progress thread.
            Assert.True(Thread.CurrentThread.IsThreadPoolThread || Thread.CurrentThread.Name == "mpipool-continuation", Thread.CurrentThread.Name);
            // Blocks the thread that drove until now.
            Task<long> next = pool.Submit(TestTasks.Square.Call(i + 1));
            Assert.True(next.Wait(s_limit));
            Assert.Equal((long)(i + 1) * (i + 1), next.Result);
        }
        return count;
    }

    private static async Task<int> AwaitResultsAndErrors(WorkerPool pool, int count)
    {
        for (int i = 0; i < count; i++)
        {
            Assert.Equal((long)i * i, await pool.Submit(TestTasks.Square.Call(i)).ConfigureAwait(false));
            RemoteTaskException error = await Assert.ThrowsAsync<RemoteTaskException>(() => pool.Submit(TestTasks.Fail.Call(i))).ConfigureAwait(false);
            Assert.Equal($"no answer to {i}", error.RemoteMessage);
        }
        return count;
    }

    private static async Task<bool> BlockAfterAwaits(WorkerPool pool, ManualResetEventSlim begun, ManualResetEventSlim blocked)
    {
        for (int i = 0; i < 20; i++)
            await pool.Submit(TestTasks.Square.Call(i)).ConfigureAwait(false);
        begun.Set();
        return blocked.Wait(s_limit);
    }
}
