using System.Runtime.InteropServices;
using System.Text;
using MpiPool.Transports.Mpi.Abi;
using MpiPool.Transports.Mpi.Native;

namespace MpiPool.Transports.Mpi;

/// <summary>
/// The loaded C library with its ABI table and its calls, grouped by the chapters of the standard. Loaded once a process and never
/// unloaded. Creating one calls nothing that needs MPI to be initialized.
/// </summary>
internal sealed unsafe class MpiLibrary
{
    private const int MaxLibraryVersionString = 8192;

    public MpiLibrary(nint handle, string fileName)
    {
        FileName = fileName;
        Environment = new EnvironmentalManagement(handle);
        Communicators = new Communicators(handle);
        PointToPoint = new PointToPoint(handle);
        Collectives = new CollectiveCommunication(handle);
        byte* text = stackalloc byte[MaxLibraryVersionString];
        int length = 0;
        // The buffer has the largest size any ABI asks for. This call and the next are allowed before MPI_Init.
        _ = Environment.GetLibraryVersion(text, &length);
        Version = Encoding.UTF8.GetString(text, Math.Clamp(length, 0, MaxLibraryVersionString)).TrimEnd('\0', '\n', ' ');
        Abi = IdentifyAbi(handle, fileName, Version);
    }

    /// <summary>The name or path it was loaded by.</summary>
    public string FileName { get; }

    /// <summary>What the library says of itself (MPI_Get_library_version); may have several lines.</summary>
    public string Version { get; }

    /// <summary>The beginning of <see cref="Version"/>, for messages: <c>Open MPI v4.1.4</c>, <c>MPICH 4.0.2</c> (which says "MPICH Version:" and a tab).</summary>
    public string ShortVersion => string.Join(' ', Version.Split('\n', ',')[0].Split([' ', '\t'], StringSplitOptions.RemoveEmptyEntries)).Replace(" Version: ", " ", StringComparison.Ordinal);

    /// <summary>Handles and constants.</summary>
    public MpiAbi Abi { get; }

    /// <summary>Start, end, errors, names.</summary>
    public EnvironmentalManagement Environment { get; }

    /// <summary>Communicators.</summary>
    public Communicators Communicators { get; }

    /// <summary>Sends, receives, probes, tests.</summary>
    public PointToPoint PointToPoint { get; }

    /// <summary>Nonblocking collectives.</summary>
    public CollectiveCommunication Collectives { get; }

    /// <summary>Throws what MPI says of <paramref name="code"/>.</summary>
    /// <exception cref="MpiException">Always.</exception>
    [System.Diagnostics.CodeAnalysis.DoesNotReturn]
    public void Throw(int code, string call)
    {
        byte* text = stackalloc byte[Abi.MaxErrorString];
        int length = 0, errorClass = 0;
        // Both buffers are as large as the ABI asks for.
        _ = Environment.ErrorClass(code, &errorClass);
        string message = Environment.ErrorString(code, text, &length) == 0
            ? Encoding.UTF8.GetString(text, Math.Clamp(length, 0, Abi.MaxErrorString)).TrimEnd('\0')
            : "no text";
        throw new MpiException($"{call} failed: {message} (code {code}, class {errorClass}, {ShortVersion}).", code, errorClass);
    }

    /// <summary>By what the library exports and says, never by its name, which several families share.</summary>
    private static MpiAbi IdentifyAbi(nint handle, string fileName, string version)
    {
        // First, since the standard ABI of Open MPI is a layer over a library that exports the objects of its own ABI.
        if (NativeLibrary.TryGetExport(handle, "MPI_Abi_get_version", out nint abiVersion))
        {
            int major = -1, minor = -1;
            // int MPI_Abi_get_version(int *abi_major, int *abi_minor); -1 where the library has another ABI.
            if (((delegate* unmanaged[Cdecl]<int*, int*, int>)abiVersion)(&major, &minor) == 0 && major >= 1)
                return MpiStandardAbi.Table;
        }
        if (NativeLibrary.TryGetExport(handle, OpenMpiAbi.CommWorldSymbol, out _))
            return OpenMpiAbi.Of(handle);
        if (NativeLibrary.TryGetExport(handle, "MSMPI_Get_version", out _))
            return MicrosoftMpiAbi.Table;
        if (version.Contains("MPICH", StringComparison.Ordinal)
            || version.Contains("Intel(R) MPI", StringComparison.Ordinal)
            || version.Contains("MVAPICH", StringComparison.Ordinal))
        {
            return MpichAbi.Table;
        }
        throw new MpiException(
            $"The MPI library {fileName} is of no supported kind. It says: '{version}'. Supported are Open MPI, MPICH and its ABI family "
            + "(Intel MPI, MVAPICH, Cray MPICH), MS-MPI and the standard ABI of MPI 5. Set MPIPOOL_MPI_LIBRARY to the path of one of them.");
    }
}
