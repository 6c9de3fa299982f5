using MpiPool.Mpi.Tests.Launching;

namespace MpiPool.Mpi.Tests.Pool;

/// <summary>Options of calls and of pools, on real ranks and alone.</summary>
public sealed class OptionTests
{
    /// <summary>Every way to start it, with 3 ranks and with 5.</summary>
    public static TheoryData<MpiKind, int> Starts => new()
    {
        { MpiKind.None, 1 },
        { MpiKind.OpenMpi, 3 },
        { MpiKind.OpenMpi, 5 },
        { MpiKind.Mpich, 3 },
        { MpiKind.Mpich, 5 },
    };

    [Theory]
    [MemberData(nameof(Starts))]
    public Task Options_of_calls_hold(MpiKind kind, int ranks) => Prints(kind, ranks, "options", "options done");

    [Theory]
    [MemberData(nameof(Starts))]
    public Task Task_groups_meet_and_exchange(MpiKind kind, int ranks) => Prints(kind, ranks, "group", "groups done");

    [Theory]
    [MemberData(nameof(Starts))]
    public async Task Initializer_and_finalizer_run_on_every_worker(MpiKind kind, int ranks)
    {
        using var run = Run(kind, ranks, "hooks");
        MpiResult result = await run.RunAsync();

        result.AssertSucceeded();
        Assert.Contains("hooks done", result.OutputLines);
        for (int rank = 1; rank < Math.Max(ranks, 3); rank++)
            Assert.Single(result.OutputLines, line => line == $"rank {rank} says farewell");
    }

    [Theory]
    [MemberData(nameof(Starts))]
    public async Task Initializer_that_fails_ends_the_job_with_its_reason(MpiKind kind, int ranks)
    {
        using var run = Run(kind, ranks, "initializer-fails");
        MpiResult result = await run.RunAsync();

        result.AssertFailed();
        Assert.Contains("The initializer of the pool failed: Task 'Kernels.Prepare' failed on rank ", result.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("the body runs", result.OutputLines);
    }

    [Theory]
    [MemberData(nameof(Starts))]
    public async Task Finalizer_that_fails_ends_the_job_with_its_reason(MpiKind kind, int ranks)
    {
        using var run = Run(kind, ranks, "finalizer-fails");
        MpiResult result = await run.RunAsync();

        result.AssertFailed();
        Assert.Contains("the body ends", result.OutputLines);
        Assert.Contains("The finalizer of the pool failed: Task 'Kernels.Prepare' failed on rank ", result.Error, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(LaunchingKinds.All), MemberType = typeof(LaunchingKinds))]
    public async Task Workers_that_do_not_rejoin_end_with_the_pool(MpiKind kind)
    {
        using var run = new PoolRun(kind, "no-rejoin");
        MpiResult result = await run.RunAsync();

        Assert.Equal(4, result.ExitCode);
        Assert.Equal(["rank 0 goes on"], result.OutputLines.Where(static line => line.Contains("goes on", StringComparison.Ordinal)));
    }

    [Theory]
    [MemberData(nameof(Starts))]
    public async Task Shutdown_without_waiting_still_runs_what_was_submitted(MpiKind kind, int ranks)
    {
        using var run = Run(kind, ranks, "no-wait");
        MpiResult result = await run.RunAsync();

        result.AssertSucceeded();
        Assert.Contains("main returns", result.OutputLines);
        for (int i = 0; i < 20; i++)
            Assert.Contains($"square {i * i}", result.OutputLines);
    }

    [Theory]
    [InlineData("MPIPOOL_MAIN_RANK", "-1")]
    [InlineData("MPIPOOL_MAIN_RANK", "first")]
    [InlineData("MPIPOOL_REJOIN", "2")]
    [InlineData("MPIPOOL_MAXIMUM_PENDING", "-5")]
    [InlineData("MPIPOOL_WORKERS", "many")]
    [InlineData("MPIPOOL_WORKERS", "10001")]
    [InlineData("MPIPOOL_IDLE_SLEEP_MS", "0")]
    [InlineData("MPIPOOL_SHUTDOWN_TIMEOUT_MS", "0")]
    [InlineData("MPIPOOL_SEED", "1.5")]
    [InlineData("MPIPOOL_INFO", "yes")]
    public async Task Variable_that_is_no_value_is_an_error_that_names_it(string variable, string value)
    {
        using var run = new PoolRun(MpiKind.None, "hello") { Environment = { [variable] = value } };
        MpiResult result = await run.RunAsync();

        result.AssertFailed();
        Assert.Contains($"The environment variable {variable} is '{value}'; it must be a whole number from ", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Info_names_the_ranks_hosts_and_tasks()
    {
        using var run = new PoolRun(MpiKind.None, "hello") { Environment = { ["MPIPOOL_INFO"] = "1", ["MPIPOOL_WORKERS"] = "2", ["MPIPOOL_MAIN_RANK"] = "1" } };
        MpiResult result = await run.RunAsync();

        result.AssertSucceeded();
        Assert.Contains("hello from rank 0 of 3, in-process", result.OutputLines);
        Assert.Matches(@"mpipool: main rank 1; ranks by host: \S+ 0,1,2\b", result.Error);
        Assert.Contains(result.ErrorLines, static line => line.StartsWith("mpipool: task ", StringComparison.Ordinal) && line.Contains(" Kernels.Square ", StringComparison.Ordinal));
    }

    private static PoolRun Run(MpiKind kind, int ranks, string scenario) => new(kind, scenario)
    {
        Ranks = ranks,
        // Alone it has two workers, whatever the machine.
        Environment = { ["MPIPOOL_WORKERS"] = "2" },
    };

    private static async Task Prints(MpiKind kind, int ranks, string scenario, string line)
    {
        using var run = Run(kind, ranks, scenario);
        MpiResult result = await run.RunAsync();

        result.AssertSucceeded();
        Assert.Contains(line, result.OutputLines);
    }
}
