using System.Globalization;

namespace MpiPool.Mpi.PoolProgram;

/// <summary>Ranks that have little memory: what is too large for one fails alone, all else is right, and the pool goes on.</summary>
internal static class LittleMemoryScenario
{
    private const int TooLong = LittleMemoryKernels.TooLong;

    /// <summary>The workers have little memory, the main rank has enough.</summary>
    public static Task<int> OfWorkers(string[] args) => WorkerPool.RunAsync(args, async pool =>
    {
        double[] large = new double[TooLong];
        large[^1] = 7;
        await Alone(pool, () => pool.Submit(LittleMemoryKernels.Tasks.Last(large)), "an argument");
        await Alone(pool, () => pool.Submit(LittleMemoryKernels.Tasks.Take(TooLong)), "what a task asks for");
        await Alone(pool, () => pool.Submit(LittleMemoryKernels.Tasks.Make(TooLong)), "a result");
        await Alone(pool, () => pool.Submit(LittleMemoryKernels.Tasks.Expand(TooLong)), "a result that grows as it is written");
        foreach (int chunkSize in (int[])[3, 4])
            MapSome(pool, large, chunkSize);
        await Share(pool, large);
        double[] numbers = [.. Enumerable.Range(0, 1000).Select(static i => (double)i)];
        Expect.True(pool.Map(Kernels.Tasks.Handles.Square, numbers).SequenceEqual(numbers.Select(static x => x * x)), "the pool goes on");
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"little-memory done, {pool.Size} ranks"));
    });

    /// <summary>The main rank has little memory, the workers have enough.</summary>
    public static Task<int> OfMain(string[] args) => WorkerPool.RunAsync(args, async pool =>
    {
        Task<double[]>[] made = [.. Enumerable.Range(0, 6).Select(i => pool.Submit(LittleMemoryKernels.Tasks.Make(i % 2 == 0 ? TooLong : i)))];
        for (int i = 0; i < made.Length; i++)
        {
            if (i % 2 == 0)
                ExpectNoMemory(await Expect.Fails<RemoteTaskException>(made[i], "a result"), "a result");
            else
                Expect.Equal(i, (await made[i]).Length, "a result beside it");
        }
        Expect.Equal(9.0, await pool.Submit(Kernels.Tasks.Square(3)), "the pool goes on");
        Console.WriteLine("little-memory-main done");
    });

    // Twice on every worker, among calls that are right.
    private static async Task Alone<T>(WorkerPool pool, Func<Task<T>> submit, string what)
    {
        List<Task> failing = [];
        List<Task<double>> right = [];
        for (int i = 0; i < 2 * pool.WorkerCount; i++)
        {
            failing.Add(submit());
            right.Add(pool.Submit(Kernels.Tasks.Square(i)));
        }
        foreach (Task future in failing)
            ExpectNoMemory(await Expect.Fails<RemoteTaskException>(future, what), what);
        for (int i = 0; i < right.Count; i++)
            Expect.Equal((double)i * i, await right[i].WaitAsync(Expect.Limit), $"a call beside {what}");
    }

    private static void MapSome(WorkerPool pool, double[] large, int chunkSize)
    {
        double[][] items = [.. Enumerable.Range(0, 20).Select(i => i % 5 == 2 ? large : [0, i])];
        int index = 0;
        foreach (MapOutcome<double[], double> outcome in pool.MapOutcomes(LittleMemoryKernels.Tasks.Handles.Last, items, new MapOptions { ChunkSize = chunkSize }))
        {
            if (index % 5 == 2)
                ExpectNoMemory(outcome.Error as RemoteTaskException, $"item {index} of chunks of {chunkSize}");
            else
                Expect.Equal(index, outcome.Value, $"item {index} beside one that is too large, in chunks of {chunkSize}");
            index++;
        }
        Expect.Equal(items.Length, index, "the outcomes");
    }

    private static async Task Share(WorkerPool pool, double[] large)
    {
        using Shared<double[]> shared = pool.Share(large);
        await Alone(pool, () => pool.Submit(LittleMemoryKernels.Tasks.LastOf(shared)), "a shared value");
        shared.Replace([1, 2]);
        Expect.Equal(2.0, await pool.Submit(LittleMemoryKernels.Tasks.LastOf(shared)), "a smaller one in its place");
        // What the ranks of a host map is not in the memory of any.
        using Shared<ReadOnlyMemory<double>> mapped = pool.Share<ReadOnlyMemory<double>>(large);
        double[] last = await pool.RunOnEveryWorker(LittleMemoryKernels.Tasks.LastOfMapped(mapped)).WaitAsync(Expect.Limit);
        Expect.True(last.All(static value => value == 7), "a mapped value");
    }

    private static void ExpectNoMemory(RemoteTaskException? error, string what) =>
        Expect.True(error?.InnerException is OutOfMemoryException, $"{what} is too large: {error?.RemoteTypeName} {error?.RemoteMessage}");
}
