using System.Globalization;
using MpiPool.Mpi.Tests.Launching;
using MpiPool.Mpi.Tests.Pool;

namespace MpiPool.Mpi.Tests.Endings;

/// <summary>
/// However a job of three ranks ends: within five seconds of the cause (more where other work has most of the processors) the last process is gone, none is left behind, the exit code says
/// what happened and so does a message. The expectations are those of docs/endings.md.
/// </summary>
public sealed class EndingTests
{
    private const int LauncherTries = 3;
    private static readonly TimeSpan s_limit = TimeSpan.FromSeconds(5);

    // A hang, on a machine however busy; three of them are less than a test may take.
    private static readonly TimeSpan s_runLimit = TimeSpan.FromSeconds(70);
    private static readonly Ending[] s_endings = [.. ProgramEndings.All, .. SignalEndings.All];

    /// <summary>Every end on every MPI.</summary>
    public static TheoryData<MpiKind, string> Endings =>
        new MatrixTheoryData<MpiKind, string>([MpiKind.OpenMpi, MpiKind.Mpich], [.. s_endings.Select(static ending => ending.Cause)]);

    [Theory]
    [MemberData(nameof(Endings))]
    public async Task Job_ends_as_the_table_says(MpiKind kind, string cause)
    {
        await EndsAsTheTableSays(kind, cause, MpiHosts.Default);
    }

    [Theory]
    [InlineData(MpiKind.OpenMpi, "SIGKILL to the main rank while every worker runs a task")]
    [InlineData(MpiKind.OpenMpi, "SIGKILL to mpirun while every worker runs a task")]
    [InlineData(MpiKind.OpenMpi, "SIGTERM to a worker while large messages are in flight")]
    [InlineData(MpiKind.OpenMpi, "Environment.Exit(0) in a task")]
    [InlineData(MpiKind.Mpich, "SIGKILL to the main rank while every worker runs a task")]
    [InlineData(MpiKind.Mpich, "SIGKILL to mpirun while every worker runs a task")]
    [InlineData(MpiKind.Mpich, "SIGTERM to a worker while large messages are in flight")]
    [InlineData(MpiKind.Mpich, "Environment.Exit(0) in a task")]
    public async Task Job_on_two_hosts_ends_as_the_table_says(MpiKind kind, string cause)
    {
        MpiHosts.SkipWhereImpossible();
        await EndsAsTheTableSays(kind, cause, hosts: 2);
    }

    private static async Task EndsAsTheTableSays(MpiKind kind, string cause, int hosts)
    {
        Ending ending = Assert.Single(s_endings, ending => ending.Cause == cause);
        (MpiResult result, TimeSpan took) = await RunAsync(kind, ending, hosts);
        for (int tries = 1; tries < LauncherTries && IsLauncherStuck(kind, result); tries++)
            (result, took) = await RunAsync(kind, ending, hosts);

        result.AssertEnded();
        TestContext.Current.TestOutputHelper?.WriteLine(string.Create(CultureInfo.InvariantCulture, $"ended {took.TotalSeconds:F1} s after the cause"));
        double busy = Busy();
        Assert.True(took <= s_limit * busy, $"It ended {took.TotalSeconds:F1} s after the cause, where each processor has had {busy:F1} times the work of these tests.\n{result}");
        Assert.True(ending.Codes(kind, hosts).Contains(result.ExitCode!.Value), $"Exit code {result.ExitCode}, not {string.Join(" or ", ending.Codes(kind, hosts))}.\n{result}");
        // Hydra's own report goes to stdout.
        string[] lines = ending.Fate == Fate.Aborts ? [.. result.ErrorLines, .. result.OutputLines] : result.OutputLines;
        string pattern = ending.MessageOf(kind).Pattern;
        Assert.True(pattern.Length == 0 || lines.Any(line => System.Text.RegularExpressions.Regex.IsMatch(line, pattern)), $"No line matches '{pattern}'.\n{result}");
    }

    private static async Task<(MpiResult Result, TimeSpan Took)> RunAsync(MpiKind kind, Ending ending, int hosts)
    {
        using var run = new PoolRun(kind, ending.Scenario) { Ranks = ending.RanksOfFirst, Hosts = hosts, Environment = new(ending.Environment), TimeLimit = s_runLimit };
        DateTime startedAt = DateTime.UtcNow;
        using MpiJob job = run.Start();
        DateTime? signalledAt = ending.Signal is null ? null : await SendSignalAsync(job, ending);
        MpiResult result = await job.WaitAsync();
        return (result, result.EndedAt - (signalledAt ?? run.Marked("end", "cause") ?? startedAt));
    }

    // Open MPI 4.1's mpirun can wait for itself where a rank connects to it while it aborts the job: all ranks are gone, it alone is there. Such a
    // run says nothing about the ranks.
    private static bool IsLauncherStuck(MpiKind kind, MpiResult result) =>
        kind == MpiKind.OpenMpi && result is { ExitCode: null, Leftovers: [var left] } && left.Contains(": mpirun", StringComparison.Ordinal);

    // How many times as much as that of these tests is to be done on each processor, which keep about two of its threads busy: a job that gets
    // a fraction of them takes so many times as long. 1 on a machine that has nothing else to do.
    private static double Busy()
    {
        double load = double.Parse(File.ReadAllText("/proc/loadavg").Split(' ')[0], CultureInfo.InvariantCulture);
        return Math.Max(1, load / Environment.ProcessorCount / 2);
    }

    private static async Task<DateTime> SendSignalAsync(MpiJob job, Ending ending)
    {
        await job.LineAsync($"state {ending.Scenario[1]}");
        int process = ending.Target switch
        {
            SignalTarget.Main => await job.ProcessOfAsync(0),
            SignalTarget.Worker => await job.ProcessOfAsync(1),
            _ => job.LauncherId,
        };
        DateTime now = DateTime.UtcNow;
        await Signals.SendAsync(ending.Signal!, process);
        return now;
    }
}
