using System.Diagnostics;
using System.Runtime.InteropServices;
using MpiPool.Transports.Mpi.Native;

namespace MpiPool.Transports.Mpi;

/// <summary>A pool's ranks over MPI: a communicator of its own, made of the one it is opened on.</summary>
/// <remarks>
/// A request is the value of MPI's own handle, copied in and out of each test; nothing is allocated for it. The status block is shared by
/// all calls, which the progress role serializes.
/// </remarks>
internal sealed unsafe class MpiTransport : Transport
{
    /// <summary>A probed message of at most this size is in memory already, so that a blocking receive is a copy.</summary>
    private const int SmallMessage = 1024;

    private readonly MpiSession _session;
    private readonly PointToPoint _calls;
    private readonly CollectiveCommunication _collectives;
    private readonly WakeSignal _wake = new();
    private readonly Doorbells? _doorbells;
    private readonly PoolCommunicator _made;
    private readonly nint _meeting;
    private readonly nint _byte;
    private readonly void* _statusIgnore;
    private readonly byte* _status;
    private readonly int* _statusSource;
    private readonly int _anySource;
    private nint _communicator;
    private bool _isConnected;

    private MpiTransport(MpiSession session, PoolCommunicator communicator, int mainNumber, int ranksOnHost, Doorbells? doorbells)
    {
        _session = session;
        _doorbells = doorbells;
        _made = communicator;
        _meeting = communicator.Meeting;
        _calls = session.Library.PointToPoint;
        _collectives = session.Library.Collectives;
        _byte = session.Library.Abi.Byte;
        _statusIgnore = (void*)session.Library.Abi.StatusIgnore;
        _anySource = session.Library.Abi.AnySource;
        // Written by the library alone, as large as the ABI says; lives until the transport is closed.
        _status = (byte*)NativeMemory.AllocZeroed((nuint)session.Library.Abi.StatusSize);
        _statusSource = (int*)(_status + session.Library.Abi.StatusSourceOffset);
        MainNumber = mainNumber;
        RanksOnHost = ranksOnHost;
        int rank = 0, size = 0;
        // Out-arguments on this frame.
        Check(session.Library.Communicators.Rank(_meeting, &rank), "MPI_Comm_rank");
        Check(session.Library.Communicators.Size(_meeting, &size), "MPI_Comm_size");
        (Rank, Size) = (rank, size);
    }

    public override int Rank { get; }

    public override int Size { get; }

    public override int MainNumber { get; }

    public override string HostName => _session.HostName;

    public override string Description =>
        $"{_session.Library.ShortVersion}, {_session.Library.FileName}, {_session.Library.Abi.Name}, {(RoleMayMove ? "MPI_THREAD_SERIALIZED" : "MPI_THREAD_FUNNELED")}";

    public override bool IsInProcess => false;

    public override int RanksOnHost { get; }

    public override bool RoleMayMove => _session.RoleMayMove;

    /// <summary>Collective; on the MPI thread.</summary>
    public static MpiTransport Create(MpiSession session, MpiGroup group, int? mainRank)
    {
        (PoolCommunicator communicator, int main, int ranksOnHost, Doorbells? doorbells) = group.FindPoolCommunicator(mainRank);
        return new MpiTransport(session, communicator, main, ranksOnHost, doorbells);
    }

    public override void RunOnProgressThread(Action loop) => _session.RunOnProgressThread(loop);

    public override void PrepareProcess(bool endOnSignals)
    {
        HostMemory.LimitToShare(RanksOnHost);
        if (endOnSignals)
            _session.EndOnSignals();
    }

    public override void StartConnecting() => _made.Start();

    public override void Connect()
    {
        if (_isConnected)
            return;
        _communicator = _made.Take(request => RequestWaiter.Wait(this, Started(request), areNear: true));
        _isConnected = true;
    }

    public override bool TryProbe(int tag, out ProbedMessage message)
    {
        int flag = 0, length = 0;
        nint handle = 0;
        // Out-arguments on this frame; the status block is ours.
        Check(_calls.Improbe(_anySource, tag, _communicator, &flag, &handle, _status), "MPI_Improbe");
        if (flag == 0)
        {
            message = default;
            return false;
        }
        Check(_calls.GetCount(_status, _byte, &length), "MPI_Get_count");
        message = new ProbedMessage(*_statusSource, length, handle);
        return true;
    }

