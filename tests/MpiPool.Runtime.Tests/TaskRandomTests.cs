namespace MpiPool.Runtime.Tests;

public sealed class TaskRandomTests
{
    [Fact]
    public void Stream_IsFixed()
    {
        var random = new TaskRandom(seed: 1, sequence: 2);
        Assert.Equal((ulong[])[0x3BA0B11C56AF943CUL, 0x560D9C5C6DF69D89UL, 0x11C8BA5F82432151UL, 0xF9DE8BC15964F62EUL], Enumerable.Range(0, 4).Select(_ => random.NextUInt64()));
    }

    [Fact]
    public void Next_StaysInRangeAndReachesItsEnds()
    {
        var random = new TaskRandom(5, 5);
        int[] values = [.. Enumerable.Range(0, 10_000).Select(_ => random.Next(-2, 3))];
        Assert.Equal([-2, -1, 0, 1, 2], values.Distinct().Order());
        Assert.All(Enumerable.Range(0, 1000), _ => Assert.InRange(random.NextDouble(), 0, 1 - double.Epsilon));
        Assert.Equal(long.MinValue, random.NextInt64(long.MinValue, long.MinValue + 1));
        Assert.Equal(0, random.Next(0));
        Assert.Throws<ArgumentOutOfRangeException>(() => random.Next(1, 0));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(5)]
    public async Task Random_DoesNotDependOnWorkers(int workers)
    {
        var options = new PoolOptions { Catalog = TestTasks.Catalog, Seed = 11 };
        await using WorkerPool pool = WorkerPool.OpenInProcess(workers, options);
        long[] submitted = await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => pool.Submit(TestTasks.Random.Call(0))));
        Assert.Equal(Enumerable.Range(0, 50).Select(static i => new TaskRandom(11, i).NextInt64()), submitted);
        foreach (long map in (long[])[1, 2])
        {
            IEnumerable<long> mapped = pool.Map(static x => TestTasks.Random.Call(x), Enumerable.Range(0, 500).Select(static x => (long)x));
            Assert.Equal(Enumerable.Range(0, 500).Select(i => new TaskRandom(11, (map << 40) + i).NextInt64()), mapped);
        }
    }
}
