using System.Diagnostics;

namespace MpiPool.Mpi.Tests.Launching;

/// <summary>
/// Finds the commands of an MPI. A missing one fails the test that asks: tests of MPI that pass because there is none would prove nothing.
/// </summary>
internal static class MpiInstallation
{
    /// <summary>The launcher.</summary>
    public static string Launcher(MpiKind kind) => Find(kind, "mpirun");

    /// <summary>The compiler wrapper.</summary>
    public static string Compiler(MpiKind kind) => Find(kind, "mpicc");

    /// <summary>The library that programs of this MPI load.</summary>
    public static string Library(MpiKind kind) => kind == MpiKind.OpenMpi ? "libmpi.so.40" : "libmpich.so.12";

    private static string Find(MpiKind kind, string command)
    {
        // Debian installs both side by side under these names.
        string suffixed = $"{command}.{(kind == MpiKind.OpenMpi ? "openmpi" : "mpich")}";
        if (OnPath(suffixed))
            return suffixed;
        if (OnPath(command) && VersionOf(command).Contains(kind == MpiKind.OpenMpi ? "Open MPI" : "MPICH", StringComparison.OrdinalIgnoreCase))
            return command;
        throw new InvalidOperationException($"{kind} is not installed: neither '{suffixed}' nor a fitting '{command}' is on the PATH. Run eng/test.sh, which sets up both MPIs, "
            + "or install them: apt-get install openmpi-bin libopenmpi-dev mpich libmpich-dev.");
    }

    private static bool OnPath(string command) =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).Any(folder => File.Exists(Path.Combine(folder, command)));

    private static string VersionOf(string command)
    {
        string option = command == "mpicc" ? "-show" : "--version";
        using Process process = Process.Start(new ProcessStartInfo(command, option) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        string text = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        // 'mpirun --version' of Open MPI says "(Open MPI)" or "(OpenRTE)", of MPICH "HYDRA"; 'mpicc -show' names the library's folder.
        return text.Replace("OpenRTE", "Open MPI", StringComparison.Ordinal).Replace("openmpi", "Open MPI", StringComparison.Ordinal)
            .Replace("HYDRA", "MPICH", StringComparison.Ordinal);
    }
}
