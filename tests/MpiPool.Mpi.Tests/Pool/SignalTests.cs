using System.Diagnostics;
using System.Globalization;
using MpiPool.Mpi.Tests.Launching;

namespace MpiPool.Mpi.Tests.Pool;

/// <summary>
/// A signal while messages are stuck, because those who should receive them have been stopped. (Signals in all other states:
/// <see cref="Endings.EndingTests"/>.)
/// </summary>
public sealed class SignalTests
{
    [Theory]
    [InlineData(MpiKind.OpenMpi, "TERM")]
    [InlineData(MpiKind.Mpich, "TERM")]
    [InlineData(MpiKind.OpenMpi, "KILL")]
    [InlineData(MpiKind.Mpich, "KILL")]
    public async Task Main_rank_ends_though_its_messages_never_will(MpiKind kind, string signal)
    {
        using var run = new PoolRun(kind, "signal", "stuck");
        using MpiJob job = run.Start();
        int main = await job.ProcessOfAsync(0);
        int[] workers = [await job.ProcessOfAsync(1), await job.ProcessOfAsync(2)];
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
        {
            Assert.Contains(result.ErrorLines, static line => line.StartsWith("MpiPool: rank 0 of 3 on ", StringComparison.Ordinal)
                && line.Contains("(SIGTERM) while the pool was open", StringComparison.Ordinal));
        }
    }

    // It may have been ended meanwhile.
    private static async Task Continue(int process)
    {
        using Process kill = Process.Start("/bin/sh", ["-c", $"kill -CONT {process.ToString(CultureInfo.InvariantCulture)} 2>/dev/null"]);
        await kill.WaitForExitAsync();
    }

    private static void Report(Stopwatch watch) =>
        TestContext.Current.TestOutputHelper?.WriteLine(string.Create(CultureInfo.InvariantCulture, $"ended {watch.Elapsed.TotalSeconds:F1} s after the signal"));
}
