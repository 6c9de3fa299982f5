namespace MpiPool.Mpi.PoolProgram;

/// <summary>Options of calls, outcomes, batches, posts, calls on every worker, what the pool tells of itself, and a bound on calls.</summary>
internal static class OptionScenario
{
    private const int Bound = 8;

    public static async Task<int> Run(string[] args)
    {
        int code = await WorkerPool.RunAsync(args, RunAsync);
        return code != 0 ? code : await WorkerPool.RunAsync(args, new PoolOptions { MaximumPending = Bound }, async pool =>
        {
            await Bounded(pool);
            Console.WriteLine("options done");
        });
    }

    private static async Task RunAsync(WorkerPool pool)
    {
        await Outcomes(pool);
        await Labels(pool);
        await Targets(pool);
        await Priorities(pool);
        await Timeouts(pool);
        await Retries(pool);
        await Batches(pool);
        await Posts(pool);
        Expect.True(pool.Status.ToString().Contains($"rank {pool.Size - 1} ", StringComparison.Ordinal), "the status names every worker");
    }

    private static async Task Outcomes(WorkerPool pool)
    {
        TaskOutcome<Sighting> outcome = await pool.SubmitOutcome(Kernels.Tasks.Where(1)).WaitAsync(Expect.Limit);
        Expect.Equal(outcome.Value.Rank, outcome.Rank, "the rank of an outcome");
        Expect.Equal(pool.HostName, outcome.HostName, "the host of an outcome");
        Expect.True(outcome.Duration > TimeSpan.Zero && outcome.Queued > TimeSpan.Zero, "the times of an outcome");
        TaskOutcome<int> failed = await pool.SubmitOutcome(Kernels.Tasks.Divide(1, 0)).WaitAsync(Expect.Limit);
        Expect.True(failed is { IsSuccess: false, Error: RemoteTaskException { InnerException: DivideByZeroException } }, "the error of an outcome");
    }

    private static async Task Labels(WorkerPool pool)
    {
        string? label = await pool.Submit(Kernels.Tasks.LabelAndAttempt(), new CallOptions { Label = "Ångström" }).WaitAsync(Expect.Limit);
        Expect.Equal("Ångström 1", label, "the label as the task sees it");
        var error = await Expect.Fails<RemoteTaskException>(pool.Submit(Kernels.Tasks.Fail(3), new CallOptions { Label = "third" }), "a labelled call fails");
        Expect.True(error.Message.Contains("(\"third\")", StringComparison.Ordinal), "the error names the label");
    }

    private static async Task Targets(WorkerPool pool)
    {
        for (int rank = 1; rank < pool.Size; rank++)
        {
            Sighting[] sightings = await Task.WhenAll(Enumerable.Range(0, 30).Select(i => pool.Submit(Kernels.Tasks.Where(i), new CallOptions { TargetRank = rank }))).WaitAsync(Expect.Limit);
            Expect.True(sightings.All(s => s.Rank == rank), $"calls for rank {rank} run there");
        }
        Expect.Throws<ArgumentOutOfRangeException>(() => pool.Submit(Kernels.Tasks.Square(1), new CallOptions { TargetRank = pool.Size }), "a target that is no rank");
        Sighting[] everywhere = await pool.RunOnEveryWorker(Kernels.Tasks.Where(7)).WaitAsync(Expect.Limit);
        Expect.True(everywhere.Select(static s => s.Rank).SequenceEqual(Enumerable.Range(1, pool.Size - 1)), "one run a worker, by rank");
    }

    private static async Task Priorities(WorkerPool pool)
    {
        // All workers are held, so that the rest waits on the main rank.
        Task<int>[] held = [.. Enumerable.Range(1, pool.Size - 1).Select(rank => pool.Submit(Gate.Tasks.Pass($"priority{rank}"), new CallOptions { TargetRank = rank }))];
        for (int rank = 1; rank < pool.Size; rank++)
            await Task.Run(() => Gate.Wait($"priority{rank}", "begun"));
        var low = new CallOptions { Priority = -1 };
        var high = new CallOptions { Priority = 3 };
        Task<int> last = pool.Submit(Kernels.Tasks.Count(), low);
        Task<int>[] middle = [.. Enumerable.Range(0, 20).Select(_ => pool.Submit(Kernels.Tasks.Count()))];
        Task<int> first = pool.Submit(Kernels.Tasks.Count(), high);
        // One worker takes all of them, in the order of their priorities, and of their submission within one.
        Gate.Mark("priority1", "open");
        int[] order = await Task.WhenAll([first, .. middle, last]).WaitAsync(Expect.Limit);
        Expect.True(order.SequenceEqual(order.Order()), $"the order of priorities: {string.Join(' ', order)}");
        for (int rank = 2; rank < pool.Size; rank++)
            Gate.Mark($"priority{rank}", "open");
        await Task.WhenAll(held).WaitAsync(Expect.Limit);
    }

