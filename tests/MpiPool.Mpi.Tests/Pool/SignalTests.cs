using System.Diagnostics;
using System.Globalization;
using MpiPool.Mpi.Tests.Launching;

namespace MpiPool.Mpi.Tests.Pool;

/// <summary>
/// Signals and kills from outside, to the main rank, to a worker and to the launcher, while the pool is idle, while its tasks run and while
/// large messages are on their way: the job ends within seconds, never with success, and leaves no process.
/// </summary>
public sealed class SignalTests
{
    // Each signal meets each target, each state and each MPI; not every one every other, for each run takes its seconds.
    [Theory]
    [InlineData(MpiKind.OpenMpi, "idle", "TERM", "main")]
    [InlineData(MpiKind.OpenMpi, "idle", "INT", "worker")]
    [InlineData(MpiKind.OpenMpi, "idle", "KILL", "launcher")]
    [InlineData(MpiKind.OpenMpi, "tasks", "INT", "main")]
    [InlineData(MpiKind.OpenMpi, "tasks", "KILL", "worker")]
    [InlineData(MpiKind.OpenMpi, "tasks", "TERM", "launcher")]
    [InlineData(MpiKind.OpenMpi, "large", "KILL", "main")]
    [InlineData(MpiKind.OpenMpi, "large", "TERM", "worker")]
    [InlineData(MpiKind.OpenMpi, "large", "INT", "launcher")]
    [InlineData(MpiKind.OpenMpi, "large", "KILL", "launcher")]
    [InlineData(MpiKind.Mpich, "idle", "KILL", "main")]
    [InlineData(MpiKind.Mpich, "idle", "TERM", "worker")]
    [InlineData(MpiKind.Mpich, "idle", "INT", "launcher")]
    [InlineData(MpiKind.Mpich, "tasks", "TERM", "main")]
    [InlineData(MpiKind.Mpich, "tasks", "INT", "worker")]
    [InlineData(MpiKind.Mpich, "tasks", "KILL", "launcher")]
    [InlineData(MpiKind.Mpich, "large", "INT", "main")]
    [InlineData(MpiKind.Mpich, "large", "KILL", "worker")]
    [InlineData(MpiKind.Mpich, "large", "TERM", "launcher")]
    [InlineData(MpiKind.Mpich, "large", "KILL", "launcher")]
    public async Task Signal_ends_the_job(MpiKind kind, string state, string signal, string target)
    {
        using var run = new PoolRun(kind, "signal", state);
        using MpiJob job = run.Start();
        await job.LineAsync($"state {state}");
        int process = target switch
        {
            "main" => await ProcessOf(job, 0),
            "worker" => await ProcessOf(job, 1),
            _ => job.LauncherId,
        };
        var watch = Stopwatch.StartNew();
        await Signals.SendAsync(signal, process);

        MpiResult result = await job.WaitAsync();

        Report(watch);
        result.AssertFailed();
        if (signal != "KILL" && target != "launcher")
            AssertReported(result, target == "main" ? 0 : 1, signal);
    }

    [Theory]
    [InlineData(MpiKind.OpenMpi, "TERM")]
    [InlineData(MpiKind.Mpich, "TERM")]
    [InlineData(MpiKind.OpenMpi, "KILL")]
    [InlineData(MpiKind.Mpich, "KILL")]
    public async Task Main_rank_ends_though_its_messages_never_will(MpiKind kind, string signal)
    {
        using var run = new PoolRun(kind, "signal", "stuck");
        using MpiJob job = run.Start();
        int main = await ProcessOf(job, 0);
        int[] workers = [await ProcessOf(job, 1), await ProcessOf(job, 2)];
        foreach (int worker in workers)
            await Signals.SendAsync("STOP", worker);
        run.Mark("worker", "stopped");
        await job.LineAsync("state stuck");
        using Process mainProcess = Process.GetProcessById(main);
        var watch = Stopwatch.StartNew();
        // The signal comes to the main rank; the kill to the launcher, whose death the main rank must find.
        await Signals.SendAsync(signal, signal == "TERM" ? main : job.LauncherId);

        await mainProcess.WaitForExitAsync().WaitAsync(run.TimeLimit);
        Report(watch);
        foreach (int worker in workers)
            await Continue(worker);
        MpiResult result = await job.WaitAsync();

        result.AssertFailed();
        if (signal == "TERM")
            AssertReported(result, 0, signal);
    }

    private static async Task<int> ProcessOf(MpiJob job, int rank)
    {
        // Launchers may join two short lines.
        string end = $" rank {rank.ToString(CultureInfo.InvariantCulture)}";
        string line = await job.LineAsync(end);
        string before = line[..line.IndexOf(end, StringComparison.Ordinal)];
        return int.Parse(before.Split(' ')[^1], CultureInfo.InvariantCulture);
    }

    // It may have been ended meanwhile.
    private static async Task Continue(int process)
    {
        using Process kill = Process.Start("/bin/sh", ["-c", $"kill -CONT {process.ToString(CultureInfo.InvariantCulture)} 2>/dev/null"]);
        await kill.WaitForExitAsync();
    }

    private static void AssertReported(MpiResult result, int rank, string signal) =>
        Assert.Contains(result.ErrorLines, line => line.StartsWith($"MpiPool: rank {rank} of 3 on ", StringComparison.Ordinal)
            && line.Contains($"(SIG{signal}) while the pool was open", StringComparison.Ordinal));

    private static void Report(Stopwatch watch) =>
        TestContext.Current.TestOutputHelper?.WriteLine(string.Create(CultureInfo.InvariantCulture, $"ended {watch.Elapsed.TotalSeconds:F1} s after the signal"));
}
