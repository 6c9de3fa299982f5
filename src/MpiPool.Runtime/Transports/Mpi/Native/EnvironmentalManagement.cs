using System.Runtime.InteropServices;

namespace MpiPool.Transports.Mpi.Native;

/// <summary>Calls of the chapters "MPI Environmental Management" and "Process Initialization" (MPI 4.0, chapters 9 and 11).</summary>
internal sealed unsafe class EnvironmentalManagement(nint library)
{
    // int MPI_Init_thread(int *argc, char ***argv, int required, int *provided)
    public readonly delegate* unmanaged[Cdecl]<int*, byte***, int, int*, int> InitThread =
        (delegate* unmanaged[Cdecl]<int*, byte***, int, int*, int>)NativeLibrary.GetExport(library, "MPI_Init_thread");

    // int MPI_Initialized(int *flag)
    public readonly delegate* unmanaged[Cdecl]<int*, int> Initialized =
        (delegate* unmanaged[Cdecl]<int*, int>)NativeLibrary.GetExport(library, "MPI_Initialized");

    // int MPI_Finalized(int *flag)
    public readonly delegate* unmanaged[Cdecl]<int*, int> Finalized =
        (delegate* unmanaged[Cdecl]<int*, int>)NativeLibrary.GetExport(library, "MPI_Finalized");

    // int MPI_Query_thread(int *provided)
    public readonly delegate* unmanaged[Cdecl]<int*, int> QueryThread =
        (delegate* unmanaged[Cdecl]<int*, int>)NativeLibrary.GetExport(library, "MPI_Query_thread");

    // int MPI_Finalize(void)
    public readonly delegate* unmanaged[Cdecl]<int> FinalizeMpi =
        (delegate* unmanaged[Cdecl]<int>)NativeLibrary.GetExport(library, "MPI_Finalize");

    // int MPI_Abort(MPI_Comm comm, int errorcode)
    public readonly delegate* unmanaged[Cdecl]<nint, int, int> Abort =
        (delegate* unmanaged[Cdecl]<nint, int, int>)NativeLibrary.GetExport(library, "MPI_Abort");

    // int MPI_Error_string(int errorcode, char *string, int *resultlen)
    public readonly delegate* unmanaged[Cdecl]<int, byte*, int*, int> ErrorString =
        (delegate* unmanaged[Cdecl]<int, byte*, int*, int>)NativeLibrary.GetExport(library, "MPI_Error_string");

    // int MPI_Error_class(int errorcode, int *errorclass)
    public readonly delegate* unmanaged[Cdecl]<int, int*, int> ErrorClass =
        (delegate* unmanaged[Cdecl]<int, int*, int>)NativeLibrary.GetExport(library, "MPI_Error_class");

    // int MPI_Get_processor_name(char *name, int *resultlen)
    public readonly delegate* unmanaged[Cdecl]<byte*, int*, int> GetProcessorName =
        (delegate* unmanaged[Cdecl]<byte*, int*, int>)NativeLibrary.GetExport(library, "MPI_Get_processor_name");

    // int MPI_Get_library_version(char *version, int *resultlen)
    public readonly delegate* unmanaged[Cdecl]<byte*, int*, int> GetLibraryVersion =
        (delegate* unmanaged[Cdecl]<byte*, int*, int>)NativeLibrary.GetExport(library, "MPI_Get_library_version");

    // int MPI_Get_version(int *version, int *subversion)
    public readonly delegate* unmanaged[Cdecl]<int*, int*, int> GetVersion =
        (delegate* unmanaged[Cdecl]<int*, int*, int>)NativeLibrary.GetExport(library, "MPI_Get_version");
}
