namespace MpiPool.Mpi.PoolProgram;

/// <summary>Values common to many tasks, streams, objects that workers keep and results in the caller's memory, over processes.</summary>
internal static class DataScenario
{
    private const int Large = 500_000;

    public static async Task<int> Run(string[] args) => await WorkerPool.RunAsync(args, async pool =>
    {
        await Shared(pool);
        await Streams(pool);
        await Kept(pool);
        await InPlace(pool);
        Console.WriteLine("data done");
    });

    private static async Task Shared(WorkerPool pool)
    {
        double[] values = [.. Enumerable.Range(0, Large).Select(static i => (double)i)];
        using Shared<double[]> shared = pool.Share(values);
        Expect.Equal(values.Sum(), pool.Map(i => DataKernels.Tasks.Sum(shared, i * 500, 500), Enumerable.Range(0, Large / 500)).Sum(), "the sum over a shared array");
        for (int i = 1; i <= 5; i++)
        {
            shared.Replace([i]);
            Expect.Equal(i, await pool.Submit(DataKernels.Tasks.Sum(shared, 0, 1)).WaitAsync(Expect.Limit), "a replaced value");
        }
        using Shared<double[]> eager = pool.Share(values, eager: true);
        double[][] everywhere = await Task.WhenAll(Enumerable.Range(0, pool.WorkerCount * 4).Select(_ => pool.Submit(DataKernels.Tasks.Copy(eager)))).WaitAsync(Expect.Limit);
        Expect.True(everywhere.All(copy => copy.AsSpan().SequenceEqual(values)), "a value sent ahead is whole on every worker");
    }

    private static async Task Streams(WorkerPool pool)
    {
        int expected = 0;
        await foreach (int item in pool.Stream(DataKernels.Tasks.Count(2000), bufferSize: 3))
            Expect.Equal(expected++, item, "an item of a stream");
        Expect.Equal(2000, expected, "the items of a stream");
        await foreach (int item in pool.Stream(DataKernels.Tasks.Count(int.MaxValue)))
        {
            if (item == 100)
                break;
        }
    }

    private static async Task Kept(WorkerPool pool)
    {
        int[][] uses = await Task.WhenAll(Enumerable.Range(0, 100).Select(_ => pool.Submit(DataKernels.Tasks.Use()))).WaitAsync(Expect.Limit);
        foreach (IGrouping<int, int> worker in uses.GroupBy(static use => use[0], static use => use[1]))
            Expect.True(worker.Order().SequenceEqual(Enumerable.Range(1, worker.Count())), "one object on each worker");
    }

    private static async Task InPlace(WorkerPool pool)
    {
        double[] values = [.. Enumerable.Range(0, Large).Select(static i => (double)i)];
        var target = new double[Large];
        await pool.SubmitInto(DataKernels.Tasks.Double(values), target.AsMemory()).WaitAsync(Expect.Limit);
        Expect.True(target.SequenceEqual(values.Select(static x => 2 * x)), "a result in the caller's memory");
    }
}
