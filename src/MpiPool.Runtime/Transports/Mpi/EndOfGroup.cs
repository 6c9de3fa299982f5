using System.Runtime.InteropServices;
using MpiPool.Transports.Mpi.Native;

namespace MpiPool.Transports.Mpi;

/// <summary>The last meeting of a communicator's ranks, under way. On the MPI thread.</summary>
internal sealed unsafe class EndOfGroup
{
    private readonly MpiSession _session;
    private readonly CollectiveStep* _steps;
    private readonly nint _request;
    private readonly int _size;

    /// <summary>Tells the others, without waiting, that this rank's program ends.</summary>
    public EndOfGroup(MpiSession session, CollectiveCommunication collectives, nint communicator, int size)
    {
        _session = session;
        _size = size;
        nint request = 0;
        // One step more than there are ranks: the last is what this rank gives. Freed when the gather has ended; the library holds both until then.
        _steps = (CollectiveStep*)NativeMemory.AllocZeroed((nuint)(size + 1), (nuint)sizeof(CollectiveStep));
        _steps[size] = new CollectiveStep(CollectiveKind.End, 0, 0);
        session.Check(collectives.Iallgather(_steps + size, sizeof(CollectiveStep), session.Library.Abi.Byte, _steps, sizeof(CollectiveStep), session.Library.Abi.Byte, communicator, &request), "MPI_Iallgather");
        _request = request;
    }

    /// <summary>Waits for the others. Returns what they came to do.</summary>
    public CollectiveStep[] Wait()
    {
        _session.Await(_request);
        CollectiveStep[] steps = new ReadOnlySpan<CollectiveStep>(_steps, _size).ToArray();
        NativeMemory.Free(_steps);
        return steps;
    }
}
