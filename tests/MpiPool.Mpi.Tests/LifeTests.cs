using System.Globalization;
using MpiPool.Mpi.Tests.Launching;

namespace MpiPool.Mpi.Tests;

/// <summary>However a rank ends, the job ends with it: no success that was none, no hang, no process left behind.</summary>
public sealed class LifeTests
{
    [Theory]
    [MemberData(nameof(LaunchingKinds.All), MemberType = typeof(LaunchingKinds))]
    public async Task Exit_code_of_a_rank_reaches_the_launcher(MpiKind kind)
    {
        MpiResult result = await new MpiRun(kind, MpiRun.TestProgram, "exit-code", "1", "5").RunAsync();

        result.AssertEnded();
        Assert.Equal(5, result.ExitCode);
    }

    [Theory]
    [MemberData(nameof(LaunchingKinds.All), MemberType = typeof(LaunchingKinds))]
    public async Task Pools_open_one_after_another(MpiKind kind)
    {
        MpiResult result = await new MpiRun(kind, MpiRun.TestProgram, "two-pools") { Ranks = 3 }.RunAsync();

        result.AssertSucceeded();
        Assert.Equal(6, result.OutputLines.Length);
    }

    [Theory]
    [InlineData(MpiKind.OpenMpi, 0, 0, 1)]
    [InlineData(MpiKind.OpenMpi, 1, 0, 1)]
    [InlineData(MpiKind.OpenMpi, 2, 7, 7)]
    [InlineData(MpiKind.OpenMpi, 1, 256, 1)]
    [InlineData(MpiKind.Mpich, 0, 0, 1)]
    [InlineData(MpiKind.Mpich, 1, 0, 1)]
    [InlineData(MpiKind.Mpich, 2, 7, 7)]
    [InlineData(MpiKind.Mpich, 1, 256, 1)]
    public async Task Environment_Exit_with_an_open_pool_ends_all_ranks(MpiKind kind, int rank, int code, int expected)
    {
        MpiResult result = await new MpiRun(kind, MpiRun.TestProgram, "early-exit", Text(rank), Text(code)) { Ranks = 3 }.RunAsync();

        result.AssertFailed();
        Assert.Equal(expected, result.ExitCode);
        AssertReported(result, $"rank {rank} of 3 on ", $"the process ended with exit code {code} while the pool was open");
    }

    [Theory]
    [MemberData(nameof(LaunchingKinds.Bound), MemberType = typeof(LaunchingKinds))]
    public async Task Return_from_Main_with_an_open_pool_ends_all_ranks(MpiKind kind, bool bind)
    {
        MpiResult result = await new MpiRun(kind, MpiRun.TestProgram, "early-return", "0") { Ranks = 3, Bind = bind }.RunAsync();

        result.AssertFailed();
        AssertReported(result, "rank 0 of 3 on ", "while the pool was open");
    }

    [Theory]
    [MemberData(nameof(LaunchingKinds.All), MemberType = typeof(LaunchingKinds))]
    public Task Watchdog_ends_the_rank_if_nobody_can_abort(MpiKind kind) => WatchdogEnds(kind, MpiHosts.Default);

    [Theory]
    [MemberData(nameof(LaunchingKinds.All), MemberType = typeof(LaunchingKinds))]
    public async Task Watchdog_of_one_host_ends_the_ranks_of_others(MpiKind kind)
    {
        MpiHosts.SkipWhereImpossible();
        await WatchdogEnds(kind, hosts: 2);
    }

    [Theory]
    [MemberData(nameof(LaunchingKinds.All), MemberType = typeof(LaunchingKinds))]
    public async Task Abort_ends_all_ranks_with_its_code(MpiKind kind)
    {
        MpiResult result = await new MpiRun(kind, MpiRun.TestProgram, "abort", "1", "9") { Ranks = 3 }.RunAsync();

        result.AssertFailed();
        Assert.Equal(9, result.ExitCode);
        AssertReported(result, "rank 1 of 3 on ", "the test aborts it.");
    }

