using MpiPool.Mpi.Tests.Launching;

namespace MpiPool.Mpi.Tests.Pool;

/// <summary>Shared values that the ranks of a host read from one place.</summary>
public sealed class HostMemoryTests
{
    [Theory]
    [InlineData(MpiKind.OpenMpi, 2)]
    [InlineData(MpiKind.OpenMpi, 6)]
    [InlineData(MpiKind.Mpich, 6)]
    public async Task Workers_of_a_host_use_one_copy_and_give_it_back(MpiKind kind, int ranks)
    {
        using var run = new PoolRun(kind, "host-memory") { Ranks = ranks };
        MpiResult result = await run.RunAsync();

        result.AssertSucceeded();
        Assert.Contains($"host-memory done, {ranks} ranks", result.OutputLines);
        Assert.Empty(result.ErrorLines);
    }

    [Theory]
    [MemberData(nameof(LaunchingKinds.All), MemberType = typeof(LaunchingKinds))]
    public async Task Ranks_that_cannot_map_it_get_the_bytes(MpiKind kind)
    {
        using var run = new PoolRun(kind, "host-memory-refused") { Ranks = 6 };
        MpiResult result = await run.RunAsync();

        result.AssertSucceeded();
        Assert.Contains("host-memory-refused done", result.OutputLines);
        Assert.Empty(result.ErrorLines);
    }

    [Theory]
    [MemberData(nameof(LaunchingKinds.All), MemberType = typeof(LaunchingKinds))]
    public async Task A_killed_rank_leaves_nothing_behind(MpiKind kind)
    {
        using var run = new PoolRun(kind, "host-memory-killed") { Ranks = 4 };
        MpiResult result = await run.RunAsync();

        Assert.NotEqual(0, result.ExitCode);
        Assert.DoesNotContain(Directory.GetFiles("/dev/shm"), static file => file.Contains("mpipool", StringComparison.Ordinal));
    }
}
