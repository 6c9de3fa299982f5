namespace MpiPool.Mpi.Tests.Launching;

/// <summary>What starts a program.</summary>
public enum MpiKind
{
    /// <summary>Nothing: one process, as from a shell.</summary>
    None,

    /// <summary>Open MPI's mpirun.</summary>
    OpenMpi,

    /// <summary>MPICH's mpirun.</summary>
    Mpich,
}
