using System.Globalization;
using MpiPool.Transports.Mpi.Abi;

namespace MpiPool.Transports.Mpi;

/// <summary>What to tell somebody whose srun and MPI library do not speak the same language.</summary>
internal static class SrunAdvice
{
    /// <summary>Which option of srun belongs to which library.</summary>
    public const string Options = "'srun --mpi=pmix' (Open MPI) or 'srun --mpi=pmi2' (MPICH and its family)";

    /// <summary>
    /// Before MPI starts: what is wrong if it does not, or null. Open MPI ends the process inside MPI_Init where it finds no PMIx, and asks for
    /// another build of itself. It is no error yet: there are builds of it that speak PMI-2.
    /// </summary>
    /// <param name="launch">How this process was started. One rank tells it for all.</param>
    /// <param name="library">The library's name, for the text.</param>
    /// <param name="family">The name of its binary interface.</param>
    public static string? BeforeStart(LaunchEnvironment launch, string library, string family) =>
        launch is { IsSrun: true, Launcher: MpiLauncher.Mpich, Rank: 0 } && family == OpenMpiAbi.FamilyName
            ? string.Create(CultureInfo.InvariantCulture, $"srun gives its {launch.Size} tasks PMI-2, and {library} is Open MPI, which starts by PMIx: if it ends this program now, start it with 'srun --mpi=pmix'.")
            : null;

    /// <summary>What to do where the library does not see the ranks that were started.</summary>
    public static string ForOtherLibrary(LaunchEnvironment launch) =>
        (launch.IsSrun ? $"Start the program with what that library speaks, {Options}" : "Start the program with the mpirun of that library")
        + $", or set {MpiLibrarySearch.Variable} to the library of the launcher.";
}
