namespace MpiPool.Mpi.PoolProgram;

/// <summary>Bodies that fail, that leave work behind, that forget the pool; and tasks that do what only the main rank may do.</summary>
internal static class BodyEndScenarios
{
    private const int Pending = 200;

    /// <summary>The body fails while tasks run.</summary>
    public static Task<int> Throws(string[] args) => WorkerPool.RunAsync(args, async pool =>
    {
        await HoldOneWorker(pool);
        Gate.MarkCause();
        throw new InvalidDataException("the body has no data");
    });

    /// <summary>The body returns while tasks run and others wait: all of them complete.</summary>
    public static async Task<int> ReturnsWithPending(string[] args)
    {
        Task<double>[] left = [];
        int code = await WorkerPool.RunAsync(args, async pool =>
        {
            Task<int>[] held = [.. Enumerable.Range(0, pool.WorkerCount).Select(i => pool.Submit(Gate.Tasks.Pass($"held{i}")))];
            for (int i = 0; i < held.Length; i++)
                await WaitFor($"held{i}");
            left = [.. Enumerable.Range(0, Pending).Select(i => pool.Submit(Kernels.Tasks.Square(i)))];
            Expect.True(left.All(static future => !future.IsCompleted), "all workers are held, so that nothing has completed");
            Gate.MarkCause();
            // Nobody but the shutdown waits for these.
            for (int i = 0; i < held.Length; i++)
                Gate.Mark($"held{i}", "open");
        });
        if (WorkerPool.World.Rank == 0)
            Console.WriteLine($"{left.Count(static future => future.IsCompletedSuccessfully)} of {Pending} completed");
        return code;
    }

    /// <summary>The body returns while a task runs that never ends; the pool's time limit for that ends the job.</summary>
    public static Task<int> TaskNeverEnds(string[] args) =>
        WorkerPool.RunAsync(args, new PoolOptions { ShutdownTimeout = TimeSpan.FromMilliseconds(500) }, async pool =>
        {
            await HoldOneWorker(pool);
            Gate.MarkCause();
        });

    /// <summary>Main returns and forgets the pool, with a task on its way.</summary>
    public static int LeftOpen()
    {
        WorkerPool pool = WorkerPool.Open();
        if (!pool.IsMain)
            return 0;
        _ = pool.Submit(Gate.Tasks.Pass("held"));
        Gate.Wait("held", "begun");
        Gate.MarkCause();
        return 0;
    }

    /// <summary>Tasks that use what belongs to the main rank: each fails alone, and the pool goes on.</summary>
    public static Task<int> PoolInTask(string[] args) => WorkerPool.RunAsync(args, async pool =>
    {
        foreach (string what in (string[])["barrier", "open", "run", "shutdown"])
        {
            var error = await Expect.Fails<RemoteTaskException>(pool.Submit(BodyEndScenarios.Tasks.UsePool(what)), $"{what} in a task");
            Expect.Equal("System.InvalidOperationException", error.RemoteTypeName, $"{what} in a task");
            Console.WriteLine($"{what}: {error.RemoteMessage}");
        }
        Gate.MarkCause();
        Expect.Equal(9.0, await pool.Submit(Kernels.Tasks.Square(3)), "the pool goes on");
    });

    /// <summary>Tasks that take more memory than there is: each fails alone, and the pool goes on.</summary>
    public static Task<int> OutOfMemory(string[] args, string where) => WorkerPool.RunAsync(args, async pool =>
    {
        Gate.MarkCause();
        if (where == "body")
            TakeAllMemory();
        for (int i = 0; i < 2 * pool.WorkerCount; i++)
        {
            var error = await Expect.Fails<RemoteTaskException>(pool.Submit(BodyEndScenarios.Tasks.TakeAllMemory()), "a task without memory");
            Expect.True(error.InnerException is OutOfMemoryException, $"it is an OutOfMemoryException: {error.RemoteTypeName}");
        }
        Expect.Equal(9.0, await pool.Submit(Kernels.Tasks.Square(3)), "the pool goes on");
        Console.WriteLine("memory was freed");
    });

    [MpiTask]
    public static int UsePool(string what)
    {
        switch (what)
        {
            case "barrier":
                WorkerPool.World.Barrier();
                break;
            case "open":
                WorkerPool.Open();
                break;
            case "shutdown":
                // Over MPI a worker has no pool while it serves; this is how a task would get hold of one.
                using (WorkerPool pool = WorkerPool.Open())
                    pool.Shutdown();
                break;
            default:
                return WorkerPool.RunAsync([], static _ => Task.CompletedTask).GetAwaiter().GetResult();
        }
        return 0;
    }

    [MpiTask]
    public static long TakeAllMemory()
    {
        List<byte[]> taken = [];
        while (true)
            taken.Add(new byte[1 << 20]);
    }

    private static async Task HoldOneWorker(WorkerPool pool)
    {
        _ = pool.Submit(Gate.Tasks.Pass("held"));
        await WaitFor("held");
    }

    private static Task WaitFor(string name) => Task.Run(() => Gate.Wait(name, "begun"));
}
