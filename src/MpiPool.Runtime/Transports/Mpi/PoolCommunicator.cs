using System.Runtime.InteropServices;

namespace MpiPool.Transports.Mpi;

/// <summary>
/// A communicator of a pool's own. A duplicate takes the ranks several rounds (MPI_Comm_idup): until it is there they meet in the one that it is
/// made of. On the MPI thread.
/// </summary>
/// <remarks>
/// Open MPI 4 starts the rounds one after the other inside its progress, as collectives of the original that take their tags from the same counter as
/// ours. So all of ours are started before it, in the same order on all ranks, and none until it has ended.
/// </remarks>
internal sealed unsafe class PoolCommunicator
{
    private readonly MpiSession? _session;

    // Where the library writes the handle when the request has completed, at the latest; null where none is being made.
    private nint* _duplicate;
    private nint _request;

    /// <summary>One that is there.</summary>
    public PoolCommunicator(nint communicator) => Meeting = communicator;

    /// <summary>One to be duplicated.</summary>
    public PoolCommunicator(nint original, MpiSession session)
    {
        Meeting = original;
        _session = session;
    }

    /// <summary>What the ranks do collectives in: the same ranks in the same order.</summary>
    public nint Meeting { get; }

    /// <summary>Begins the duplicate, where one is wanted. Collective; once.</summary>
    public void Start()
    {
        if (_session is null)
            return;
        _duplicate = (nint*)NativeMemory.AllocZeroed((nuint)sizeof(nint));
        nint request = 0;
        // The request is known by its value; the handle's place lives until it has been taken, or as long as the process.
        _session.Check(_session.Library.Communicators.Idup(Meeting, _duplicate, &request), "MPI_Comm_idup");
        _request = request;
    }

    /// <summary>Waits until it is there and returns it. Once.</summary>
    /// <param name="wait">Waits for a request.</param>
    public nint Take(Action<nint> wait)
    {
        if (_duplicate == null)
            return Meeting;
        wait(_request);
        nint communicator = *_duplicate;
        NativeMemory.Free(_duplicate);
        _duplicate = null;
        return communicator;
    }
}
