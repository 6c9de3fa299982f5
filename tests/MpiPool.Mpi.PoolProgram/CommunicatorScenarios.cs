namespace MpiPool.Mpi.PoolProgram;

/// <summary>What ranks do together outside pools, pools on parts of the ranks, and which rank is main.</summary>
internal static class CommunicatorScenarios
{
    /// <summary>Every collective among all ranks, before and after a pool.</summary>
    public static async Task<int> Collectives(string[] args)
    {
        Check(WorkerPool.World);
        int code = await WorkerPool.RunAsync(args, async pool =>
        {
            Expect.Throws<InvalidOperationException>(static () => WorkerPool.World.AllGather(1), "a collective inside the body");
            Expect.Equal(4.0, await pool.Submit(Kernels.Tasks.Square(2)), "a task between collectives");
        });
        Check(WorkerPool.World);
        Console.WriteLine($"rank {WorkerPool.World.Rank} gathered");
        return code;
    }

    /// <summary>Two pools at once, on the even and the odd ranks, and one on all ranks after them.</summary>
    public static async Task<int> Parts(string[] args)
    {
        Communicator world = WorkerPool.World;
        // Backwards, so that ranks of the part and of the world differ.
        Communicator part = world.Split(world.Rank % 2, -world.Rank);
        Check(part);
        int size = part.Size;
        await WorkerPool.RunAsync(args, new PoolOptions { Communicator = part }, async pool =>
        {
            Expect.True(pool.Size == size || size == 1, "the size of a pool on a part");
            double[] squares = [.. pool.Map(Kernels.Tasks.Handles.Square, Enumerable.Range(0, 200).Select(static i => (double)i))];
            Expect.Equal(199.0 * 199, squares[199], "a map of a pool on a part");
            Sighting sighting = await pool.Submit(Kernels.Tasks.Where(1)).WaitAsync(Expect.Limit);
            Expect.True(sighting.Rank >= 1, "ranks of a pool on a part");
            Console.WriteLine($"pool of color {world.Rank % 2} on {size} ranks, main is world rank {world.Rank}");
        });
        Check(part);
        world.Barrier();
        return await LifeScenarios.Hello(args);
    }

    /// <summary>The last rank is main.</summary>
    public static async Task<int> MainRank(string[] args)
    {
        // Where no MPI is in play, the number of ranks follows from the main rank.
        int main = Math.Max(WorkerPool.World.Size - 1, 2);
        int code = await WorkerPool.RunAsync(args, new PoolOptions { MainRank = main, Workers = 3 }, async pool =>
        {
            Expect.Equal(main, pool.Rank, "the main rank");
            Sighting[] sightings = await pool.RunOnEveryWorker(Kernels.Tasks.Where(0)).WaitAsync(Expect.Limit);
            Expect.True(sightings.Select(static s => s.Rank).SequenceEqual(Enumerable.Range(0, pool.Size).Where(rank => rank != main)), "the workers' ranks");
            var error = await Expect.Fails<RemoteTaskException>(pool.Submit(Kernels.Tasks.Fail(1), new CallOptions { TargetRank = 0 }), "an error of rank 0");
            Expect.Equal(0, error.Rank, "the rank of an error");
            pool.ExitCode = 9;
            Console.WriteLine($"main is rank {pool.Rank} of {pool.Size}");
        });
        Expect.Equal(9, code, "the exit code on every rank");
        return 0;
    }

    /// <summary>Ranks that name different main ranks.</summary>
    public static Task<int> TwoMains(string[] args) =>
        WorkerPool.RunAsync(args, new PoolOptions { MainRank = WorkerPool.World.Rank % 2 }, static _ => Task.CompletedTask);

    /// <summary>A rank ends while another waits for it in a part of the ranks.</summary>
    public static int RankLeavesPart()
    {
        Communicator part = WorkerPool.World.Split(WorkerPool.World.Rank / 2, 0);
        if (WorkerPool.World.Rank != 1)
            part.Barrier();
        return 0;
    }

    private static void Check(Communicator ranks)
    {
        int me = ranks.Rank, size = ranks.Size;
        ranks.Barrier();
        Expect.Equal(size - 1, ranks.Broadcast(me, size - 1), "broadcast");
        Expect.Equal("from the last", ranks.Broadcast(me == size - 1 ? "from the last" : null, size - 1), "broadcast of a text");
        Expect.Equal(100_000, ranks.Broadcast(me == 0 ? new double[100_000] : null, 0).Length, "broadcast of an array");
        Expect.Equal(me == 0 ? size : 0, ranks.Gather(me, 0).Length, "gather");
        Expect.True(ranks.AllGather(me).SequenceEqual(Enumerable.Range(0, size)), "all-gather");
        Expect.True(ranks.AllGather(new int[me]).Select(static a => a.Length).SequenceEqual(Enumerable.Range(0, size)), "all-gather of arrays");
        Expect.True(ranks.AllGather($"rank {me}").SequenceEqual(Enumerable.Range(0, size).Select(static r => $"rank {r}")), "all-gather of texts");
        Expect.Equal(me == size - 1 ? size : 0, ranks.Reduce(1, ReduceOperation.Sum, size - 1), "reduce");
        Expect.Equal(size - 1.0, ranks.AllReduce((double)me, ReduceOperation.Maximum), "maximum");
        Expect.True(ranks.AllReduce([me, -me], ReduceOperation.Minimum).SequenceEqual([0, 1 - size]), "minimum");
    }
}
