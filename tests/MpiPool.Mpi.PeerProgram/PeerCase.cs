namespace MpiPool.Mpi.PeerProgram;

/// <summary>A test case of another pool, and what stands for it here.</summary>
/// <param name="Name">Its class and name there.</param>
/// <param name="Family">The family of runs it belongs to; null where it is no case of this program.</param>
/// <param name="Note">What the counterpart does; or where it is tested; or why there is none.</param>
internal sealed record PeerCase(string Name, string? Family, string Note)
{
    /// <summary>Cases that need no more than an open pool share one.</summary>
    public const string SharedPool = "shared-pool";

    /// <summary>Cases that open and end pools.</summary>
    public const string OwnPools = "own-pools";

    /// <summary>Whether it is mpipool's; else it is mpi4py's.</summary>
    public bool IsMpipools => Name.StartsWith("mpipool.", StringComparison.Ordinal);
}
