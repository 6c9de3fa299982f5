using System.Runtime.InteropServices;

namespace MpiPool.Transports.InProcess;

/// <summary>
/// Ranks as threads of one process. The same frames and the same rules as over MPI: the send of a small message copies its bytes and is
/// complete at once, that of a large one when the receiver has copied them, so that memory is bounded by what is received.
/// </summary>
internal sealed class InProcessTransport : Transport
{
    // From here on a copy of its own costs more than that the sender waits.
    private const int LongestEagerMessage = 64 * 1024;

    private readonly InProcessHub _hub;
    private readonly Mailbox _mailbox;
    private readonly bool _roleMayMove;

    // Operations under way, by request number. Few at a time.
    private readonly Dictionary<nint, Func<bool>> _pending = [];
    private readonly Dictionary<(int Source, int Tag), Queue<nint>> _receives = [];
    private nint _nextRequest = 1;
    private InProcessMessage?[] _probed = new InProcessMessage?[16];
    private long _collectives;
    private Thread? _thread;

    /// <param name="hub">What the ranks share.</param>
    /// <param name="rank">This rank.</param>
    /// <param name="roleMayMove">False plays an MPI that allows one thread only.</param>
    public InProcessTransport(InProcessHub hub, int rank, bool roleMayMove = true)
    {
        _hub = hub;
        _mailbox = hub.Mailboxes[rank];
        _roleMayMove = roleMayMove;
        Rank = rank;
    }

    public override int Rank { get; }

    public override int Size => _hub.Mailboxes.Length;

    public override int MainNumber => _hub.MainNumber;

    public override string HostName { get; } = Environment.MachineName;

    public override string Description => "threads of one process";

    public override bool IsInProcess => true;

    public override object? SharedState => _hub;

    public override int RanksOnHost => Size;

    public override bool WakesOnArrival => true;

    public override bool RoleMayMove => _roleMayMove;

    public override void RunOnProgressThread(Action loop)
    {
        Thread? previous = _thread;
        _thread = new Thread(() =>
        {
            previous?.Join();
            loop();
        })
        {
            IsBackground = true,
            Name = $"mpipool-{Rank}",
        };
        _thread.Start();
    }

    public override bool TryProbe(int tag, out ProbedMessage message)
    {
        if (!_mailbox.TryTake(tag, out InProcessMessage? taken))
        {
            message = default;
            return false;
        }
        int handle = Array.IndexOf(_probed, null);
        if (handle < 0)
        {
            handle = _probed.Length;
            Array.Resize(ref _probed, handle * 2);
        }
        _probed[handle] = taken;
        message = new ProbedMessage(taken!.Source, taken.Length, handle);
        return true;
    }

    public override TransportRequest StartReceive(in ProbedMessage message, nint address)
    {
        _probed[message.Handle]!.Receive(address);
        _probed[message.Handle] = null;
        return TransportRequest.Completed;
    }

    public override TransportRequest StartReceive(int source, int tag, nint address, int length)
    {
        // As with MPI, receives of one source and tag match in the order of their starts, in whatever order they are tested.
        (int Source, int Tag) channel = (source, tag);
        if (!_receives.TryGetValue(channel, out Queue<nint>? waiting))
            _receives.Add(channel, waiting = new Queue<nint>());
        nint request = _nextRequest;
        waiting.Enqueue(request);
        return Start(() =>
        {
            if (waiting.Peek() != request || !_mailbox.TryTake(source, tag, out InProcessMessage? message))
                return false;
            waiting.Dequeue();
            if (message!.Length != length)
                throw new InvalidOperationException($"A message of {message.Length} bytes from rank {source} was received into {length}.");
            message.Receive(address);
            return true;
        });
    }

    public override TransportRequest StartSend(int destination, int tag, nint address, int length)
    {
        var message = new InProcessMessage(Rank, tag, address, length, isEager: length <= LongestEagerMessage);
        _hub.Mailboxes[destination].Post(message);
        return message.IsReceived ? TransportRequest.Completed : Start(() => message.IsReceived);
    }

    public override TransportRequest StartBarrier()
    {
        InProcessHub.Collective collective = _hub.Join(_collectives++, Rank, []);
        return Start(() => collective.IsComplete);
    }

    public override TransportRequest StartAllGather(nint send, nint receive, int length)
    {
        byte[] contribution = new byte[length];
        Marshal.Copy(send, contribution, 0, length);
        InProcessHub.Collective collective = _hub.Join(_collectives++, Rank, contribution);
        return Start(() =>
        {
            if (!collective.IsComplete)
                return false;
            for (int rank = 0; rank < Size; rank++)
                Marshal.Copy(collective.Contributions[rank], 0, receive + rank * length, length);
            return true;
        });
    }

    public override TransportRequest StartBroadcast(int root, nint address, int length)
    {
        byte[] contribution = Rank == root ? new byte[length] : [];
        Marshal.Copy(address, contribution, 0, contribution.Length);
        InProcessHub.Collective collective = _hub.Join(_collectives++, Rank, contribution);
        return Start(() =>
        {
            if (!collective.IsComplete)
                return false;
            Marshal.Copy(collective.Contributions[root], 0, address, length);
            return true;
        });
    }

    public override bool Test(ref TransportRequest request)
    {
        if (request.IsCompleted)
            return true;
        if (!_pending[request.Handle]())
            return false;
        _pending.Remove(request.Handle);
        request = TransportRequest.Completed;
        return true;
    }

    public override void Abort(int exitCode, string reason) => _hub.Break(reason);

    public override bool WaitForActivity(int microseconds)
    {
        _mailbox.Wait(Math.Max(1, microseconds / 1000));
        // A message that was sent is there.
        return false;
    }

    public override void Wake() => _mailbox.Wake();

    public override void Sleep(int microseconds) => Thread.Sleep(Math.Max(1, microseconds / 1000));

    public override string? FindFailure() => _hub.Failure;

    public override void Close()
    {
    }

    private TransportRequest Start(Func<bool> test)
    {
        nint request = _nextRequest++;
        _pending.Add(request, test);
        return new TransportRequest(request);
    }
}
