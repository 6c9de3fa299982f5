namespace MpiPool.Transports.Mpi.Native;

/// <summary>Calls of the chapter "Collective Communication" (MPI 4.0, chapter 6).</summary>
internal sealed unsafe class CollectiveCommunication(nint library)
{
    // int MPI_Ibarrier(MPI_Comm comm, MPI_Request *request)
    public readonly delegate* unmanaged[Cdecl]<nint, nint*, int> Ibarrier =
        (delegate* unmanaged[Cdecl]<nint, nint*, int>)MpiExport.Of(library, "MPI_Ibarrier");

    // int MPI_Ibcast(void *buffer, int count, MPI_Datatype datatype, int root, MPI_Comm comm, MPI_Request *request)
    public readonly delegate* unmanaged[Cdecl]<void*, int, nint, int, nint, nint*, int> Ibcast =
        (delegate* unmanaged[Cdecl]<void*, int, nint, int, nint, nint*, int>)MpiExport.Of(library, "MPI_Ibcast");

    // int MPI_Iallgather(const void *sendbuf, int sendcount, MPI_Datatype sendtype,
    //                    void *recvbuf, int recvcount, MPI_Datatype recvtype, MPI_Comm comm, MPI_Request *request)
    public readonly delegate* unmanaged[Cdecl]<void*, int, nint, void*, int, nint, nint, nint*, int> Iallgather =
        (delegate* unmanaged[Cdecl]<void*, int, nint, void*, int, nint, nint, nint*, int>)MpiExport.Of(library, "MPI_Iallgather");
}
