namespace MpiPool.Mpi.PoolProgram;

/// <summary>What is run on every worker around a pool, task groups, and ends without waiting.</summary>
internal static class HookScenarios
{
    /// <summary>Initializer and finalizer of a pool.</summary>
    public static async Task<int> Hooks(string[] args)
    {
        var options = new PoolOptions { Initializer = Kernels.Tasks.Prepare(5), Finalizer = Kernels.Tasks.Farewell() };
        int code = await WorkerPool.RunAsync(args, options, async pool =>
        {
            int[] prepared = await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => pool.Submit(Kernels.Tasks.Prepared()))).WaitAsync(Expect.Limit);
            Expect.True(prepared.All(static value => value == 5), "every worker was prepared before its first task");
            Console.WriteLine("hooks done");
        });
        return code;
    }

    /// <summary>An initializer that fails on one worker.</summary>
    public static Task<int> InitializerFails(string[] args) =>
        WorkerPool.RunAsync(args, new PoolOptions { Initializer = Kernels.Tasks.Prepare(-1) }, static _ =>
        {
            Console.WriteLine("the body runs");
            return Task.CompletedTask;
        });

    /// <summary>A finalizer that fails on every worker.</summary>
    public static Task<int> FinalizerFails(string[] args) =>
        WorkerPool.RunAsync(args, new PoolOptions { Finalizer = Kernels.Tasks.Prepare(-1) }, static async pool =>
        {
            Expect.Equal(9.0, await pool.Submit(Kernels.Tasks.Square(3)).WaitAsync(Expect.Limit), "a task before the end");
            Console.WriteLine("the body ends");
        });

    /// <summary>Tasks that several workers run together.</summary>
    public static Task<int> Group(string[] args) => WorkerPool.RunAsync(args, async pool =>
    {
        for (int size = 1; size <= pool.WorkerCount; size++)
        {
            double[] sums = await pool.RunGroup(Kernels.Tasks.SumOfRanks(1_000), size).WaitAsync(Expect.Limit);
            Expect.True(sums.Length == size && sums.All(sum => sum == size * (size - 1) / 2.0), $"a group of {size}");
        }
        Task<double[]>[] groups = [.. Enumerable.Range(0, 20).Select(i => pool.RunGroup(Kernels.Tasks.SumOfRanks(10), 1 + i % pool.WorkerCount))];
        await Task.WhenAll(groups).WaitAsync(Expect.Limit);
        if (pool.WorkerCount > 1)
            await Expect.Fails<RemoteTaskException>(pool.RunGroup(Kernels.Tasks.LastThrows(), pool.WorkerCount), "a group of which one member throws");
        Expect.Equal(9.0, await pool.Submit(Kernels.Tasks.Square(3)).WaitAsync(Expect.Limit), "a task after groups");
        Console.WriteLine("groups done");
    });

    /// <summary>Workers end with the pool.</summary>
    public static async Task<int> NoRejoin(string[] args)
    {
        int code = await WorkerPool.RunAsync(args, new PoolOptions { Rejoin = false }, static async pool =>
        {
            await pool.Submit(Kernels.Tasks.Square(3));
            pool.ExitCode = 4;
        });
        Console.WriteLine($"rank {WorkerPool.World.Rank} goes on");
        return code;
    }

    /// <summary>Main shuts the pool down without waiting and returns; what was submitted is run.</summary>
    public static int NoWait()
    {
        WorkerPool pool = WorkerPool.Open();
        if (!pool.IsMain)
            return 0;
        for (int i = 0; i < 20; i++)
            pool.Submit(Kernels.Tasks.SquareSlowly(i)).ContinueWith(static square => Console.WriteLine($"square {square.Result}"), TaskContinuationOptions.ExecuteSynchronously);
        pool.Shutdown(wait: false);
        Console.WriteLine("main returns");
        return 0;
    }
}
