namespace MpiPool.Transports.Mpi.Abi;

/// <summary>The MPICH ABI family (MPICH, Intel MPI, MVAPICH, Cray MPICH): handles are C ints with fixed values.</summary>
internal static class MpichAbi
{
    /// <summary>The table.</summary>
    public static MpiAbi Table { get; } = new()
    {
        Name = "MPICH ABI",
        CommWorld = 0x44000000,
        CommSelf = 0x44000001,
        Byte = 0x4c00010d,
        ErrorsReturn = 0x54000001,
        StatusIgnore = 1,
        AnySource = -2,
        ThreadFunneled = 1,
        ThreadSerialized = 2,
        MaxErrorString = 512,
        MaxProcessorName = 128,
        StatusSize = 20,
        StatusSourceOffset = 8,
    };
}
