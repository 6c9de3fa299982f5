using System.Collections;
using System.Globalization;
using MpiPool.Transports.Mpi.Native;

namespace MpiPool.Transports.Mpi;

/// <summary>
/// What the launcher's environment variables say. Read once, before anything removes them. A value that is absent there is null here.
/// </summary>
/// <param name="Launcher">What started this process.</param>
/// <param name="Size">The number of ranks.</param>
/// <param name="Rank">This process's rank.</param>
/// <param name="LocalSize">The number of ranks on this host.</param>
/// <param name="ParentProcessId">The process that started this one; it is watched, and its end is the end of the job.</param>
/// <param name="IsSrun">Whether Slurm's srun started this process itself, not through the mpirun of an MPI.</param>
internal sealed record LaunchEnvironment(MpiLauncher Launcher, int? Size, int? Rank, int? LocalSize, int ParentProcessId, bool IsSrun)
{
    private static readonly Lazy<LaunchEnvironment> s_current = new(() => Read(Environment.GetEnvironmentVariable));

    /// <summary>Of this process.</summary>
    public static LaunchEnvironment Current => s_current.Value;

    /// <summary>Whether an MPI launcher started this process, so that MPI must be initialized.</summary>
    public bool IsLaunched => Launcher != MpiLauncher.None;

    /// <summary>Reads the variables through <paramref name="variable"/>.</summary>
    public static LaunchEnvironment Read(Func<string, string?> variable)
    {
        int? Number(string name) =>
            int.TryParse(variable(name), NumberStyles.None, CultureInfo.InvariantCulture, out int value) ? value : null;
        bool Has(string name) => !string.IsNullOrEmpty(variable(name));
        int parent = OperatingSystem.IsWindows() ? 0 : LibC.ParentProcessId();

        if (Has("OMPI_COMM_WORLD_SIZE"))
        {
            return new(MpiLauncher.OpenMpi, Number("OMPI_COMM_WORLD_SIZE"), Number("OMPI_COMM_WORLD_RANK"),
                Number("OMPI_COMM_WORLD_LOCAL_SIZE"), parent, IsSrun: false);
        }
        // Batch scripts see SLURM_* of the job; only what srun starts is in a step. So are the ranks of a mpirun that starts its daemons by
        // srun, in a step of one task a host: Hydra's have this variable of theirs beside it.
        bool isSrun = Has("SLURM_STEP_ID") && Has("SLURM_PROCID") && !Has("MPI_LOCALNRANKS");
        if (Has("PMI_RANK") || Has("PMI_SIZE") || Has("PMI_FD"))
        {
            MpiLauncher launcher = OperatingSystem.IsWindows() && !Has("I_MPI_ROOT") ? MpiLauncher.MicrosoftMpi
                : Has("I_MPI_MPIRUN") || Has("I_MPI_HYDRA_UUID") ? MpiLauncher.Intel
                : MpiLauncher.Mpich;
            return new(launcher, Number("PMI_SIZE"), Number("PMI_RANK"), Number("MPI_LOCALNRANKS"), parent, isSrun);
        }
        int? stepSize = isSrun ? Number("SLURM_STEP_NUM_TASKS") : null;
        if (Has("PMIX_RANK"))
            return new(MpiLauncher.Pmix, stepSize, Number("PMIX_RANK"), null, parent, isSrun);
        if (stepSize > 1)
            return new(MpiLauncher.SlurmWithoutPmi, stepSize, Number("SLURM_PROCID"), null, parent, isSrun);
        return new(MpiLauncher.None, null, null, null, parent, isSrun);
    }

    /// <summary>
    /// Removes the launcher's variables from what child processes of this one inherit: an MPI program among them would else take itself
    /// for one of our ranks. MPI has read them by now.
    /// </summary>
    public static void HideFromChildProcesses()
    {
        foreach (DictionaryEntry entry in Environment.GetEnvironmentVariables())
        {
            if (entry.Key is string name && IsLauncherVariable(name))
                Environment.SetEnvironmentVariable(name, null);
        }
    }

    /// <summary>Whether a variable was set by a launcher for this rank alone. Settings that a user makes for a machine stay.</summary>
    internal static bool IsLauncherVariable(string name) =>
        name is "MPI_LOCALNRANKS" or "MPI_LOCALRANKID" or "MPIR_CVAR_CH3_INTERFACE_HOSTNAME" or "SLURM_STEPID"
        || name.StartsWith("SLURM_STEP_", StringComparison.Ordinal)
        || name.StartsWith("PMI_", StringComparison.Ordinal)
        || name.StartsWith("PMIX_", StringComparison.Ordinal)
        || name.StartsWith("HYDI_", StringComparison.Ordinal)
        || name.StartsWith("HYDRA_", StringComparison.Ordinal)
        || name.StartsWith("PRTE_", StringComparison.Ordinal)
        || (name.StartsWith("OMPI_", StringComparison.Ordinal) && !name.StartsWith("OMPI_ALLOW_", StringComparison.Ordinal));
}
