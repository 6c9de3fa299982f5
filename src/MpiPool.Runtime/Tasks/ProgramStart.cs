using System.ComponentModel;
using MpiPool.Transports.Mpi;

namespace MpiPool.Tasks;

/// <summary>
/// What must happen in a process before its Main: the module initializer that the generator adds to an executable with tasks calls it.
/// For generated code.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class ProgramStart
{
    /// <summary>
    /// Looks at who started the process. Under an MPI launcher it keeps <see cref="Console"/> from writing terminal escapes. Quick, silent,
    /// without effect elsewhere; may be called again.
    /// </summary>
    public static void Prepare()
    {
        // Open MPI gives ranks a pseudo-terminal, also where mpirun's own output goes to a file; .NET takes it for a terminal and writes
        // the start-up string of $TERM's terminal into it. The terminal "dumb" has none. Console reads the variable at its first use.
        if (LaunchEnvironment.Current.IsLaunched && Environment.GetEnvironmentVariable("TERM") is { Length: > 0 })
            Environment.SetEnvironmentVariable("TERM", "dumb");
    }
}
