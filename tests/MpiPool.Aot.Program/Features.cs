namespace MpiPool.Aot.Program;

/// <summary>Every way to run tasks, and every text that the library makes for people, each checked for what it gives.</summary>
/// <param name="pool">Runs the tasks.</param>
/// <param name="echoes">Counts what is wrong.</param>
/// <param name="hasNames">The program knows the names of types: without them, .NET finds no generic method of an interface, which is what a logger has.</param>
internal sealed class Features(WorkerPool pool, Echoes echoes, bool hasNames)
{
    /// <summary>Runs and checks them all.</summary>
    public async Task RunAsync()
    {
        await RunCallsAsync();
        await RunMapsAsync();
        await RunManyAsync();
        await PrintAsync();
    }

    private async Task RunCallsAsync()
    {
        await echoes.CheckAsync("Submit", async () => await pool.Submit(FeatureTasks.Tasks.Scale(3)) == 6);
        await echoes.CheckAsync("SubmitOutcome", async () => await pool.SubmitOutcome(FeatureTasks.Tasks.Half(4)) is { IsSuccess: true, Value: 2 });
        await echoes.CheckAsync("SubmitInto", async () =>
        {
            int[] rows = new int[2];
            await pool.SubmitInto(FeatureTasks.Tasks.Row(4), rows);
            return rows is [4, 8];
        });
        await echoes.CheckAsync("Stream", async () =>
        {
            string all = "";
            await foreach (string word in pool.Stream(FeatureTasks.Tasks.Words(3)))
                all += word;
            return all == "word 0word 1word 2";
        });
        await echoes.CheckAsync("ReportTo", async () =>
        {
            var reports = new Reports(count: 3);
            int count = await pool.Submit(FeatureTasks.Tasks.Reported(3).ReportTo(reports));
            // The last ones may come after the result.
            return count == 3 && await reports.Sum.WaitAsync(TimeSpan.FromMinutes(1)) == 3;
        });
        await echoes.CheckAsync("Share", async () =>
        {
            using Shared<Dictionary<string, int>> table = pool.Share(new Dictionary<string, int> { ["a"] = 5 });
            return await pool.Submit(FeatureTasks.Tasks.Shared(table, "a")) == 5;
        });
        await echoes.CheckAsync("CallOptions", async () =>
            await pool.Submit(FeatureTasks.Tasks.Scale(3), new CallOptions { Label = "third", Priority = 1, Timeout = TimeSpan.FromMinutes(2) }) == 6);
    }

    private async Task RunMapsAsync()
    {
        int[] items = [2, 4, 6, 8];
        await echoes.CheckAsync("Map", () => Task.FromResult(Sum(pool.Map(FeatureTasks.Tasks.Handles.Half, items)) == 10));
        await echoes.CheckAsync("Map of a factory", () => Task.FromResult(Sum(pool.Map(FeatureTasks.Tasks.Half, items)) == 10));
        await echoes.CheckAsync("Map of a lambda", () => Task.FromResult(Sum(pool.Map(x => FeatureTasks.Tasks.Half(x + 2), items)) == 14));
        await echoes.CheckAsync("Map of tuples", () => Task.FromResult(pool.Map(FeatureTasks.Tasks.Handles.Scale, [(1, 2.0), (2, 3.0)]).ToArray() is [2, 6]));
        await echoes.CheckAsync("Map of two sequences", () => Task.FromResult(pool.Map(FeatureTasks.Tasks.Handles.Scale, items, [1.0, 2]).ToArray() is [2, 8]));
        await echoes.CheckAsync("MapUnordered", () => Task.FromResult(Sum(pool.MapUnordered(FeatureTasks.Tasks.Handles.Half, items)) == 10));
        await echoes.CheckAsync("MapAsync", async () =>
        {
            int sum = 0;
            await foreach (int half in pool.MapAsync(FeatureTasks.Tasks.Handles.Half, items))
                sum += half;
            return sum == 10;
        });
        await echoes.CheckAsync("MapOutcomes", () =>
        {
            string text = "";
            foreach (MapOutcome<int, int> outcome in pool.MapOutcomes(FeatureTasks.Tasks.Handles.Half, [2, 3]))
                text += $"{outcome.Index}:{(outcome.IsSuccess ? "right" : outcome.Error!.Message)} ";
            return Task.FromResult(text.StartsWith("0:right 1:", StringComparison.Ordinal) && text.Contains("3 is odd", StringComparison.Ordinal));
        });
        await echoes.CheckAsync("MapInto", () =>
        {
            int[] halves = new int[4], rows = new int[8];
            pool.MapInto(FeatureTasks.Tasks.Handles.Half, items, halves);
            pool.MapInto(FeatureTasks.Tasks.Handles.Row, items, rows);
            return Task.FromResult(halves is [1, 2, 3, 4] && rows is [2, 4, 4, 8, 6, 12, 8, 16]);
        });
        await echoes.CheckAsync("ForEach", () =>
        {
            pool.ForEach(FeatureTasks.Tasks.Handles.Check, items);
            return Task.FromResult(true);
        });
        foreach (ReduceOrder order in new[] { ReduceOrder.Any, ReduceOrder.Fixed })
        {
            await echoes.CheckAsync($"MapReduce {(int)order}", () =>
                Task.FromResult(pool.MapReduce(FeatureTasks.Tasks.Handles.Scale, [(1, 2.0), (2, 3.0), (3, 1.0)], CountAndSum.Reducer, order) is (3, 11)));
        }
    }

