namespace MpiPool.Transports.Mpi.Abi;

/// <summary>The standard ABI of MPI 5.0 (chapter 20), implemented by <c>libmpi_abi</c>: handles are pointers with fixed small values.</summary>
internal static class MpiStandardAbi
{
    /// <summary>The table.</summary>
    public static MpiAbi Table { get; } = new()
    {
        Name = "MPI standard ABI",
        CommWorld = 0x101,
        CommSelf = 0x102,
        Byte = 0x247,
        ErrorsReturn = 0x143,
        StatusIgnore = 0,
        AnySource = -1,
        ThreadFunneled = 1024,
        ThreadSerialized = 2048,
        MaxErrorString = 512,
        MaxProcessorName = 256,
        StatusSize = 32,
        StatusSourceOffset = 0,
    };
}
