namespace MpiPool.Runtime.Tests;

/// <summary>The form with a body, in-process.</summary>
[Collection(WorldCollection.Name)]
public sealed class BodyTests
{
    private static readonly TimeSpan s_limit = TimeSpan.FromMinutes(2);

    [Fact]
    public async Task RunAsync_BodyReturns_GivesItsExitCode()
    {
        Task<long>? pending = null;
        int code = await WorkerPool.RunAsync([], Options(), pool =>
        {
            pool.ExitCode = 5;
            pending = pool.Submit(TestTasks.SquareLater.Call(3));
            return Task.CompletedTask;
        }).WaitAsync(s_limit);
        Assert.Equal(5, code);
        Assert.Equal(9, await pending!.WaitAsync(TimeSpan.Zero));
    }

    [Fact]
    public async Task RunAsync_BodyThrowsWhileTasksRun_ThrowsAtOnceAndTellsThem()
    {
        Gates running = Gates.New(out long number);
        Gates blocking = Gates.New(out long blocked);
        Task<long>[] futures = [];
        Task run = WorkerPool.RunAsync([], Options(), async pool =>
        {
            // One would end by its token; one does not end at all.
            futures = [pool.Submit(TestTasks.UntilCancelled.Call(number)), pool.Submit(TestTasks.Gate.Call(blocked)), pool.Submit(TestTasks.Square.Call(1))];
            await Task.WhenAll(running.Begun.Task, blocking.Begun.Task).WaitAsync(s_limit);
            throw new InvalidDataException("the body failed");
        });
        await Assert.ThrowsAsync<InvalidDataException>(() => run.WaitAsync(s_limit));
        foreach (Task<long> future in futures)
            await Assert.ThrowsAsync<PoolBrokenException>(() => future.WaitAsync(s_limit));
        await running.Ended.Task.WaitAsync(s_limit);
        blocking.Opened.SetResult();
    }

    [Fact]
    public async Task Open_MainRankPastTheProcessors_HasAsManyWorkersAsItTakes()
    {
        int main = Environment.ProcessorCount + 3;
        await using WorkerPool pool = WorkerPool.Open(new PoolOptions { Catalog = TestTasks.Catalog, MainRank = main });
        Assert.Equal((main, main + 1), (pool.Rank, pool.Size));
    }

    private static PoolOptions Options() => new() { Catalog = TestTasks.Catalog, Workers = 2 };
}
