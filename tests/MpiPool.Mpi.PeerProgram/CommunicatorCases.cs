namespace MpiPool.Mpi.PeerProgram;

/// <summary>Pools over ranks that are there already, as MPICommExecutor has them. Every rank runs these.</summary>
internal static class CommunicatorCases
{
    public static void AddTo(Dictionary<string, Func<string[], Task>> cases)
    {
        cases.Add("MPICommExecutorTest.test_default", OverAllRanks);
        cases.Add("MPICommExecutorTest.test_self", OverOneRank);
        cases.Add("MPICommExecutorTest.test_args", OpensInProcess);
        cases.Add("MPICommExecutorTest.test_kwargs", OpensInProcessWithOptions);
        cases.Add("MPICommExecutorTest.test_arg_root", AnyRankIsMain);
        cases.Add("MPICommExecutorTest.test_arg_bad_root", RefusesRanksThatThereAreNot);
        cases.Add("MPICommExecutorTest.test_arg_bad_comm", RefusesPartsThatThereAreNot);
        cases.Add("MPICommExecutorTest.test_with_bad", RefusesASecondPool);
        cases.Add("MPICommExecutorTest.test_get_comm_workers", TasksSeeTheirRanks);
    }

    private static Task OverAllRanks(string[] args)
    {
        using var pool = WorkerPool.Open();
        if (!pool.IsMain)
            return Task.CompletedTask;
        Task<int>[] futures = [pool.Submit(PeerTasks.Tasks.Double(1)), pool.Submit(PeerTasks.Tasks.Double(2))];
        pool.Shutdown();
        Expect.Equal((2, 4), (futures[0].Result, futures[1].Result), "the results after the end");
        return Task.CompletedTask;
    }

    private static async Task OverOneRank(string[] args)
    {
        using var pool = WorkerPool.OpenInProcess(1);
        Expect.Equal(4, await pool.Submit(PeerTasks.Tasks.Double(2)).WaitAsync(Expect.Limit), "a call");
        var error = await Expect.Fails<RemoteTaskException>(pool.Submit(PeerTasks.Tasks.Raise("this is an error")), "a task that throws");
        Expect.True(error.InnerException is InvalidOperationException, "its type");
        Expect.True(pool.Map(PeerTasks.Tasks.Double, [0, 0]).SequenceEqual([0, 0]), "a map");
    }

    private static Task OpensInProcess(string[] args)
    {
        using var pool = WorkerPool.OpenInProcess(2);
        Expect.True(pool.IsMain && pool.IsInProcess && pool.Rank == 0, "every rank is the main rank of its own pool");
        return Task.CompletedTask;
    }

    private static Task OpensInProcessWithOptions(string[] args)
    {
        using var pool = WorkerPool.OpenInProcess(workers: 2, options: new PoolOptions { Seed = 1 });
        Expect.Equal(2, pool.WorkerCount, "the number of workers");
        return Task.CompletedTask;
    }

    private static async Task AnyRankIsMain(string[] args)
    {
        // Where no MPI is in play, the number of ranks follows from the main rank.
        foreach (int main in (int[])[0, Math.Max(WorkerPool.World.Size - 1, 1)])
        {
            bool ran = false;
            await OwnPool.RunAsync(args, new PoolOptions { MainRank = main }, async pool =>
            {
                ran = true;
                Expect.Equal(main, pool.Rank, "the main rank");
                Expect.Equal(42, await pool.Submit(PeerTasks.Tasks.Double(21)).WaitAsync(Expect.Limit), "a call of another main rank");
            });
            Expect.Equal(WorkerPool.World.Size == 1 || WorkerPool.World.Rank == main, ran, "the body runs on the main rank alone");
        }
    }

    private static Task RefusesRanksThatThereAreNot(string[] args)
    {
        Expect.Throws<ArgumentOutOfRangeException>(static () => new PoolOptions().MainRank = -1, "a negative main rank");
        int size = Math.Max(WorkerPool.World.Size, 3);
        Expect.Throws<ArgumentOutOfRangeException>(() => WorkerPool.Open(new PoolOptions { MainRank = size, Workers = 2 }), "a main rank past the last");
        return Task.CompletedTask;
    }

    private static async Task RefusesPartsThatThereAreNot(string[] args)
    {
        Expect.Throws<ArgumentOutOfRangeException>(static () => WorkerPool.World.Split(-1), "a part without a color");
        await OwnPool.RunAsync(args, static pool =>
        {
            Expect.Throws<InvalidOperationException>(static () => WorkerPool.World.Split(0), "a part while a pool is open");
            return Task.CompletedTask;
        });
        Communicator part = WorkerPool.World.Split(0);
        Expect.Equal(WorkerPool.World.Size, part.Size, "a part of all ranks, after the pool");
    }

    private static Task RefusesASecondPool(string[] args) => OwnPool.RunAsync(args, static pool =>
    {
        if (!pool.IsInProcess)
            Expect.Throws<InvalidOperationException>(static () => WorkerPool.Open(), "a second pool over the same ranks");
        return Task.CompletedTask;
    });

    private static async Task TasksSeeTheirRanks(string[] args)
    {
        using (var own = WorkerPool.OpenInProcess(3))
            Expect.Equal(3, await own.Submit(PeerTasks.Tasks.CountWorkers()).WaitAsync(Expect.Limit), "the workers of this process");
        await OwnPool.RunAsync(args, static async pool =>
            Expect.Equal(pool.WorkerCount, await pool.Submit(PeerTasks.Tasks.CountWorkers()).WaitAsync(Expect.Limit), "the workers of the job"));
    }
}
