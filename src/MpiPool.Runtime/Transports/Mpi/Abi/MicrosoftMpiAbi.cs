namespace MpiPool.Transports.Mpi.Abi;

/// <summary>
/// Microsoft MPI: a branch of an old MPICH. The values used here agree with <see cref="MpichAbi"/>; messages and some types, which are
/// not used, differ. On 64-bit Windows there is one calling convention.
/// </summary>
internal static class MicrosoftMpiAbi
{
    /// <summary>The table.</summary>
    public static MpiAbi Table { get; } = MpichAbi.Table with { Name = "MS-MPI" };
}
