namespace MpiPool.BenchmarkRunner.Launching;

/// <summary>An MPI of this machine.</summary>
/// <param name="Name"><c>openmpi</c> or <c>mpich</c>.</param>
/// <param name="Launcher">The path of its mpirun.</param>
internal sealed record Mpi(string Name, string Launcher)
{
    /// <summary>The options that place the ranks, and allow more of them than there are cores.</summary>
    public IEnumerable<string> Options(Binding binding) => (Name, binding) switch
    {
        ("openmpi", Binding.Core) => ["--oversubscribe", "--bind-to", "core:overload-allowed"],
        ("openmpi", _) => ["--oversubscribe", "--bind-to", "none"],
        (_, Binding.Core) => ["-bind-to", "core"],
        _ => ["-bind-to", "none"],
    };

    /// <summary>Reads <c>NAME=PATH</c>.</summary>
    /// <exception cref="FormatException">The text has another form.</exception>
    public static Mpi Parse(string text) => text.Split('=', 2) is [("openmpi" or "mpich") and { } name, var path]
        ? new Mpi(name, path)
        : throw new FormatException($"'{text}' is not openmpi=PATH or mpich=PATH, with the path of an mpirun.");
}

/// <summary>How the ranks of a job are placed.</summary>
internal enum Binding
{
    /// <summary>Each on any core.</summary>
    None,

    /// <summary>Each on one core.</summary>
    Core,
}
