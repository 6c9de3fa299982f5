using MpiPool.Tasks;
using MpiPool.Transports.Mpi.Native;

namespace MpiPool.Transports.Mpi;

/// <summary>A communicator over MPI: MPI_COMM_WORLD or a part of it. Its operations run on the MPI thread, with sleeps while other ranks are on their way.</summary>
internal sealed unsafe class MpiGroup : CommunicatorLink
{
    private const int MaximumBytes = 1 << 30;

    private readonly MpiSession _session;
    private readonly nint _communicator;
    private readonly Communicators _communicators;
    private readonly CollectiveCommunication _collectives;

    /// <summary>On the MPI thread.</summary>
    public MpiGroup(MpiSession session, nint communicator)
    {
        _session = session;
        _communicator = communicator;
        _communicators = session.Library.Communicators;
        _collectives = session.Library.Collectives;
        int rank = 0, size = 0;
        // Out-arguments on this frame.
        session.Check(_communicators.SetErrorHandler(communicator, session.Library.Abi.ErrorsReturn), "MPI_Comm_set_errhandler");
        session.Check(_communicators.Rank(communicator, &rank), "MPI_Comm_rank");
        session.Check(_communicators.Size(communicator, &size), "MPI_Comm_size");
        (Rank, Size) = (rank, size);
    }

    public override int Rank { get; }

    public override int Size { get; }

    public override string HostName => _session.HostName;

    public override byte[][] AllGather(CollectiveKind kind, int root, byte[] own) => OnMpiThread(kind, () =>
    {
        CollectiveStep[] steps = Meet(new CollectiveStep(kind, root, own.Length));
        int longest = (int)steps.Max(static step => step.Length);
        if ((long)longest * Size > MaximumBytes)
            throw new InvalidOperationException($"The ranks gave up to {longest} bytes each, too much for {Size} ranks to hold at once (more than {MaximumBytes}). Give large data to the tasks of a pool.");
        byte[] mine = new byte[longest];
        own.CopyTo(mine, 0);
        byte[] all = new byte[longest * Size];
        if (longest != 0)
            GatherAll(mine, all);
        var parts = new byte[Size][];
        for (int rank = 0; rank < parts.Length; rank++)
            parts[rank] = all.AsSpan(rank * longest, (int)steps[rank].Length).ToArray();
        return parts;
    });

    public override byte[] Broadcast(int root, byte[] own) => OnMpiThread(CollectiveKind.Broadcast, () =>
    {
        CollectiveStep[] steps = Meet(new CollectiveStep(CollectiveKind.Broadcast, root, own.Length));
        byte[] bytes = Rank == root ? own : new byte[steps[root].Length];
        nint request = 0;
        // The broadcast ends within this block; the array is pinned for it.
        fixed (byte* address = bytes)
        {
            _session.Check(_collectives.Ibcast(address, bytes.Length, _session.Library.Abi.Byte, root, _communicator, &request), "MPI_Ibcast");
            _session.Await(request);
        }
        return bytes;
    });

    public override CommunicatorLink Split(int color, int key) => OnMpiThread(CollectiveKind.Split, () =>
    {
        Meet(new CollectiveStep(CollectiveKind.Split, 0, 0));
        MpiGroup part = new(_session, Part(color, key));
        _session.Joined(part);
        return part;
    });

    public override void OpenTransport(int? mainRank, Action<Transport> begin)
    {
        if (Size > 1)
            _session.OpenTransport(this, mainRank, begin);
        else
            ThrowIfPoolOpen(CollectiveKind.Open);
    }

