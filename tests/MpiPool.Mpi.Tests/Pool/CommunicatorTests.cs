using MpiPool.Mpi.Tests.Launching;

namespace MpiPool.Mpi.Tests.Pool;

/// <summary>What ranks do together outside pools, pools on parts of them, and which rank is main.</summary>
public sealed class CommunicatorTests
{
    [Theory]
    [MemberData(nameof(OptionTests.Starts), MemberType = typeof(OptionTests))]
    public async Task Collectives_work_before_and_after_a_pool(MpiKind kind, int ranks)
    {
        using var run = new PoolRun(kind, "collectives") { Ranks = ranks };
        MpiResult result = await run.RunAsync();

        result.AssertSucceeded();
        for (int rank = 0; rank < ranks; rank++)
            Assert.Contains($"rank {rank} gathered", result.OutputLines);
    }

    [Theory]
    [MemberData(nameof(OptionTests.Starts), MemberType = typeof(OptionTests))]
    public async Task Two_pools_at_once_on_disjoint_ranks_and_one_after_them(MpiKind kind, int ranks)
    {
        using var run = new PoolRun(kind, "parts") { Ranks = ranks };
        MpiResult result = await run.RunAsync();

        result.AssertSucceeded();
        // Parts are ordered backwards, so that the last rank of each color is its main.
        Assert.Contains(result.OutputLines, line => line == $"pool of color 0 on {(ranks + 1) / 2} ranks, main is world rank {ranks - 1}");
        if (ranks > 1)
            Assert.Contains(result.OutputLines, line => line == $"pool of color 1 on {ranks / 2} ranks, main is world rank {ranks - 2}");
        Assert.Contains(result.OutputLines, static line => line.StartsWith("hello from rank ", StringComparison.Ordinal));
    }

    [Theory]
    [MemberData(nameof(OptionTests.Starts), MemberType = typeof(OptionTests))]
    public async Task Any_rank_can_be_main(MpiKind kind, int ranks)
    {
        using var run = new PoolRun(kind, "main-rank") { Ranks = ranks };
        MpiResult result = await run.RunAsync();

        result.AssertSucceeded();
        Assert.Contains(kind == MpiKind.None ? "main is rank 2 of 4" : $"main is rank {ranks - 1} of {ranks}", result.OutputLines);
    }

    [Theory]
    [MemberData(nameof(LaunchingKinds.All), MemberType = typeof(LaunchingKinds))]
    public async Task Main_rank_of_the_environment_holds_on_all_ranks(MpiKind kind)
    {
        // Given to one rank alone, which is not even main.
        using var run = new PoolRun(kind, "MPIPOOL_MAIN_RANK=1", PoolRun.Program, "hello", ":", "-n", "2", PoolRun.Program, "hello") { Command = "/usr/bin/env", Ranks = 1 };
        MpiResult result = await run.RunAsync();

        result.AssertSucceeded();
        Assert.Contains(result.OutputLines, static line => line is "hello from rank 0 of 3, MPI" or "hello from rank 2 of 3, MPI");
    }

    [Theory]
    [MemberData(nameof(LaunchingKinds.All), MemberType = typeof(LaunchingKinds))]
    public async Task Ranks_that_name_different_main_ranks_end_the_job(MpiKind kind)
    {
        using var run = new PoolRun(kind, "two-mains");
        MpiResult result = await run.RunAsync();

        result.AssertFailed();
        Assert.Contains("rank 1 names 1 as the main rank, but rank 0 names 0.", result.Error, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(LaunchingKinds.All), MemberType = typeof(LaunchingKinds))]
    public async Task Rank_that_ends_while_a_part_waits_for_it_ends_the_job(MpiKind kind)
    {
        using var run = new PoolRun(kind, "rank-leaves-part") { Ranks = 4 };
        MpiResult result = await run.RunAsync();

        result.AssertFailed();
        Assert.Contains("rank 1 ends its program, but rank 0 waits at a barrier.", result.Error, StringComparison.Ordinal);
    }
}
