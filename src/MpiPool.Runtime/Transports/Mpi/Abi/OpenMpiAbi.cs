using System.Runtime.InteropServices;

namespace MpiPool.Transports.Mpi.Abi;

/// <summary>Open MPI (4 and 5): handles are the addresses of exported objects.</summary>
internal static class OpenMpiAbi
{
    /// <summary>The name of the family, for messages.</summary>
    public const string FamilyName = "Open MPI";

    /// <summary>An object whose presence identifies the family.</summary>
    public const string CommWorldSymbol = "ompi_mpi_comm_world";

    /// <summary>The object behind MPI_COMM_SELF.</summary>
    public const string CommSelfSymbol = "ompi_mpi_comm_self";

    /// <summary>The object behind MPI_BYTE.</summary>
    public const string ByteSymbol = "ompi_mpi_byte";

    /// <summary>The object behind MPI_ERRORS_RETURN.</summary>
    public const string ErrorsReturnSymbol = "ompi_mpi_errors_return";

    /// <summary>The table, with the handles of a loaded library.</summary>
    public static MpiAbi Of(nint library) => new()
    {
        Name = FamilyName,
        CommWorld = NativeLibrary.GetExport(library, CommWorldSymbol),
        CommSelf = NativeLibrary.GetExport(library, CommSelfSymbol),
        Byte = NativeLibrary.GetExport(library, ByteSymbol),
        ErrorsReturn = NativeLibrary.GetExport(library, ErrorsReturnSymbol),
        StatusIgnore = 0,
        AnySource = -1,
        ThreadFunneled = 1,
        ThreadSerialized = 2,
        MaxErrorString = 256,
        MaxProcessorName = 256,
        StatusSize = 24,
        StatusSourceOffset = 0,
    };
}
