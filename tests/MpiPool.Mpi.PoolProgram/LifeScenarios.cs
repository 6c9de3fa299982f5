namespace MpiPool.Mpi.PoolProgram;

/// <summary>How pools begin and end, and what may be done where.</summary>
internal static class LifeScenarios
{
    /// <summary>One task, and who runs what.</summary>
    public static Task<int> Hello(string[] args) => WorkerPool.RunAsync(args, async pool =>
    {
        Sighting sighting = await pool.Submit(Kernels.Tasks.Where(1));
        Console.WriteLine($"hello from rank {sighting.Rank} of {pool.Size}, {(pool.IsInProcess ? "in-process" : "MPI")}");
    });

    /// <summary>Says which settings hold, and that a property goes before its variable.</summary>
    public static int Settings()
    {
        var options = new PoolOptions();
        Console.WriteLine(string.Create(System.Globalization.CultureInfo.InvariantCulture, $"workers {options.Workers}, idle sleep {options.MaximumIdleSleep.TotalMilliseconds} ms, seed {options.Seed}, main rank {options.MainRank}, rejoin {options.Rejoin}, pending {options.MaximumPending}, shutdown {options.ShutdownTimeout.TotalMilliseconds} ms"));
        var set = new PoolOptions { Workers = 1, MaximumIdleSleep = TimeSpan.FromMilliseconds(2), Seed = 3, MainRank = 0, Rejoin = true, MaximumPending = 4, ShutdownTimeout = TimeSpan.FromMilliseconds(5) };
        Expect.Equal((1, 2.0, 3L, 0, true, 4, 5.0), (set.Workers, set.MaximumIdleSleep.TotalMilliseconds, set.Seed, set.MainRank ?? -1, set.Rejoin, set.MaximumPending, set.ShutdownTimeout.TotalMilliseconds), "properties");
        return 0;
    }

    /// <summary>The same, of ranks that do not fit together: the end begins when the last of them has come.</summary>
    public static Task<int> Meet(string[] args)
    {
        Gate.MarkCause();
        return Hello(args);
    }

    /// <summary>Barriers and pools in turn; the second one's exit code is every rank's.</summary>
    public static async Task<int> TwoPools(string[] args)
    {
        WorkerPool.World.Barrier();
        for (int i = 0; i < 2; i++)
        {
            int number = i;
            int code = await WorkerPool.RunAsync(args, async pool =>
            {
                pool.ExitCode = 5 + number;
                Expect.Equal(4.0, await pool.Submit(Kernels.Tasks.Square(2)), $"pool {number}");
                RefuseBarrier();
                RefuseSecondPool();
            });
            Expect.Equal(5 + i, code, "the exit code on every rank");
            WorkerPool.World.Barrier();
        }
        Console.WriteLine($"rank {WorkerPool.World.Rank} of {WorkerPool.World.Size} returns 6");
        return 6;
    }

    /// <summary>The using form; on workers the pool is over when Open returns, and its main-only members refuse.</summary>
    public static int Open()
    {
        using var pool = WorkerPool.Open();
        if (!pool.IsMain)
        {
            foreach ((string member, Action<WorkerPool> use) in MainOnlyMembers.Uses)
            {
                var error = Expect.Throws<PoolGuardException>(() => use(pool), $"{member} on a worker");
                Expect.True(error.Message.StartsWith($"WorkerPool.{member} was called on rank {pool.Rank} of {pool.Size}", StringComparison.Ordinal), $"the message names {member} and the rank: {error.Message}");
            }
            Expect.True(pool is { Size: > 1, WorkerCount: > 0, ExitCode: 0, IsInProcess: false } && pool.HostName.Length != 0, "what any rank may ask");
            pool.Shutdown();
            Console.WriteLine($"rank {pool.Rank} guarded {string.Join(' ', MainOnlyMembers.Uses.Select(static use => use.Member).Distinct().Order(StringComparer.Ordinal))}");
            return 0;
        }
        Expect.Equal(16.0, pool.Apply(Kernels.Tasks.Square(4)), "apply");
        pool.Shutdown();
        pool.Shutdown();
        Expect.Throws<ObjectDisposedException>(() => pool.Submit(Kernels.Tasks.Square(1)), "Submit after the end");
        Console.WriteLine("rank 0 done");
        return 0;
    }

    /// <summary>A worker fails before it comes to the pool.</summary>
    public static async Task<int> RankThrows(string[] args)
    {
        WorkerPool.World.Barrier();
        MarkCauseOnRankOne();
        if (WorkerPool.World.Rank == 1)
            throw new InvalidDataException("rank 1 never comes to the pool");
        return await Hello(args);
    }

    /// <summary>A worker ends, without an error, before it comes to the pool.</summary>
    public static async Task<int> RankReturns(string[] args)
    {
        WorkerPool.World.Barrier();
        MarkCauseOnRankOne();
        return WorkerPool.World.Rank == 1 ? 0 : await Hello(args);
    }

    private static void MarkCauseOnRankOne()
    {
        if (WorkerPool.World.Rank == 1)
            Gate.MarkCause();
    }

    private static void RefuseBarrier() =>
        Expect.Throws<InvalidOperationException>(static () => WorkerPool.World.Barrier(), "a barrier inside the body");

    private static void RefuseSecondPool() =>
        Expect.Throws<InvalidOperationException>(static () => WorkerPool.Open(), "a second pool inside the body");
}
