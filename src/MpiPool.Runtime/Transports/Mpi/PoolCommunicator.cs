using System.Runtime.InteropServices;

namespace MpiPool.Transports.Mpi;

/// <summary>
/// A communicator of a pool's own. A duplicate takes the ranks several rounds (MPI_Comm_idup): until it is there they meet in the one that it is
/// made of. On the MPI thread.
/// </summary>
internal sealed unsafe class PoolCommunicator
{
    // Where the library writes the handle when the request has completed, at the latest; null where the communicator is there.
    private readonly nint* _duplicate;
    private readonly nint _request;

    /// <summary>One that is there.</summary>
    public PoolCommunicator(nint communicator) => Meeting = communicator;

    /// <summary>Begins a duplicate. Collective.</summary>
    public PoolCommunicator(nint original, MpiSession session)
    {
        Meeting = original;
        _duplicate = (nint*)NativeMemory.AllocZeroed((nuint)sizeof(nint));
        nint request = 0;
        // The request is known by its value; the handle's place lives until it has been taken, or as long as the process.
        session.Check(session.Library.Communicators.Idup(original, _duplicate, &request), "MPI_Comm_idup");
        _request = request;
    }

    /// <summary>What the ranks do collectives in: the same ranks in the same order.</summary>
    public nint Meeting { get; }

    /// <summary>Waits until it is there and returns it. Once.</summary>
    /// <param name="wait">Waits for a request.</param>
    public nint Take(Action<nint> wait)
    {
        if (_duplicate == null)
            return Meeting;
        wait(_request);
        nint communicator = *_duplicate;
        NativeMemory.Free(_duplicate);
        return communicator;
    }
}