    /// <summary>What a pool's communicator is made of; its main rank, how many of its ranks run on this host, and the doorbells of the main rank's host. Collective; on the MPI thread.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such main rank. On all ranks.</exception>
    public (PoolCommunicator Communicator, int MainRank, int RanksOnHost, Doorbells? Doorbells) FindPoolCommunicator(int? mainRank)
    {
        ulong host = Fnv1a.Add(Fnv1a.OffsetBasis, HostName);
        Doorbells? doorbells = Rank == (mainRank ?? 0) ? Doorbells.TryCreate(Size) : null;
        CollectiveStep[] steps = Meet(new CollectiveStep(CollectiveKind.Open, mainRank ?? CollectiveStep.Unset, 0, host, doorbells?.Reference ?? default));
        int first = Array.FindIndex(steps, static step => step.Root != CollectiveStep.Unset);
        int main = first < 0 ? 0 : steps[first].Root;
        for (int rank = 0; rank < Size; rank++)
        {
            if (steps[rank].Root != CollectiveStep.Unset && steps[rank].Root != main)
                _session.EndForMismatch($"rank {rank} names {steps[rank].Root} as the main rank, but rank {first} names {main}. All ranks must name the same, or none.", Rank == 0);
        }
        if (Rank != main)
        {
            // Rank 0, where it was told of no other main rank.
            doorbells?.Dispose();
            doorbells = main < Size && steps[main].Host == host ? Doorbells.TryOpen(steps[main].Doorbells, Size) : null;
        }
        if (main >= Size)
            throw new ArgumentOutOfRangeException(nameof(mainRank), main, $"The main rank {main} is none of the {Size} ranks, 0 to {Size - 1}.");
        PoolCommunicator communicator = main == 0 ? Duplicate() : new PoolCommunicator(Part(0, RankNumbers.FromUser(Rank, main)));
        return (communicator, main, steps.Count(step => step.Host == host), doorbells);
    }

    /// <summary>Begins the last meeting, at the end of the program: ranks that wait for this one to do something else will see it. On the MPI thread.</summary>
    public EndOfGroup BeginEnd() => new(_session, _collectives, _communicator, Size);

    /// <summary>Compares what the ranks came to do. Ends the job where one has come to something else: nobody would wait for the same any more.</summary>
    public void Compare(CollectiveStep[] steps)
    {
        for (int rank = 1; rank < steps.Length; rank++)
        {
            if (steps[rank].Kind != steps[0].Kind)
                _session.EndForMismatch($"rank {rank} {CollectiveNames.Of(steps[rank].Kind)}{Program(steps[rank])}, but rank 0 {CollectiveNames.Of(steps[0].Kind)}{Program(steps[0])}. All ranks must do the same outside the pool's body.", Rank == 0);
            if (steps[rank].Root != steps[0].Root && steps[0].Kind != CollectiveKind.Open)
                _session.EndForMismatch($"rank {rank} {CollectiveNames.Of(steps[rank].Kind)} with rank {steps[rank].Root}, but rank 0 with rank {steps[0].Root}. All ranks must name the same.", Rank == 0);
        }
    }

    private static string Program(CollectiveStep step) => step.Kind == CollectiveKind.End ? " its program" : "";

    private T OnMpiThread<T>(CollectiveKind kind, Func<T> operation)
    {
        if (_session.IsPoolOpen)
            throw PoolIsOpen(kind);
        ThrowIfPoolOpen(kind);
        return _session.Invoke(operation);
    }

    // Waits, with sleeps, until all ranks have come to the same step.
    private CollectiveStep[] Meet(CollectiveStep mine)
    {
        var steps = new CollectiveStep[Size];
        nint request = 0;
        // The gather ends within this block; the array is pinned for it.
        fixed (CollectiveStep* target = steps)
        {
            _session.Check(_collectives.Iallgather(&mine, sizeof(CollectiveStep), _session.Library.Abi.Byte, target, sizeof(CollectiveStep), _session.Library.Abi.Byte, _communicator, &request), "MPI_Iallgather");
            _session.Await(request);
        }
        Compare(steps);
        return steps;
    }

    private void GatherAll(byte[] mine, byte[] all)
    {
        nint request = 0;
        // The gather ends within this block; the arrays are pinned for it.
        fixed (byte* source = mine, target = all)
        {
            _session.Check(_collectives.Iallgather(source, mine.Length, _session.Library.Abi.Byte, target, mine.Length, _session.Library.Abi.Byte, _communicator, &request), "MPI_Iallgather");
            _session.Await(request);
        }
    }

    // All are here: the blocking call is short.
    private nint Part(int color, int key)
    {
        nint part = 0;
        _session.Check(_communicators.Split(_communicator, color, key, &part), "MPI_Comm_split");
        return part;
    }

    private PoolCommunicator Duplicate()
    {
        if (_communicators.Idup != null)
            return new PoolCommunicator(_communicator, _session);
        nint communicator = 0;
        // All are here: the blocking call is short.
        _session.Check(_communicators.Dup(_communicator, &communicator), "MPI_Comm_dup");
        return new PoolCommunicator(communicator);
    }
}
