namespace MpiPool.Transports.Mpi.Native;

/// <summary>Calls of the chapters "MPI Environmental Management" and "Process Initialization" (MPI 4.0, chapters 9 and 11).</summary>
internal sealed unsafe class EnvironmentalManagement(nint library)
{
    // int MPI_Init_thread(int *argc, char ***argv, int required, int *provided)
    public readonly delegate* unmanaged[Cdecl]<int*, byte***, int, int*, int> InitThread =
        (delegate* unmanaged[Cdecl]<int*, byte***, int, int*, int>)MpiExport.Of(library, "MPI_Init_thread");

    // int MPI_Initialized(int *flag)
    public readonly delegate* unmanaged[Cdecl]<int*, int> Initialized =
        (delegate* unmanaged[Cdecl]<int*, int>)MpiExport.Of(library, "MPI_Initialized");

    // int MPI_Finalize(void)
    public readonly delegate* unmanaged[Cdecl]<int> FinalizeMpi =
        (delegate* unmanaged[Cdecl]<int>)MpiExport.Of(library, "MPI_Finalize");

    // int MPI_Abort(MPI_Comm comm, int errorcode)
    public readonly delegate* unmanaged[Cdecl]<nint, int, int> Abort =
        (delegate* unmanaged[Cdecl]<nint, int, int>)MpiExport.Of(library, "MPI_Abort");

    // int MPI_Error_string(int errorcode, char *string, int *resultlen)
    public readonly delegate* unmanaged[Cdecl]<int, byte*, int*, int> ErrorString =
        (delegate* unmanaged[Cdecl]<int, byte*, int*, int>)MpiExport.Of(library, "MPI_Error_string");

    // int MPI_Error_class(int errorcode, int *errorclass)
    public readonly delegate* unmanaged[Cdecl]<int, int*, int> ErrorClass =
        (delegate* unmanaged[Cdecl]<int, int*, int>)MpiExport.Of(library, "MPI_Error_class");

    // int MPI_Get_processor_name(char *name, int *resultlen)
    public readonly delegate* unmanaged[Cdecl]<byte*, int*, int> GetProcessorName =
        (delegate* unmanaged[Cdecl]<byte*, int*, int>)MpiExport.Of(library, "MPI_Get_processor_name");

    // int MPI_Get_library_version(char *version, int *resultlen)
    public readonly delegate* unmanaged[Cdecl]<byte*, int*, int> GetLibraryVersion =
        (delegate* unmanaged[Cdecl]<byte*, int*, int>)MpiExport.Of(library, "MPI_Get_library_version");
}