    private static async Task Timeouts(WorkerPool pool)
    {
        // Long enough that the task has begun on a busy machine, too: a call that has not leaves its worker free.
        var options = new CallOptions { Timeout = TimeSpan.FromSeconds(2), TargetRank = 1 };
        await Expect.Fails<TimeoutException>(pool.Submit(Gate.Tasks.UntilCancelled("timed"), options), "a task that watches its token");
        await Task.Run(static () => Gate.Wait("timed", "cancelled"));
        await Expect.Fails<TimeoutException>(pool.Submit(Gate.Tasks.Pass("ignores"), options), "a task that ignores its token");
        Task<Sighting> behind = pool.Submit(Kernels.Tasks.Where(1), new CallOptions { TargetRank = 1 });
        if (pool.WorkerCount > 1)
            Expect.True((await pool.Submit(Kernels.Tasks.Where(1)).WaitAsync(Expect.Limit)).Rank != 1, "other workers go on");
        Expect.True(!behind.IsCompleted, "the worker is busy until the task returns");
        Gate.Mark("ignores", "open");
        Expect.Equal(1, (await behind.WaitAsync(Expect.Limit)).Rank, "then it goes on");
    }

    private static async Task Retries(WorkerPool pool)
    {
        var options = new CallOptions { Retries = 3, RetryDelay = TimeSpan.FromMilliseconds(5) };
        TaskOutcome<int> outcome = await pool.SubmitOutcome(Kernels.Tasks.SucceedAt(3), options).WaitAsync(Expect.Limit);
        Expect.Equal((3, 3), (outcome.Value, outcome.Attempts), "the attempt that succeeded");
        await Expect.Fails<RemoteTaskException>(pool.Submit(Kernels.Tasks.SucceedAt(9), options), "all attempts fail");
        Expect.Throws<ArgumentException>(() => pool.Submit(Kernels.Tasks.Fail(1), options), "retries of a task that is not idempotent");
    }

    private static async Task Batches(WorkerPool pool)
    {
        Batch<double> batch = pool.SubmitBatch(Enumerable.Range(0, 200).Select(static i => Kernels.Tasks.Square(i)));
        Expect.True(batch is { IsSubmitted: true, Count: 200 } && batch.Futures.Count == 200, "a batch is submitted as a whole");
        Expect.True(batch.WaitFirst(Expect.Limit) && batch.FinishedCount > 0, "the first of a batch");
        Expect.Equal(200, batch.Completed().Count(), "all futures of a batch end");
        Expect.True(batch.WaitAll(Expect.Limit), "all of a batch");
        Expect.True(batch.Ordered().SequenceEqual(Enumerable.Range(0, 200).Select(static i => (double)i * i)), "a batch in the order of its calls");
        Expect.Equal(199.0 * 199, batch.Results()[199], "the last result of a batch");
        Expect.True(batch.IsFinished && (await batch.ResultsAsync()).Length == batch.Count, "a batch ends");
    }

    // The submitter waits where as many are under way as may be: however fast it is, no more have been taken.
    private static async Task Bounded(WorkerPool pool)
    {
        Task<int>[] held = [.. Enumerable.Range(1, pool.WorkerCount).Select(i => pool.Submit(Gate.Tasks.Pass($"bounded{i}")))];
        for (int i = 1; i <= held.Length; i++)
        {
            string name = $"bounded{i}";
            await Task.Run(() => Gate.Wait(name, "begun"));
        }
        int taken = 0, most = 0;
        Task<double[]> submitting = Task.Run(() =>
        {
            var futures = new Task<double>[100];
            for (int i = 0; i < futures.Length; i++)
            {
                futures[i] = pool.Submit(Kernels.Tasks.Square(i));
                PoolStatus status = pool.Status;
                most = Math.Max(most, status.Queued + status.Running);
                Volatile.Write(ref taken, i + 1);
            }
            return Task.WhenAll(futures);
        });
        // Only then is a worker free: whoever does not wait has far more under way by now.
        Expect.True(await Task.Run(() => SpinWait.SpinUntil(() => Volatile.Read(ref taken) >= Bound - held.Length, Expect.Limit)), "calls are taken up to the bound");
        for (int i = 1; i <= held.Length; i++)
            Gate.Mark($"bounded{i}", "open");
        Expect.Equal(99.0 * 99, (await submitting.WaitAsync(Expect.Limit))[99], "the last call's result");
        Expect.True(most <= Bound, $"no more than {Bound} calls wait or run at once, after whichever submission: {most}");
        await Task.WhenAll(held).WaitAsync(Expect.Limit);
    }

    private static async Task Posts(WorkerPool pool)
    {
        var failed = new TaskCompletionSource<Exception>(TaskCreationOptions.RunContinuationsAsynchronously);
        pool.TaskFailed += (_, args) => failed.TrySetResult(args.Error);
        for (int i = 0; i < 100; i++)
            pool.Post(Kernels.Tasks.Ignore(i));
        pool.Post(Kernels.Tasks.Ignore(-1));
        Exception error = await failed.Task.WaitAsync(Expect.Limit);
        Expect.True(error is RemoteTaskException { RemoteMessage: "cannot ignore -1" }, "the failure of a post");
    }
}
