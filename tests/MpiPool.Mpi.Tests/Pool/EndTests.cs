using System.Reflection;
using MpiPool.Mpi.Tests.Launching;

namespace MpiPool.Mpi.Tests.Pool;

/// <summary>Pools that end in order, and a body's error in full. (All other ends: <see cref="Endings.EndingTests"/>.)</summary>
public sealed class EndTests
{
    [Theory]
    [MemberData(nameof(LaunchingKinds.All), MemberType = typeof(LaunchingKinds))]
    public async Task Pools_follow_one_another_and_their_exit_code_is_every_ranks(MpiKind kind)
    {
        using var run = new PoolRun(kind, "two-pools");
        MpiResult result = await run.RunAsync();

        result.AssertEnded();
        Assert.Equal(6, result.ExitCode);
        Assert.Equal(["rank 0 of 3 returns 6", "rank 1 of 3 returns 6", "rank 2 of 3 returns 6"], result.OutputLines.Order());
    }

    [Theory]
    [InlineData(MpiKind.None, 1)]
    [InlineData(MpiKind.OpenMpi, 3)]
    [InlineData(MpiKind.Mpich, 3)]
    public async Task Thread_that_watches_tasks_ends_with_each_pool(MpiKind kind, int ranks)
    {
        using var run = new PoolRun(kind, "watch-thread") { Ranks = ranks, Environment = { ["MPIPOOL_WORKERS"] = "2" } };
        MpiResult result = await run.RunAsync();

        result.AssertSucceeded();
        for (int rank = 0; rank < ranks; rank++)
        {
            Assert.Contains($"rank {rank} has no watch thread after pool 1", result.OutputLines);
            Assert.Contains($"rank {rank} has no watch thread after pool 2", result.OutputLines);
        }
    }

    [Theory]
    [MemberData(nameof(LaunchingKinds.All), MemberType = typeof(LaunchingKinds))]
    public async Task Using_form_serves_and_guards(MpiKind kind)
    {
        using var run = new PoolRun(kind, "open");
        MpiResult result = await run.RunAsync();

        result.AssertSucceeded();
        string guarded = string.Join(' ', MainOnlyMembers().Order(StringComparer.Ordinal));
        Assert.Equal(["rank 0 done", $"rank 1 guarded {guarded}", $"rank 2 guarded {guarded}"], result.OutputLines.Order());
    }

    // Of every public member of a pool those that no worker may use; each must be among the program's.
    private static IEnumerable<string> MainOnlyMembers()
    {
        HashSet<string> ofAnyRank = ["IsMain", "Rank", "Size", "WorkerCount", "HostName", "IsInProcess", "TaskFailed", "Shutdown", "ShutdownAsync", "Dispose", "DisposeAsync"];
        return typeof(WorkerPool).GetMembers(BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly)
            .Where(static member => member is not MethodInfo { IsSpecialName: true })
            .Select(static member => member.Name)
            .Distinct()
            .Where(name => !ofAnyRank.Contains(name));
    }

    [Theory]
    [MemberData(nameof(LaunchingKinds.Bound), MemberType = typeof(LaunchingKinds))]
    public async Task Body_that_throws_ends_all_ranks_with_its_error(MpiKind kind, bool bind)
    {
        using var run = new PoolRun(kind, "body-throws") { Bind = bind };
        MpiResult result = await run.RunAsync();

        result.AssertFailed();
        Assert.Contains(result.ErrorLines, static line => line.StartsWith("MpiPool: rank 0 of 3 on ", StringComparison.Ordinal)
            && line.Contains("System.IO.InvalidDataException: the body has no data", StringComparison.Ordinal));
        Assert.Contains("BodyEndScenarios.", result.Error, StringComparison.Ordinal);
    }
}
