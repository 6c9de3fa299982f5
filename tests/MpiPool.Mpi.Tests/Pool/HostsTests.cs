using MpiPool.Mpi.Tests.Launching;

namespace MpiPool.Mpi.Tests.Pool;

/// <summary>A pool whose ranks are on several hosts, as the launchers and MPI see it (<see cref="MpiHosts"/>).</summary>
public sealed class HostsTests
{
    public static TheoryData<MpiKind, string> Scenarios =>
        new MatrixTheoryData<MpiKind, string>([MpiKind.OpenMpi, MpiKind.Mpich], ["work", "data", "maps", "reduce", "errors", "cancel", "large"]);

    [Theory]
    [MemberData(nameof(Scenarios))]
    public async Task Work_crosses_hosts(MpiKind kind, string scenario)
    {
        MpiHosts.SkipWhereImpossible();
        using var run = new PoolRun(kind, scenario) { Ranks = 4, Hosts = 2 };
        MpiResult result = await run.RunAsync();

        result.AssertSucceeded();
        Assert.Contains(result.OutputLines, line => line.StartsWith(scenario + " done", StringComparison.Ordinal));
        Assert.Empty(result.ErrorLines);
    }

    [Theory]
    [MemberData(nameof(LaunchingKinds.All), MemberType = typeof(LaunchingKinds))]
    public async Task Each_host_has_one_copy_of_a_shared_array(MpiKind kind)
    {
        MpiHosts.SkipWhereImpossible();
        // Two workers beside the main rank, and three on a host that the values must be sent to.
        using var run = new PoolRun(kind, "host-memory") { Ranks = 6, Hosts = 2 };
        MpiResult result = await run.RunAsync();

        result.AssertSucceeded();
        Assert.Contains("host-memory done, 6 ranks", result.OutputLines);
        Assert.Empty(result.ErrorLines);
    }

    [Theory]
    [MemberData(nameof(LaunchingKinds.All), MemberType = typeof(LaunchingKinds))]
    public async Task Ranks_are_said_by_host(MpiKind kind)
    {
        MpiHosts.SkipWhereImpossible();
        using var run = new PoolRun(kind, "work") { Ranks = 5, Hosts = 3, Environment = { ["MPIPOOL_INFO"] = "1" } };
        MpiResult result = await run.RunAsync();

        result.AssertSucceeded();
        Assert.Contains($"mpipool: main rank 0; ranks by host: {MpiHosts.Name(0)} 0,1; {MpiHosts.Name(1)} 2,3; {MpiHosts.Name(2)} 4", result.Error, StringComparison.Ordinal);
    }
}
