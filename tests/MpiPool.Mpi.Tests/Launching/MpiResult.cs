namespace MpiPool.Mpi.Tests.Launching;

/// <summary>What became of a run.</summary>
/// <param name="Command">The command line.</param>
/// <param name="ExitCode">The launcher's exit code; null if it had to be killed at the time limit.</param>
/// <param name="Output">The standard output of all ranks, as the launcher merged it.</param>
/// <param name="Error">The standard error, likewise.</param>
/// <param name="Elapsed">From the start to the launcher's end.</param>
/// <param name="EndedAt">When the last of its processes was gone, in UTC.</param>
/// <param name="Leftovers">Processes of the run that did not end with it.</param>
internal sealed record MpiResult(string Command, int? ExitCode, string Output, string Error, TimeSpan Elapsed, DateTime EndedAt, string[] Leftovers)
{
    /// <summary>The lines of <see cref="Output"/>.</summary>
    public string[] OutputLines => Lines(Output);

    /// <summary>The lines of <see cref="Error"/>.</summary>
    public string[] ErrorLines => Lines(Error);

    /// <summary>It ended in time with code 0 and left no process behind.</summary>
    public void AssertSucceeded()
    {
        AssertEnded();
        Assert.True(ExitCode == 0, $"Exit code {ExitCode}.\n{this}");
    }

    /// <summary>It ended in time with a code that is not 0 and left no process behind.</summary>
    public void AssertFailed()
    {
        AssertEnded();
        Assert.True(ExitCode != 0, $"Exit code 0.\n{this}");
    }

    /// <summary>It ended in time and left no process behind.</summary>
    public void AssertEnded()
    {
        Assert.True(ExitCode != null, $"It did not end in time.\n{this}");
        Assert.True(Leftovers.Length == 0, $"Processes were left behind.\n{this}");
    }

    /// <summary>The command and all that it wrote.</summary>
    public override string ToString() =>
        $"{Command}\nexit code {ExitCode}, {Elapsed.TotalSeconds:F1} s\n-- output\n{Output}\n-- error\n{Error}\n-- left behind\n{string.Join('\n', Leftovers)}";

    private static string[] Lines(string text) => text.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
}
