using System.Diagnostics;

namespace MpiPool.BenchmarkRunner.Launching;

/// <summary>One run of a program at a place.</summary>
/// <param name="Place">Where.</param>
/// <param name="Program">Its path.</param>
/// <param name="Arguments">Its arguments.</param>
internal sealed record Launch(Place Place, string Program, params string[] Arguments)
{
    /// <summary>Variables for this run only.</summary>
    public IReadOnlyDictionary<string, string> Environment { get; init; } = new Dictionary<string, string>();

    /// <summary>After which time it is killed, with all it started.</summary>
    public TimeSpan Limit { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>Runs it to its end, or to its limit.</summary>
    public async Task<Outcome> RunAsync()
    {
        long start = Stopwatch.GetTimestamp();
        using var process = new Process { StartInfo = StartInfo() };
        process.Start();
        Task<string> output = process.StandardOutput.ReadToEndAsync(), error = process.StandardError.ReadToEndAsync();
        using var limit = new CancellationTokenSource(Limit);
        string? failure = null;
        try
        {
            await process.WaitForExitAsync(limit.Token);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            failure = $"did not end within {Limit.TotalMinutes} minutes";
        }
        if (failure is null && process.ExitCode != 0)
            failure = $"exit code {process.ExitCode}";
        return new Outcome(start, await output, await error, failure);
    }

    /// <summary>The command as one would type it.</summary>
    public override string ToString() => string.Join(' ', [.. Command(), .. Arguments]);

    private IEnumerable<string> Command() => Place.Mpi is { } mpi
        ? [mpi.Launcher, .. mpi.Options(Place.Binding), "-n", $"{Place.Ranks}", Program]
        : [Program];

    private ProcessStartInfo StartInfo()
    {
        string[] command = [.. Command(), .. Arguments];
        var info = new ProcessStartInfo(command[0], command[1..]) { RedirectStandardOutput = true, RedirectStandardError = true };
        // Containers have only root, and Open MPI refuses root unless told twice.
        info.Environment["OMPI_ALLOW_RUN_AS_ROOT"] = "1";
        info.Environment["OMPI_ALLOW_RUN_AS_ROOT_CONFIRM"] = "1";
        // Threads in one process: as many workers as an MPI job of so many ranks would have.
        info.Environment["MPIPOOL_WORKERS"] = $"{Place.Ranks - 1}";
        foreach ((string name, string value) in Environment)
            info.Environment[name] = value;
        return info;
    }
}
