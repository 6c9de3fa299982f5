namespace MpiPool.Mpi.PoolProgram;

/// <summary>Results, by every way to ask for them.</summary>
internal static class WorkScenario
{
    public static async Task<int> Run(string[] args)
    {
        int pendingAtEnd = 0;
        List<Task<double>> left = [];
        int exitCode = await WorkerPool.RunAsync(args, async pool =>
        {
            await Submit(pool);
            Map(pool);
            Apply(pool);
            await Many(pool);
            await Later(pool);
            await OnOtherThreads(pool);
            await FromManyThreads(pool);
            // The body returns with these on their way: all of them complete.
            left.AddRange(Enumerable.Range(0, 500).Select(i => pool.Submit(Kernels.Tasks.Square(i))));
            pendingAtEnd = left.Count(static future => !future.IsCompleted);
        });
        if (WorkerPool.World.Rank == 0)
        {
            Expect.True(left.All(static future => future.IsCompletedSuccessfully), "what was pending at the end has completed");
            Console.WriteLine($"work done, {pendingAtEnd} pending at the end");
        }
        return exitCode;
    }

    private static async Task Submit(WorkerPool pool)
    {
        Task<Sighting>[] futures = [.. Enumerable.Range(0, 100).Select(i => pool.Submit(Kernels.Tasks.Where(i)))];
        for (int i = 0; i < futures.Length; i++)
        {
            Sighting sighting = await futures[i].WaitAsync(Expect.Limit);
            Expect.Equal(i, sighting.Item, "the item of a future");
            Expect.True(sighting.Rank >= 1 && sighting.Rank < pool.Size, "a worker ran it");
        }
        Expect.Equal(2.25, await pool.Submit(Kernels.Tasks.Square(1.5)), "one call");
    }

    private static void Map(WorkerPool pool)
    {
        double[] squares = [.. pool.Map(Kernels.Tasks.Handles.Square, Enumerable.Range(0, 1000).Select(static i => (double)i))];
        Expect.True(squares.SequenceEqual(Enumerable.Range(0, 1000).Select(static i => (double)i * i)), "a map keeps the order");
        Expect.Equal(285.0, pool.Map(i => Kernels.Tasks.Square(i), Endless()).Take(10).Sum(), "the head of an endless map");
    }

    private static void Apply(WorkerPool pool)
    {
        for (int i = 0; i < 100; i++)
            Expect.Equal((double)i * i, pool.Apply(Kernels.Tasks.Square(i)), "apply");
    }

    private static async Task Many(WorkerPool pool)
    {
        Task<double>[] futures = [.. Enumerable.Range(0, 10_000).Select(i => pool.Submit(Kernels.Tasks.Square(i)))];
        double[] squares = await Task.WhenAll(futures).WaitAsync(Expect.Limit);
        Expect.True(squares.Select(static (square, i) => square == (double)i * i).All(static right => right), "10,000 submissions");
    }

    private static async Task Later(WorkerPool pool)
    {
        string[] texts = await Task.WhenAll(Enumerable.Range(0, 200).Select(i => pool.Submit(Kernels.Tasks.Later($"{i}")))).WaitAsync(Expect.Limit);
        Expect.Equal("199 later", texts[199], "an async task");
    }

    // What awaits a call never runs on the thread that initialized MPI, on which the next message would wait for it.
    private static async Task OnOtherThreads(WorkerPool pool)
    {
        for (int i = 0; i < 100; i++)
        {
            await pool.Submit(Kernels.Tasks.Square(i)).ConfigureAwait(false);
            Expect.True(Thread.CurrentThread.Name is not { } name || !name.StartsWith("mpipool-mpi", StringComparison.Ordinal), "a continuation on the thread of MPI");
        }
    }

    /// <summary>Blocking and asynchronous callers at once: the progress role passes from one to another.</summary>
    private static async Task FromManyThreads(WorkerPool pool)
    {
        Task<double>[] sums =
        [
            .. Enumerable.Range(0, 2).Select(t => Task.Run(() => Enumerable.Range(0, 300).Sum(i => pool.Apply(Kernels.Tasks.Square(i))))),
            .. Enumerable.Range(0, 2).Select(t => Task.Run(() => pool.Map(i => Kernels.Tasks.Square(i), Enumerable.Range(0, 300)).Sum())),
            .. Enumerable.Range(0, 2).Select(t => Task.Run(async () =>
            {
                double sum = 0;
                for (int i = 0; i < 300; i++)
                    sum += await pool.Submit(Kernels.Tasks.Square(i));
                return sum;
            })),
        ];
        foreach (double sum in await Task.WhenAll(sums).WaitAsync(Expect.Limit))
            Expect.Equal(8955050.0, sum, "the sum of one thread's squares");
    }

    private static IEnumerable<int> Endless()
    {
        for (int i = 0; ; i++)
            yield return i;
    }
}
