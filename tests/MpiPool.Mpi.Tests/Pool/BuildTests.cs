using MpiPool.Mpi.Tests.Launching;

namespace MpiPool.Mpi.Tests.Pool;

/// <summary>Ranks of different builds in one job.</summary>
public sealed class BuildTests
{
    [Theory]
    [InlineData(MpiKind.OpenMpi, 1)]
    [InlineData(MpiKind.Mpich, 1)]
    [InlineData(MpiKind.OpenMpi, 2)]
    [InlineData(MpiKind.Mpich, 2)]
    public async Task Another_task_table_ends_the_job_and_names_the_task(MpiKind kind, int ofTheFirst)
    {
        using PoolRun run = Mixed(kind, ofTheFirst, PoolRun.Other);
        MpiResult result = await run.RunAsync();

        result.AssertFailed();
        Assert.DoesNotContain(result.OutputLines, static line => line.Contains("hello", StringComparison.Ordinal));
        string line = Assert.Single(result.ErrorLines, static line => line.StartsWith("MpiPool: rank 0 of 3", StringComparison.Ordinal));
        Assert.Matches($"Rank {ofTheFirst} of 3 \\(.+\\) was started from another build than Rank 0 of 3 \\(.+\\): task 'Kernels.Where'", line);
    }

    [Theory]
    [MemberData(nameof(LaunchingKinds.All), MemberType = typeof(LaunchingKinds))]
    public async Task Another_build_of_the_same_tasks_works_with_a_warning(MpiKind kind)
    {
        using PoolRun run = Mixed(kind, 1, PoolRun.Rebuilt);
        MpiResult result = await run.RunAsync();

        result.AssertSucceeded();
        Assert.Single(result.OutputLines, static line => line.StartsWith("hello from rank", StringComparison.Ordinal));
        Assert.Contains(result.ErrorLines, static line => line.StartsWith("mpipool: warning: Rank 1 of 3", StringComparison.Ordinal)
            && line.Contains("another build of the program", StringComparison.Ordinal));
    }

    private static PoolRun Mixed(MpiKind kind, int ofTheFirst, string second) =>
        new(kind, "hello", ":", "-n", $"{3 - ofTheFirst}", second, "hello") { Ranks = ofTheFirst };
}
