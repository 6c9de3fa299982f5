namespace MpiPool.Transports.Mpi.Abi;

/// <summary>
/// What a C program would take from an implementation's <c>mpi.h</c>: handles, integer constants, the layout of <c>MPI_Status</c>. Data
/// only; one file an ABI. The tests compile a C program against each installed header and compare.
/// </summary>
/// <remarks>
/// Handles are carried as <see cref="nint"/> for every ABI. Where they are C ints (MPICH, MS-MPI) the value stands in the low 32 bits: an
/// argument is passed in a 64-bit register or stack slot of which the callee reads the low half, and an out-argument fills the low half
/// of a zeroed nint. That holds on the little-endian 64-bit processors .NET runs on.
/// </remarks>
internal sealed record MpiAbi
{
    /// <summary>The name for messages.</summary>
    public required string Name { get; init; }

    /// <summary>MPI_COMM_WORLD.</summary>
    public required nint CommWorld { get; init; }

    /// <summary>MPI_COMM_SELF.</summary>
    public required nint CommSelf { get; init; }

    /// <summary>MPI_BYTE.</summary>
    public required nint Byte { get; init; }

    /// <summary>MPI_ERRORS_RETURN.</summary>
    public required nint ErrorsReturn { get; init; }

    /// <summary>MPI_STATUS_IGNORE.</summary>
    public required nint StatusIgnore { get; init; }

    /// <summary>MPI_ANY_SOURCE.</summary>
    public required int AnySource { get; init; }

    /// <summary>MPI_THREAD_FUNNELED.</summary>
    public required int ThreadFunneled { get; init; }

    /// <summary>MPI_THREAD_SERIALIZED.</summary>
    public required int ThreadSerialized { get; init; }

    /// <summary>MPI_MAX_ERROR_STRING.</summary>
    public required int MaxErrorString { get; init; }

    /// <summary>MPI_MAX_PROCESSOR_NAME.</summary>
    public required int MaxProcessorName { get; init; }

    /// <summary>sizeof(MPI_Status).</summary>
    public required int StatusSize { get; init; }

    /// <summary>offsetof(MPI_Status, MPI_SOURCE).</summary>
    public required int StatusSourceOffset { get; init; }
}
