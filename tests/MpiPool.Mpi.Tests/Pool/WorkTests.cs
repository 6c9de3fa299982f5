using MpiPool.Mpi.Tests.Launching;

namespace MpiPool.Mpi.Tests.Pool;

/// <summary>A pool's work over real ranks: results, errors, cancellation, sizes, more ranks than processors.</summary>
public sealed class WorkTests
{
    [Theory]
    [MemberData(nameof(LaunchingKinds.Bound), MemberType = typeof(LaunchingKinds))]
    public Task Every_call_gets_its_result(MpiKind kind, bool bind) => Holds(kind, "work", bind);

    [Theory]
    [MemberData(nameof(LaunchingKinds.Bound), MemberType = typeof(LaunchingKinds))]
    public Task Shared_values_streams_and_results_in_place_arrive(MpiKind kind, bool bind) => Holds(kind, "data", bind);

    [Theory]
    [InlineData(MpiKind.OpenMpi, 2)]
    [InlineData(MpiKind.OpenMpi, 3)]
    [InlineData(MpiKind.OpenMpi, 5)]
    [InlineData(MpiKind.Mpich, 2)]
    [InlineData(MpiKind.Mpich, 3)]
    [InlineData(MpiKind.Mpich, 5)]
    public Task Reductions_combine_every_result_once(MpiKind kind, int ranks) => Holds(kind, "reduce", ranks: ranks);

    [Theory]
    [MemberData(nameof(LaunchingKinds.Bound), MemberType = typeof(LaunchingKinds))]
    public Task Maps_of_every_form_lose_nothing(MpiKind kind, bool bind) => Holds(kind, "maps", bind);

    [Theory]
    [MemberData(nameof(LaunchingKinds.All), MemberType = typeof(LaunchingKinds))]
    public Task Error_reaches_its_future_alone(MpiKind kind) => Holds(kind, "errors");

    [Theory]
    [MemberData(nameof(LaunchingKinds.All), MemberType = typeof(LaunchingKinds))]
    public Task Cancelled_calls_end_and_long_ones_hold_nobody_up(MpiKind kind) => Holds(kind, "cancel");

    [Theory]
    [MemberData(nameof(LaunchingKinds.All), MemberType = typeof(LaunchingKinds))]
    public Task Large_payloads_pass_in_both_directions_at_once(MpiKind kind) => Holds(kind, "large");

    [Theory]
    [MemberData(nameof(LaunchingKinds.All), MemberType = typeof(LaunchingKinds))]
    public Task Results_come_where_all_threads_of_the_thread_pool_are_blocked(MpiKind kind) => Holds(kind, "blocked-threads");

    [Theory]
    [MemberData(nameof(LaunchingKinds.All), MemberType = typeof(LaunchingKinds))]
    public async Task Sixteen_ranks_share_the_processors(MpiKind kind)
    {
        using var run = new PoolRun(kind, "crowd") { Ranks = 16 };
        MpiResult result = await run.RunAsync();

        result.AssertSucceeded();
        Assert.Contains("crowd done, 16 ranks", result.OutputLines);
    }

    [Theory]
    [InlineData(MpiKind.None)]
    [InlineData(MpiKind.OpenMpi)]
    [InlineData(MpiKind.Mpich)]
    public async Task One_rank_alone_has_workers_in_the_process(MpiKind kind)
    {
        using var run = new PoolRun(kind, "work") { Ranks = 1, Environment = { ["MPIPOOL_WORKERS"] = "2", ["MPIPOOL_INFO"] = "1" } };
        MpiResult result = await run.RunAsync();

        result.AssertSucceeded();
        Assert.Contains(result.OutputLines, static line => line.StartsWith("work done", StringComparison.Ordinal));
        Assert.Contains("threads of one process", result.Error, StringComparison.Ordinal);
    }

    private static async Task Holds(MpiKind kind, string scenario, bool bind = false, int ranks = 3)
    {
        using var run = new PoolRun(kind, scenario) { Ranks = ranks, Bind = bind };
        MpiResult result = await run.RunAsync();

        result.AssertSucceeded();
        Assert.Contains(result.OutputLines, line => line.StartsWith(scenario + " done", StringComparison.Ordinal));
        Assert.Empty(result.ErrorLines);
    }
}
