namespace MpiPool.Testing;

/// <summary>How ranks are placed on cores.</summary>
public enum Binding
{
    /// <summary>The launcher's default.</summary>
    Default,

    /// <summary>One core a rank.</summary>
    Core,

    /// <summary>Any core.</summary>
    None,
}

/// <summary>Starts programs the way users do: alone, or under the mpirun of an MPI.</summary>
public enum Launcher
{
    /// <summary>No launcher: one process.</summary>
    Alone,

    /// <summary>Open MPI's mpirun.</summary>
    OpenMpi,

    /// <summary>MPICH's mpirun.</summary>
    Mpich,
}

/// <summary>Runs a program under a launcher.</summary>
internal static class LauncherRuns
{
    private static readonly TimeSpan s_limit = TimeSpan.FromMinutes(3);

    // Containers have only root, and Open MPI refuses root unless told twice.
    private static readonly Dictionary<string, string> s_environment = new()
    {
        ["OMPI_ALLOW_RUN_AS_ROOT"] = "1",
        ["OMPI_ALLOW_RUN_AS_ROOT_CONFIRM"] = "1",
    };

    /// <summary>Runs the program on so many ranks, or alone.</summary>
    public static Task<ProcessResult> RunAsync(this Launcher launcher, int ranks, Binding binding, string workingDirectory, string program, params string[] arguments)
    {
        if (launcher == Launcher.Alone)
            return ProcessRunner.RunAsync(s_limit, workingDirectory, s_environment, program, arguments);
        string[] command = [.. Options(launcher, binding), "-n", ranks.ToString(), program, .. arguments];
        return ProcessRunner.RunAsync(s_limit, workingDirectory, s_environment, Command(launcher), command);
    }

    private static IEnumerable<string> Options(Launcher launcher, Binding binding)
    {
        if (launcher == Launcher.OpenMpi)
            yield return "--oversubscribe";
        if (binding == Binding.Default)
            yield break;
        yield return launcher == Launcher.OpenMpi ? "--bind-to" : "-bind-to";
        yield return (launcher, binding) switch
        {
            (Launcher.OpenMpi, Binding.Core) => "core:overload-allowed",
            (_, Binding.Core) => "core",
            _ => "none",
        };
    }

    private static string Command(Launcher launcher)
    {
        string kind = launcher == Launcher.OpenMpi ? "openmpi" : "mpich";
        // Debian keeps both MPIs under names of their own; elsewhere each has a folder.
        string[] candidates = [$"/usr/bin/mpirun.{kind}", $"/usr/lib64/{kind}/bin/mpirun", $"/usr/local/{kind}/bin/mpirun"];
        return Array.Find(candidates, File.Exists)
            ?? throw new InvalidOperationException($"No mpirun of {launcher} on this machine (looked for {string.Join(", ", candidates)}). Run eng/setup.sh --all-mpi.");
    }
}
