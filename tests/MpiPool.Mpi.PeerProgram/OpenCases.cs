namespace MpiPool.Mpi.PeerProgram;

/// <summary>How pools open. Every rank runs these.</summary>
internal static class OpenCases
{
    public static void AddTo(Dictionary<string, Func<string[], Task>> cases)
    {
        cases.Add("ProcessPoolInitTest.test_init", OpensAndCloses);
        cases.Add("ProcessPoolInitTest.test_init_args", TakesWorkerCount);
        cases.Add("ProcessPoolInitTest.test_init_kwargs", TakesOptions);
        cases.Add("ProcessPoolInitTest.test_init_sys_flags", SameArgumentsEverywhere);
        cases.Add("ProcessPoolInitTest.test_run_name", WorkerRunsTheSameProgram);
        cases.Add("ProcessPoolInitTest.test_max_workers", OneWorker);
        cases.Add("ProcessPoolInitTest.test_max_workers_environ", WorkersByVariable);
        cases.Add("ProcessPoolInitTest.test_max_workers_negative", RefusesNumbers);
        cases.Add("ProcessPoolInitTest.test_get_comm_workers", TaskSeesWorkers);
        cases.Add("ProcessPoolInitTest.test_use_pkl5_kwarg", LargeArraysNeedNoOption);
        cases.Add("ProcessPoolInitTest.test_use_pkl5_environ", RefusesVariables);
        cases.Add("ProcessPoolBootupTest.test_bootup", ReadyWhenOpen);
        cases.Add("ProcessPoolBootupTest.test_bootup_wait", ReadyAsynchronously);
        cases.Add("ProcessPoolBootupTest.test_bootup_nowait", ClosesWithoutWaiting);
        cases.Add("ProcessPoolBootupTest.test_bootup_nowait_wait", OpensBesideOtherWork);
        cases.Add("ProcessPoolBootupTest.test_bootup_shutdown_nowait", LeavesTheEndToTheAwait);
        cases.Add("SharedPoolInitTest.test_initializer_3", OneAfterAnother);
    }

    private static Task OpensAndCloses(string[] args) => WorkerPool.RunAsync(args, static _ => Task.CompletedTask);

    private static Task TakesWorkerCount(string[] args)
    {
        using var pool = WorkerPool.OpenInProcess(1);
        Expect.Equal(1, pool.WorkerCount, "the number of workers");
        return Task.CompletedTask;
    }

    private static async Task TakesOptions(string[] args)
    {
        var options = new PoolOptions { Workers = 2, Seed = 7, MaximumIdleSleep = TimeSpan.FromMilliseconds(2), ShutdownTimeout = TimeSpan.FromMinutes(1) };
        int code = await WorkerPool.RunAsync(args, options, static async pool =>
        {
            for (int i = 0; i < pool.WorkerCount; i++)
                await pool.Submit(PeerTasks.Tasks.Nothing()).WaitAsync(Expect.Limit);
        });
        Expect.Equal(0, code, "the exit code");
    }

    private static Task SameArgumentsEverywhere(string[] args) => OwnPool.RunAsync(args, async pool =>
    {
        foreach (string[] seen in await pool.RunOnEveryWorker(PeerTasks.Tasks.Arguments()).WaitAsync(Expect.Limit))
            Expect.True(seen.SequenceEqual(args), "a worker's arguments are those of the main rank");
    });

    private static Task WorkerRunsTheSameProgram(string[] args) => OwnPool.RunAsync(args, static async pool =>
    {
        foreach ((string name, int rank) in await pool.RunOnEveryWorker(PeerTasks.Tasks.WhoAmI()).WaitAsync(Expect.Limit))
        {
            Expect.Equal(AppDomain.CurrentDomain.FriendlyName, name, "the name that the program runs under");
            Expect.True(rank != pool.Rank, "a worker is not the main rank");
        }
    });

    // A small one within the call, a large one as a message of its own, there and back.
    private static Task LargeArraysNeedNoOption(string[] args) => OwnPool.RunAsync(args, static async pool =>
    {
        foreach (int length in (int[])[0, 1, 1000, 1_000_000])
        {
            double[] result = await pool.Submit(PeerTasks.Tasks.Shift(new double[length], [0.5])).WaitAsync(Expect.Limit);
            Expect.True(result.Length == length && Array.TrueForAll(result, static x => x == 0.5), $"an array of {length}");
        }
    });

