using MpiPool.Mpi.Tests.Launching;

namespace MpiPool.Mpi.Tests;

/// <summary>What theories run over.</summary>
public static class LaunchingKinds
{
    /// <summary>Every MPI.</summary>
    public static TheoryData<MpiKind> All => [MpiKind.OpenMpi, MpiKind.Mpich];

    /// <summary>Every MPI, ranks bound to a core and not.</summary>
    public static TheoryData<MpiKind, bool> Bound => new()
    {
        { MpiKind.OpenMpi, false },
        { MpiKind.OpenMpi, true },
        { MpiKind.Mpich, false },
        { MpiKind.Mpich, true },
    };
}