    public override TransportRequest StartReceive(in ProbedMessage message, nint address)
    {
        nint handle = message.Handle, request = 0;
        // The caller keeps the memory in place until the request has completed; so for every start below.
        if (message.Length <= SmallMessage)
        {
            Check(_calls.Mrecv((void*)address, message.Length, _byte, &handle, _statusIgnore), "MPI_Mrecv");
            return TransportRequest.Completed;
        }
        Check(_calls.Imrecv((void*)address, message.Length, _byte, &handle, &request), "MPI_Imrecv");
        return Started(request);
    }

    public override TransportRequest StartReceive(int source, int tag, nint address, int length)
    {
        nint request = 0;
        Check(_calls.Irecv((void*)address, length, _byte, source, tag, _communicator, &request), "MPI_Irecv");
        return Started(request);
    }

    public override TransportRequest StartSend(int destination, int tag, nint address, int length)
    {
        nint request = 0;
        Check(_calls.Isend((void*)address, length, _byte, destination, tag, _communicator, &request), "MPI_Isend");
        TransportRequest started = Started(request);
        _doorbells?.Ring(destination);
        return started;
    }

    public override TransportRequest StartBarrier()
    {
        nint request = 0;
        Check(_collectives.Ibarrier(_meeting, &request), "MPI_Ibarrier");
        return Started(request);
    }

    public override TransportRequest StartAllGather(nint send, nint receive, int length)
    {
        nint request = 0;
        Check(_collectives.Iallgather((void*)send, length, _byte, (void*)receive, length, _byte, _meeting, &request), "MPI_Iallgather");
        return Started(request);
    }

    public override TransportRequest StartBroadcast(int root, nint address, int length)
    {
        nint request = 0;
        Check(_collectives.Ibcast((void*)address, length, _byte, root, _meeting, &request), "MPI_Ibcast");
        return Started(request);
    }

    public override bool Test(ref TransportRequest request)
    {
        Debug.Assert(!request.IsCompleted, "A completed request must not be tested again.");
        request = Started(request.Handle);
        return request.IsCompleted;
    }

    public override void Abort(int exitCode, string reason) => _session.Abort(exitCode, reason);

    // Messages to the main rank come from all ranks; those to a worker that has no task from ranks of its host.
    public override bool WakesOnArrival => _doorbells is not null && _doorbells.Attached == (Rank == 0 ? Size : RanksOnHost);

    /// <inheritdoc/>
    public override bool WaitForActivity(int microseconds)
    {
        if (WakesOnArrival)
            return _doorbells!.Wait(Rank, microseconds);
        _wake.Wait(microseconds);
        return false;
    }

    public override void Wake()
    {
        if (WakesOnArrival)
            _doorbells!.Ring(Rank);
        else
            _wake.Wake();
    }

    public override void Sleep(int microseconds) => PreciseSleep.For(microseconds);

    public override string? FindFailure() => _session.Failure;

    public override void Close()
    {
        nint communicator = _communicator;
        // The ranks have met in a barrier, so that nothing is under way on the communicator.
        Check(_session.Library.Communicators.Free(&communicator), "MPI_Comm_free");
        NativeMemory.Free(_status);
        // The doorbells stay as long as this object: threads that know it may still wake this rank.
        _session.Closed(this);
    }

    /// <summary>Many operations complete when they are started; one test finds out, and spares the caller a table entry.</summary>
    private TransportRequest Started(nint request)
    {
        int flag = 0;
        // The handle is copied in and out: MPI identifies a request by its value, not by the address it was stored at.
        Check(_calls.Test(&request, &flag, _statusIgnore), "MPI_Test");
        return flag != 0 ? TransportRequest.Completed : new TransportRequest(request);
    }

    private void Check(int code, string call)
    {
        if (code != 0)
            _session.Library.Throw(code, call);
    }
}