    private async Task RunManyAsync()
    {
        await echoes.CheckAsync("SubmitBatch", async () =>
        {
            Batch<int> batch = pool.SubmitBatch([FeatureTasks.Tasks.Half(2), FeatureTasks.Tasks.Half(4)]);
            int sum = 0;
            await foreach (Task<int> done in batch.CompletedAsync())
                sum += await done;
            return sum == 3 && batch.Results() is [1, 2] && batch.IsFinished;
        });
        await echoes.CheckAsync("Post", async () =>
        {
            pool.Post(FeatureTasks.Tasks.Check(2));
            return await pool.Submit(FeatureTasks.Tasks.Half(2)) == 1;
        });
        await echoes.CheckAsync("RunOnEveryWorker", async () => (await pool.RunOnEveryWorker(FeatureTasks.Tasks.Rank())).Length == pool.WorkerCount);
        await echoes.CheckAsync("RunGroup", async () => await pool.RunGroup(FeatureTasks.Tasks.SumOfRanks(), 1) is [0]);
    }

    private async Task PrintAsync()
    {
        await echoes.CheckAsync("a failed task, printed", async () =>
        {
            RemoteTaskException error = await FailureAsync();
            string text = error.ToString();
            return text.Contains("FeatureTasks.Half", StringComparison.Ordinal) && text.Contains("5 is odd", StringComparison.Ordinal) && text.Contains(error.RemoteStackTrace, StringComparison.Ordinal);
        });
        await echoes.CheckAsync("an outcome with an error, printed", async () =>
        {
            TaskOutcome<int> outcome = await pool.SubmitOutcome(FeatureTasks.Tasks.Half(5));
            return !outcome.IsSuccess && outcome.Error!.ToString().Contains("5 is odd", StringComparison.Ordinal) && outcome.ToString()!.Length > 0;
        });
        await echoes.CheckAsync("a map whose input fails, printed", () =>
        {
            try
            {
                Sum(pool.Map(FeatureTasks.Tasks.Handles.Half, Broken()));
                return Task.FromResult(false);
            }
            catch (MapInputException error)
            {
                return Task.FromResult(error.ToString().Contains("no second item", StringComparison.Ordinal));
            }
        });
        await echoes.CheckAsync("settings that are none, printed", () =>
        {
            try
            {
                pool.MapReduce(FeatureTasks.Tasks.Handles.Scale, [(1, 2.0)], CountAndSum.Reducer, (ReduceOrder)7);
                return Task.FromResult(false);
            }
            catch (ArgumentOutOfRangeException error)
            {
                return Task.FromResult(error.Message.Contains("Any or Fixed", StringComparison.Ordinal));
            }
        });
        await echoes.CheckAsync("the status, printed", () => Task.FromResult(pool.Status.ToString().Contains(" completed, ", StringComparison.Ordinal)));
        await echoes.CheckAsync("a pool that does not open, printed", () =>
        {
            try
            {
                WorkerPool.OpenInProcess(1, new PoolOptions { Initializer = FeatureTasks.Tasks.Check(7) }).Dispose();
                return Task.FromResult(false);
            }
            catch (PoolBrokenException error)
            {
                return Task.FromResult(error.ToString().Contains("7 is odd", StringComparison.Ordinal));
            }
        });
        await echoes.CheckAsync("a call and a handle, printed", () =>
            Task.FromResult(FeatureTasks.Tasks.Half(2).ToString()!.Contains("Half", StringComparison.Ordinal) && FeatureTasks.Tasks.Handles.Half.ToString()!.Contains("Half", StringComparison.Ordinal)));
        await echoes.CheckAsync("a shared value, printed", () =>
        {
            using Shared<Dictionary<string, int>> shared = pool.Share(new Dictionary<string, int>());
            return Task.FromResult(shared.ToString()!.Contains("version", StringComparison.Ordinal));
        });
        await echoes.CheckAsync("a log", () =>
        {
            using var log = new CountingLog();
            try
            {
                WorkerPool.OpenInProcess(1, new PoolOptions { LoggerFactory = log }).Dispose();
                return Task.FromResult(hasNames && log.Lines > 0);
            }
            catch (NotSupportedException)
            {
                return Task.FromResult(!hasNames);
            }
        });
    }

    private async Task<RemoteTaskException> FailureAsync()
    {
        try
        {
            await pool.Submit(FeatureTasks.Tasks.Half(5));
        }
        catch (RemoteTaskException error)
        {
            return error;
        }
        throw new InvalidOperationException("The task did not fail.");
    }

    private static IEnumerable<int> Broken()
    {
        yield return 2;
        throw new OddException("no second item", new FormatException("inner"));
    }

    private static int Sum(IEnumerable<int> values)
    {
        int sum = 0;
        foreach (int value in values)
            sum += value;
        return sum;
    }

    private sealed class Reports(int count) : IProgress<(int, string)>
    {
        private readonly TaskCompletionSource<int> _sum = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private int _received;
        private int _total;

        /// <summary>Of all reports, when they are there.</summary>
        public Task<int> Sum => _sum.Task;

        // One at a time.
        public void Report((int, string) value)
        {
            _total += value.Item1;
            if (++_received == count)
                _sum.SetResult(_total);
        }
    }
}
