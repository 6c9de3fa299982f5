namespace MpiPool.Mpi.PeerProgram;

/// <summary>Maps with a chunk size, a bound, a timeout, and in the order of completion.</summary>
internal static class MapCases
{
    private const int Items = 40;
    private static readonly int[] s_bases = [.. Enumerable.Range(0, Items)];
    private static readonly int[] s_exponents = [.. s_bases.Select(static x => x % 7)];
    private static readonly (int, int)[] s_pairs = [.. s_bases.Zip(s_exponents)];
    private static readonly long[] s_powers = [.. s_pairs.Select(static pair => (long)Math.Pow(pair.Item1, pair.Item2))];

    public static void AddTo(Dictionary<string, Func<WorkerPool, Task>> cases)
    {
        cases.Add("ExecutorTest.test_map_timeout", TimesOut);
        cases.Add("ExecutorTest.test_map_timeout_one", EndsInTime);
        cases.Add("ProcessPoolExecutorTest.test_map_chunksize", ByChunks);
        cases.Add("ProcessPoolExecutorTest.test_starmap_chunksize", PairsByChunks);
        cases.Add("ProcessPoolExecutorTest.test_map_buffersize", Bounded);
        cases.Add("ProcessPoolExecutorTest.test_map_unordered", AsCompleted);
        cases.Add("ProcessPoolExecutorTest.test_map_unordered_timeout", AsCompletedTimesOut);
        cases.Add("ProcessPoolExecutorTest.test_map_unordered_timeout_one", AsCompletedInTime);
        cases.Add("ProcessPoolExecutorTest.test_map_unordered_exception", AsCompletedFails);
        cases.Add("ProcessPoolExecutorTest.test_map_unordered_chunksize", AsCompletedByChunks);
        cases.Add("mpipool.multiprocessing.test_map_async", Asynchronously);
    }

    private static Task TimesOut(WorkerPool pool)
    {
        List<bool> results = [];
        Expect.Throws<TimeoutException>(
            () =>
            {
                // One at a time, so that the held one keeps none of the others back; they have come long before the time is over.
                foreach (bool result in pool.Map(Gate.Tasks.Handles.Visit, [null, null, "map-timeout"], new MapOptions { ChunkSize = 1, Timeout = TimeSpan.FromSeconds(2) }))
                    results.Add(result);
            },
            "a map with an item that is held");
        Expect.Equal(2, results.Count, "the results before it");
        Gate.Mark("map-timeout", "open");
        return Task.CompletedTask;
    }

    private static Task EndsInTime(WorkerPool pool)
    {
        int count = pool.Map(Gate.Tasks.Handles.Visit, [null, null, null], new MapOptions { Timeout = Expect.Limit }).Count();
        Expect.Equal(3, count, "all results");
        return Task.CompletedTask;
    }

    private static Task ByChunks(WorkerPool pool)
    {
        foreach (int size in (int[])[6, 50, 40])
        {
            Expect.True(pool.Map(PeerTasks.Tasks.Handles.Power, s_bases, s_exponents, new MapOptions { ChunkSize = size }).SequenceEqual(s_powers), $"a map by chunks of {size}");
            Expect.True(pool.Map(x => PeerTasks.Tasks.Power(x, x % 7), s_bases, new MapOptions { ChunkSize = size }).SequenceEqual(s_powers), $"a map of a lambda by chunks of {size}");
        }
        RefuseChunks();
        return Task.CompletedTask;
    }

    private static Task PairsByChunks(WorkerPool pool)
    {
        foreach (int size in (int[])[6, 50, 40])
        {
            var options = new MapOptions { ChunkSize = size };
            Expect.True(pool.Map(PeerTasks.Tasks.Handles.Power, s_pairs, options).SequenceEqual(s_powers), $"an array of pairs by chunks of {size}");
            Expect.True(pool.Map(PeerTasks.Tasks.Handles.Power, s_pairs.Select(static pair => pair), options).SequenceEqual(s_powers), $"pairs as they are made, by chunks of {size}");
        }
        RefuseChunks();
        return Task.CompletedTask;
    }

