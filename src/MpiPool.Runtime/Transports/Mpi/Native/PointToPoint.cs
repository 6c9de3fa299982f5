namespace MpiPool.Transports.Mpi.Native;

/// <summary>
/// Calls of the chapter "Point-to-Point Communication" (MPI 4.0, chapter 3: https://www.mpi-forum.org/docs/mpi-4.0/mpi40-report.pdf).
/// </summary>
/// <remarks>
/// None suppresses the GC transition: each may run the library's progress engine for as long as it likes (a copy of a large fragment, a
/// system call), and a collection would have to wait for it. The transition costs some 5 ns a call.
/// </remarks>
internal sealed unsafe class PointToPoint(nint library)
{
    // int MPI_Isend(const void *buf, int count, MPI_Datatype datatype, int dest, int tag, MPI_Comm comm, MPI_Request *request)
    public readonly delegate* unmanaged[Cdecl]<void*, int, nint, int, int, nint, nint*, int> Isend =
        (delegate* unmanaged[Cdecl]<void*, int, nint, int, int, nint, nint*, int>)MpiExport.Of(library, "MPI_Isend");

    // int MPI_Irecv(void *buf, int count, MPI_Datatype datatype, int source, int tag, MPI_Comm comm, MPI_Request *request)
    public readonly delegate* unmanaged[Cdecl]<void*, int, nint, int, int, nint, nint*, int> Irecv =
        (delegate* unmanaged[Cdecl]<void*, int, nint, int, int, nint, nint*, int>)MpiExport.Of(library, "MPI_Irecv");

    // int MPI_Improbe(int source, int tag, MPI_Comm comm, int *flag, MPI_Message *message, MPI_Status *status)
    public readonly delegate* unmanaged[Cdecl]<int, int, nint, int*, nint*, void*, int> Improbe =
        (delegate* unmanaged[Cdecl]<int, int, nint, int*, nint*, void*, int>)MpiExport.Of(library, "MPI_Improbe");

    // int MPI_Mrecv(void *buf, int count, MPI_Datatype datatype, MPI_Message *message, MPI_Status *status)
    public readonly delegate* unmanaged[Cdecl]<void*, int, nint, nint*, void*, int> Mrecv =
        (delegate* unmanaged[Cdecl]<void*, int, nint, nint*, void*, int>)MpiExport.Of(library, "MPI_Mrecv");

    // int MPI_Imrecv(void *buf, int count, MPI_Datatype datatype, MPI_Message *message, MPI_Request *request)
    public readonly delegate* unmanaged[Cdecl]<void*, int, nint, nint*, nint*, int> Imrecv =
        (delegate* unmanaged[Cdecl]<void*, int, nint, nint*, nint*, int>)MpiExport.Of(library, "MPI_Imrecv");

    // int MPI_Test(MPI_Request *request, int *flag, MPI_Status *status)
    public readonly delegate* unmanaged[Cdecl]<nint*, int*, void*, int> Test =
        (delegate* unmanaged[Cdecl]<nint*, int*, void*, int>)MpiExport.Of(library, "MPI_Test");

    // int MPI_Get_count(const MPI_Status *status, MPI_Datatype datatype, int *count)
    public readonly delegate* unmanaged[Cdecl]<void*, nint, int*, int> GetCount =
        (delegate* unmanaged[Cdecl]<void*, nint, int*, int>)MpiExport.Of(library, "MPI_Get_count");
}
