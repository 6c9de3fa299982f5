using System.Collections;
using System.Diagnostics;
using System.Globalization;

namespace MpiPool.Mpi.Tests.Launching;

/// <summary>
/// One start of a program under an MPI launcher, described by its properties. Every run has a time limit, after which the processes it
/// started, and no others, are killed.
/// </summary>
/// <example><code>
/// MpiResult result = await new MpiRun(MpiKind.Mpich, MpiRun.TestProgram, "transport-echo") { Ranks = 4 }.RunAsync();
/// result.AssertSucceeded();
/// </code></example>
internal sealed class MpiRun(MpiKind kind, string program, params string[] arguments)
{
    /// <summary>The variable that marks every process of a run; its value is unique to the run.</summary>
    public const string Marker = "MPIPOOL_TEST_RUN";

    /// <summary>The program of the scenarios, which stands beside the tests.</summary>
    public static string TestProgram => Path.Combine(AppContext.BaseDirectory, "MpiPool.Mpi.TestProgram");

    /// <summary>The number of ranks; may exceed the cores. Ignored for <see cref="MpiKind.None"/>.</summary>
    public int Ranks { get; init; } = 2;

    /// <summary>Whether each rank is bound to one core; else to none.</summary>
    public bool Bind { get; init; }

    /// <summary>The number of hosts that the ranks are spread over; 1 is the machine as it is. See <see cref="MpiHosts"/>.</summary>
    public int Hosts { get; init; } = MpiHosts.Default;

    /// <summary>Variables of the launcher and the ranks, beside those of the test; null removes one.</summary>
    public Dictionary<string, string?> Environment { get; init; } = [];

    /// <summary>Options for the launcher, before the program.</summary>
    public string[] LauncherOptions { get; init; } = [];

    /// <summary>When the run is killed and counts as hanging.</summary>
    public TimeSpan TimeLimit { get; init; } = TimeSpan.FromSeconds(150);

    /// <summary>Starts it and waits for its end.</summary>
    public async Task<MpiResult> RunAsync()
    {
        using MpiJob job = Start();
        return await job.WaitAsync();
    }

    /// <summary>Starts it.</summary>
    public MpiJob Start()
    {
        var start = new ProcessStartInfo
        {
            FileName = kind == MpiKind.None ? program : MpiInstallation.Launcher(kind),
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        };
        foreach (string argument in kind == MpiKind.None ? [] : LauncherArguments())
            start.ArgumentList.Add(argument);
        foreach (string argument in arguments)
            start.ArgumentList.Add(argument);
        string marker = Guid.NewGuid().ToString("N");
        SetEnvironment(start, marker);
        return new MpiJob(start, marker, TimeLimit);
    }

    private IEnumerable<string> LauncherArguments()
    {
        string ranks = Ranks.ToString(CultureInfo.InvariantCulture);
        string[] options = kind == MpiKind.OpenMpi
            ? ["-n", ranks, "--oversubscribe", "--bind-to", Bind ? "core:overload-allowed" : "none"]
            : ["-n", ranks, "-bind-to", Bind ? "core" : "none"];
        return [.. MpiHosts.Options(kind, Ranks, Hosts), .. options, .. LauncherOptions, program];
    }

    private void SetEnvironment(ProcessStartInfo start, string marker)
    {
        // The tests may themselves run under a launcher or a debugger's terminal; a run starts from a known state.
        foreach (DictionaryEntry entry in System.Environment.GetEnvironmentVariables())
        {
            if (entry.Key is string name && Transports.Mpi.LaunchEnvironment.IsLauncherVariable(name))
                start.Environment.Remove(name);
        }
        start.Environment["TERM"] = "xterm-256color";
        start.Environment["OMPI_ALLOW_RUN_AS_ROOT"] = "1";
        start.Environment["OMPI_ALLOW_RUN_AS_ROOT_CONFIRM"] = "1";
        start.Environment[Marker] = marker;
        foreach ((string name, string? value) in Environment)
        {
            if (value is null)
                start.Environment.Remove(name);
            else
                start.Environment[name] = value;
        }
    }
}