    private static Task RefusesVariables(string[] args)
    {
        const string Variable = "MPIPOOL_MAXIMUM_PENDING";
        string? before = Environment.GetEnvironmentVariable(Variable);
        try
        {
            foreach (string text in (string[])["yes", "-1", "2147483648", "1.5", " "])
            {
                Environment.SetEnvironmentVariable(Variable, text);
                var error = Expect.Throws<ArgumentException>(static () => _ = new PoolOptions().MaximumPending, $"the value '{text}'");
                Expect.True(error.Message.Contains(Variable, StringComparison.Ordinal), "the error names the variable");
            }
            Environment.SetEnvironmentVariable(Variable, "7");
            Expect.Equal(7, new PoolOptions().MaximumPending, "the variable's value");
        }
        finally
        {
            Environment.SetEnvironmentVariable(Variable, before);
        }
        return Task.CompletedTask;
    }

    private static Task OneWorker(string[] args)
    {
        using var pool = WorkerPool.OpenInProcess(1);
        Expect.Equal(42, pool.Apply(PeerTasks.Tasks.Double(21)), "one worker's result");
        Expect.Equal((1, 2), (pool.WorkerCount, pool.Size), "the number of workers and of ranks");
        return Task.CompletedTask;
    }

    private static Task WorkersByVariable(string[] args)
    {
        string? before = Environment.GetEnvironmentVariable("MPIPOOL_WORKERS");
        Environment.SetEnvironmentVariable("MPIPOOL_WORKERS", "1");
        try
        {
            Expect.Equal(1, new PoolOptions().Workers, "the variable's value");
            Expect.Equal(3, new PoolOptions { Workers = 3 }.Workers, "the property counts more");
        }
        finally
        {
            Environment.SetEnvironmentVariable("MPIPOOL_WORKERS", before);
        }
        return Task.CompletedTask;
    }

    private static Task RefusesNumbers(string[] args)
    {
        foreach (int number in (int[])[0, -1])
            Expect.Throws<ArgumentOutOfRangeException>(() => WorkerPool.OpenInProcess(number), $"{number} workers");
        var options = new PoolOptions();
        Expect.Throws<ArgumentOutOfRangeException>(() => options.Workers = -1, "-1 as an option");
        return Task.CompletedTask;
    }

    private static Task TaskSeesWorkers(string[] args) => OwnPool.RunAsync(args, static async pool =>
        Expect.Equal(pool.WorkerCount, await pool.Submit(PeerTasks.Tasks.CountWorkers()).WaitAsync(Expect.Limit), "the workers that a task sees"));

    /// <summary>A pool that is open has met all its workers: there is no second step.</summary>
    private static Task ReadyWhenOpen(string[] args)
    {
        using var pool = WorkerPool.Open();
        if (!pool.IsMain)
            return Task.CompletedTask;
        Expect.Equal(42, pool.Apply(PeerTasks.Tasks.Double(21)), "the first call");
        pool.Shutdown();
        Expect.Throws<ObjectDisposedException>(() => pool.Submit(PeerTasks.Tasks.Double(1)), "a call after the end");
        return Task.CompletedTask;
    }

    private static Task ReadyAsynchronously(string[] args) => OwnPool.RunAsync(args, static async pool =>
    {
        Expect.Equal(42, await pool.Submit(PeerTasks.Tasks.Double(21)).WaitAsync(Expect.Limit), "the first call");
        await pool.ShutdownAsync().WaitAsync(Expect.Limit);
        Expect.Throws<ObjectDisposedException>(() => pool.Submit(PeerTasks.Tasks.Double(1)), "a call after the end");
    });

    private static Task ClosesWithoutWaiting(string[] args) => OwnPool.RunAsync(args, static async pool =>
    {
        Task end = pool.ShutdownAsync();
        Expect.Throws<ObjectDisposedException>(() => pool.Submit(PeerTasks.Tasks.Double(1)), "a call after the end has begun");
        await end.WaitAsync(Expect.Limit);
        await pool.ShutdownAsync().WaitAsync(Expect.Limit);
    });

    private static async Task OpensBesideOtherWork(string[] args)
    {
        Task<WorkerPool> opening = Task.Run(static () => WorkerPool.OpenInProcess(2));
        using (var other = WorkerPool.OpenInProcess(1))
            Expect.Equal(42, other.Apply(PeerTasks.Tasks.Double(21)), "other work meanwhile");
        using WorkerPool pool = await opening.WaitAsync(Expect.Limit);
        Expect.Equal(42, await pool.Submit(PeerTasks.Tasks.Double(21)).WaitAsync(Expect.Limit), "the first call, once it was waited for");
    }

    private static Task LeavesTheEndToTheAwait(string[] args) => OwnPool.RunAsync(args, static pool =>
    {
        _ = pool.ShutdownAsync();
        return Task.CompletedTask;
    });

    private static async Task OneAfterAnother(string[] args)
    {
        for (int i = 0; i < 3; i++)
        {
            await OwnPool.RunAsync(args, static async pool =>
                Expect.Equal(42, await pool.Submit(PeerTasks.Tasks.Double(21)).WaitAsync(Expect.Limit), "a call in each pool"));
        }
    }
}