    private static Task Bounded(WorkerPool pool)
    {
        foreach (int window in (int[])[1, 2, 39, 40, 41])
        {
            foreach (int size in (int[])[1, 2, 39, 40, 41])
            {
                int read = 0, ahead = 0, consumed = 0;
                IEnumerable<int> input = s_bases.Select(x => { read++; return x; });
                foreach (int result in pool.Map(PeerTasks.Tasks.Handles.Double, input, new MapOptions { ChunkSize = size, Window = window }))
                {
                    Expect.Equal(2 * consumed, result, $"item {consumed} in a window of {window} by chunks of {size}");
                    ahead = Math.Max(ahead, read - consumed);
                    consumed++;
                }
                Expect.Equal(Items, consumed, "all results");
                Expect.True(ahead <= window, $"{ahead} items are read ahead in a window of {window} by chunks of {size}");
            }
        }
        foreach (int window in (int[])[0, -1])
            Expect.Throws<ArgumentOutOfRangeException>(() => new MapOptions().Window = window, $"a window of {window}");
        return Task.CompletedTask;
    }

    private static Task AsCompleted(WorkerPool pool)
    {
        Expect.True(pool.MapUnordered(PeerTasks.Tasks.Handles.Power, s_pairs).Order().SequenceEqual(s_powers.Order()), "all results in some order");
        return Task.CompletedTask;
    }

    private static Task AsCompletedTimesOut(WorkerPool pool)
    {
        // With one worker the held one comes last; with more, the others do not wait for it.
        string?[] names = pool.WorkerCount == 1 ? [null, null, "unordered-timeout"] : ["unordered-timeout", null, null];
        int results = 0;
        Expect.Throws<TimeoutException>(
            () =>
            {
                foreach (bool _ in pool.MapUnordered(Gate.Tasks.Handles.Visit, names, new MapOptions { ChunkSize = 1, Timeout = TimeSpan.FromSeconds(2) }))
                    results++;
            },
            "a map with an item that is held");
        Expect.Equal(2, results, "all others came");
        Gate.Mark("unordered-timeout", "open");
        return Task.CompletedTask;
    }

    private static Task AsCompletedInTime(WorkerPool pool)
    {
        Expect.Equal(3, pool.MapUnordered(Gate.Tasks.Handles.Visit, [null, null, null], new MapOptions { Timeout = Expect.Limit }).Count(), "all results");
        return Task.CompletedTask;
    }

    private static Task AsCompletedFails(WorkerPool pool)
    {
        var error = Expect.Throws<RemoteTaskException>(
            () =>
            {
                foreach (int quotient in pool.MapUnordered(Kernels.Tasks.Handles.Divide, [(1, 2), (1, 3), (1, 0), (1, 5)]))
                    Expect.Equal(0, quotient, "a result that comes before the error");
            },
            "a map with an error");
        Expect.True(error.InnerException is DivideByZeroException, "it divides by zero");
        return Task.CompletedTask;
    }

    private static Task AsCompletedByChunks(WorkerPool pool)
    {
        foreach (int size in (int[])[6, 50, 40])
            Expect.True(pool.MapUnordered(PeerTasks.Tasks.Handles.Power, s_pairs, new MapOptions { ChunkSize = size }).Order().SequenceEqual(s_powers.Order()), $"by chunks of {size}");
        RefuseChunks();
        return Task.CompletedTask;
    }

    private static async Task Asynchronously(WorkerPool pool)
    {
        List<int> results = [];
        await foreach (int result in pool.MapAsync(PeerTasks.Tasks.Handles.Double, Enumerable.Range(0, 55)))
            results.Add(result);
        Expect.True(results.SequenceEqual(Enumerable.Range(0, 55).Select(static x => 2 * x)), "the results in order");
    }

    private static void RefuseChunks()
    {
        foreach (int size in (int[])[0, -1])
            Expect.Throws<ArgumentOutOfRangeException>(() => new MapOptions().ChunkSize = size, $"a chunk of {size}");
    }
}
