using MpiPool.Mpi.Tests.Launching;

namespace MpiPool.Mpi.Tests.Pool;

/// <summary>Ranks whose heap may have 64 MiB: what is too large fails alone.</summary>
public sealed class LittleMemoryTests
{
    private const string Limit = "DOTNET_GCHeapHardLimit=0x4000000";

    // Five ranks: some pass shared values on that they have no memory for themselves.
    [Theory]
    [MemberData(nameof(LaunchingKinds.All), MemberType = typeof(LaunchingKinds))]
    public Task Worker_fails_what_it_has_no_memory_for(MpiKind kind) => Holds(
        kind, "little-memory done, 5 ranks", ["little-memory", ":", "-n", "4", "env", Limit, PoolRun.Program, "little-memory"], PoolRun.Program);

    [Theory]
    [MemberData(nameof(LaunchingKinds.All), MemberType = typeof(LaunchingKinds))]
    public Task Main_fails_the_results_that_it_has_no_memory_for(MpiKind kind) => Holds(
        kind, "little-memory-main done", [Limit, PoolRun.Program, "little-memory-main", ":", "-n", "2", PoolRun.Program, "little-memory-main"], "env");

    private static async Task Holds(MpiKind kind, string line, string[] scenario, string command)
    {
        using var run = new PoolRun(kind, scenario) { Command = command, Ranks = 1 };
        MpiResult result = await run.RunAsync();

        result.AssertSucceeded();
        Assert.Contains(line, result.OutputLines);
        Assert.Empty(result.ErrorLines);
    }
}
