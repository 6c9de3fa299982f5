namespace MpiPool.Transports.Mpi.Native;

/// <summary>Calls of the chapter "Groups, Contexts, Communicators, and Caching" (MPI 4.0, chapter 7).</summary>
internal sealed unsafe class Communicators(nint library)
{
    // int MPI_Comm_rank(MPI_Comm comm, int *rank)
    public readonly delegate* unmanaged[Cdecl]<nint, int*, int> Rank =
        (delegate* unmanaged[Cdecl]<nint, int*, int>)MpiExport.Of(library, "MPI_Comm_rank");

    // int MPI_Comm_size(MPI_Comm comm, int *size)
    public readonly delegate* unmanaged[Cdecl]<nint, int*, int> Size =
        (delegate* unmanaged[Cdecl]<nint, int*, int>)MpiExport.Of(library, "MPI_Comm_size");

    // int MPI_Comm_dup(MPI_Comm comm, MPI_Comm *newcomm)
    public readonly delegate* unmanaged[Cdecl]<nint, nint*, int> Dup =
        (delegate* unmanaged[Cdecl]<nint, nint*, int>)MpiExport.Of(library, "MPI_Comm_dup");

    // int MPI_Comm_idup(MPI_Comm comm, MPI_Comm *newcomm, MPI_Request *request); null in MS-MPI
    public readonly delegate* unmanaged[Cdecl]<nint, nint*, nint*, int> Idup =
        (delegate* unmanaged[Cdecl]<nint, nint*, nint*, int>)MpiExport.IfAny(library, "MPI_Comm_idup");

    // int MPI_Comm_split(MPI_Comm comm, int color, int key, MPI_Comm *newcomm)
    public readonly delegate* unmanaged[Cdecl]<nint, int, int, nint*, int> Split =
        (delegate* unmanaged[Cdecl]<nint, int, int, nint*, int>)MpiExport.Of(library, "MPI_Comm_split");

    // int MPI_Comm_free(MPI_Comm *comm)
    public readonly delegate* unmanaged[Cdecl]<nint*, int> Free =
        (delegate* unmanaged[Cdecl]<nint*, int>)MpiExport.Of(library, "MPI_Comm_free");

    // int MPI_Comm_set_errhandler(MPI_Comm comm, MPI_Errhandler errhandler)
    public readonly delegate* unmanaged[Cdecl]<nint, nint, int> SetErrorHandler =
        (delegate* unmanaged[Cdecl]<nint, nint, int>)MpiExport.Of(library, "MPI_Comm_set_errhandler");
}
