using MpiPool.Transports.InProcess;

namespace MpiPool.Runtime.Tests;

/// <summary>
/// Messages arrive in a random order that the seed repeats; whatever the order, every future ends, rightly. A failure names its seed.
/// </summary>
[Collection(WorldCollection.Name)]
public sealed class SeededOrderTests
{
    private static readonly TimeSpan s_limit = TimeSpan.FromMinutes(2);

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Mix_AnyOrder_EveryFutureEnds(bool roleMayMove)
    {
        for (int seed = 0; seed < 60; seed++)
        {
            WorkerPool pool = Open(seed, roleMayMove);
            SeededMix[] mixes = [.. Enumerable.Range(0, 1 + seed % 3).Select(thread => new SeededMix(pool, seed * 10 + thread))];
            await End(seed, Task.WhenAll(mixes.Select(static mix => Task.Run(() => mix.RunAsync(30)))), mixes);
            await End(seed, pool.ShutdownAsync());
            AssertRight(seed, mixes.SelectMany(static mix => mix.Wrong));
        }
    }

    [Theory]
    [InlineData(true, false)]
    [InlineData(true, true)]
    [InlineData(false, false)]
    [InlineData(false, true)]
    public async Task Mix_PoolShutDownMeanwhile_EveryFutureEnds(bool roleMayMove, bool cancelPending)
    {
        for (int seed = 100; seed < 140; seed++)
        {
            WorkerPool pool = Open(seed, roleMayMove);
            var mix = new SeededMix(pool, seed);
            Task run = Task.Run(() => mix.RunAsync(200));
            for (int i = 0; i < seed % 7; i++)
                await Task.Yield();
            await End(seed, pool.ShutdownAsync(cancelPending));
            await End(seed, run, mix);
            AssertRight(seed, mix.WrongBesidesTheEnd);
        }
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Mix_PoolBreaksMeanwhile_EveryFutureEnds(bool roleMayMove)
    {
        for (int seed = 200; seed < 240; seed++)
        {
            var hub = new InProcessHub(2 + seed % 3, seed);
            WorkerPool pool = Open(hub, roleMayMove);
            var mix = new SeededMix(pool, seed);
            Task run = Task.Run(() => mix.RunAsync(200));
            for (int i = 0; i < seed % 7; i++)
                await Task.Yield();
            hub.Break($"broken by seed {seed}");
            await End(seed, run, mix);
            AssertRight(seed, mix.WrongBesidesTheEnd);
            await Assert.ThrowsAsync<PoolBrokenException>(() => End(seed, pool.ShutdownAsync()));
        }
    }

    private static WorkerPool Open(int seed, bool roleMayMove) => Open(new InProcessHub(2 + seed % 3, seed), roleMayMove);

    private static WorkerPool Open(InProcessHub hub, bool roleMayMove) =>
        WorkerPool.OpenInProcess(hub, new PoolOptions { Catalog = TestTasks.Catalog }, roleMayMove);

    private static void AssertRight(int seed, IEnumerable<Exception> wrong) =>
        Assert.True(!wrong.Any(), $"Seed {seed}: {string.Join('\n', wrong)}");

    private static async Task End(int seed, Task task, params SeededMix[] mixes)
    {
        try
        {
            await task.WaitAsync(s_limit);
        }
        catch (TimeoutException)
        {
            Assert.Fail($"Seed {seed}: never ended: {string.Join("; ", mixes.Select(static mix => mix.Open))}");
        }
    }
}
