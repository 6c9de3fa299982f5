namespace MpiPool.BenchmarkRunner.Launching;

/// <summary>Where a program runs. Rows of one place are compared with each other.</summary>
/// <param name="Mpi">The MPI that starts it; null: it is started alone.</param>
/// <param name="Binding">How ranks are placed; of no meaning without an MPI.</param>
/// <param name="Ranks">The number of ranks: of processes with an MPI, of threads without.</param>
internal sealed record Place(Mpi? Mpi, Binding Binding, int Ranks)
{
    /// <summary>For tables.</summary>
    public string MpiName => Mpi?.Name ?? "none";

    /// <summary>For tables.</summary>
    public string BindingName => Mpi is null ? "-" : Binding == Binding.Core ? "core" : "none";
}