    [Theory]
    [InlineData(MpiKind.OpenMpi, "TERM", "it was terminated (SIGTERM)")]
    [InlineData(MpiKind.OpenMpi, "INT", "it was interrupted (SIGINT)")]
    [InlineData(MpiKind.Mpich, "TERM", "it was terminated (SIGTERM)")]
    [InlineData(MpiKind.Mpich, "INT", "it was interrupted (SIGINT)")]
    public async Task Signal_to_one_rank_ends_all(MpiKind kind, string signal, string cause)
    {
        using MpiJob job = new MpiRun(kind, MpiRun.TestProgram, "wait-for-signal") { Ranks = 3 }.Start();
        string line = await job.LineAsync(" rank 1 ");
        await Signals.SendAsync(signal, int.Parse(line.Split(' ')[1], CultureInfo.InvariantCulture));

        MpiResult result = await job.WaitAsync();

        result.AssertFailed();
        AssertReported(result, "rank 1 of 3 on ", cause);
    }

    [Theory]
    [MemberData(nameof(LaunchingKinds.All), MemberType = typeof(LaunchingKinds))]
    public async Task Kill_of_one_rank_ends_all(MpiKind kind)
    {
        using MpiJob job = new MpiRun(kind, MpiRun.TestProgram, "wait-for-signal") { Ranks = 3 }.Start();
        string line = await job.LineAsync(" rank 2 ");
        await Signals.SendAsync("KILL", int.Parse(line.Split(' ')[1], CultureInfo.InvariantCulture));

        (await job.WaitAsync()).AssertFailed();
    }

    [Theory]
    [MemberData(nameof(LaunchingKinds.All), MemberType = typeof(LaunchingKinds))]
    public async Task Interrupt_of_the_launcher_ends_all(MpiKind kind)
    {
        using MpiJob job = new MpiRun(kind, MpiRun.TestProgram, "wait-for-signal") { Ranks = 3 }.Start();
        await job.LineAsync(" rank 2 ");
        await Signals.SendAsync("INT", job.LauncherId);

        (await job.WaitAsync()).AssertFailed();
    }

    [Theory]
    [MemberData(nameof(LaunchingKinds.All), MemberType = typeof(LaunchingKinds))]
    public async Task Death_of_the_launcher_ends_all(MpiKind kind)
    {
        using MpiJob job = new MpiRun(kind, MpiRun.TestProgram, "wait-for-signal") { Ranks = 3 }.Start();
        for (int rank = 0; rank < 3; rank++)
            await job.LineAsync($" rank {rank} ");
        job.KillLauncher();

        (await job.WaitAsync()).AssertFailed();
    }

    // mpirun's helper on each host. Nothing but the rank itself can notice this one.
    [Theory]
    [MemberData(nameof(LaunchingKinds.All), MemberType = typeof(LaunchingKinds))]
    public async Task Death_of_the_process_that_started_the_ranks_ends_all(MpiKind kind)
    {
        using MpiJob job = new MpiRun(kind, MpiRun.TestProgram, "wait-for-signal") { Ranks = 3 }.Start();
        string line = "";
        for (int rank = 0; rank < 3; rank++)
            line = await job.LineAsync($" rank {rank} ");
        await Signals.SendAsync("KILL", int.Parse(line.Split(' ')[^1], CultureInfo.InvariantCulture));

        (await job.WaitAsync()).AssertFailed();
    }

    [Theory]
    [MemberData(nameof(LaunchingKinds.Bound), MemberType = typeof(LaunchingKinds))]
    public async Task Rank_that_waits_for_the_others_at_the_end_sleeps(MpiKind kind, bool bind)
    {
        MpiResult result = await new MpiRun(kind, MpiRun.TestProgram, "late-rank") { Bind = bind }.RunAsync();

        result.AssertSucceeded();
        string line = Assert.Single(result.OutputLines, line => line.StartsWith("waited with ", StringComparison.Ordinal));
        // Over a second: measured 0 to 10 ms with sleeps, 110 ms inside Open MPI's MPI_Finalize, 1000 ms for a wait that polls. Load on the
        // machine can only lower the figure.
        Assert.InRange(int.Parse(line.Split(' ')[2], CultureInfo.InvariantCulture), 0, 60);
    }

    private static async Task WatchdogEnds(MpiKind kind, int hosts)
    {
        MpiResult result = await new MpiRun(kind, MpiRun.TestProgram, "exit-on-progress-thread", "1") { Hosts = hosts }.RunAsync();

        result.AssertFailed();
        AssertReported(result, "rank 1 of 2 on ", "while the pool was open");
    }

    private static void AssertReported(MpiResult result, string who, string cause) =>
        Assert.Contains(result.ErrorLines, line => line.StartsWith("MpiPool: " + who, StringComparison.Ordinal) && line.Contains(cause, StringComparison.Ordinal));

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
