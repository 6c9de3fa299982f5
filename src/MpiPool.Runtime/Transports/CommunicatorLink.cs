namespace MpiPool.Transports;

/// <summary>What carries a <see cref="Communicator"/>: MPI, or nothing where the process is alone. One caller at a time.</summary>
internal abstract class CommunicatorLink
{
    private int _pools;

    /// <summary>This process's rank.</summary>
    public abstract int Rank { get; }

    /// <summary>The number of ranks.</summary>
    public abstract int Size { get; }

    /// <summary>The name of this host.</summary>
    public abstract string HostName { get; }

    /// <summary>What every rank gives, at every rank. Collective.</summary>
    public abstract byte[][] AllGather(CollectiveKind kind, int root, byte[] own);

    /// <summary>What the root gives, at every rank. Collective.</summary>
    public abstract byte[] Broadcast(int root, byte[] own);

    /// <summary>The communicator of the ranks with the same color, ordered by key, then by rank. Collective.</summary>
    public abstract CommunicatorLink Split(int color, int key);

    /// <summary>Opens a pool's ranks, but not where this process is alone, so that the pool runs in it. Collective.</summary>
    /// <param name="mainRank">The main rank as far as this process was told.</param>
    /// <param name="begin">Makes what uses the transport, on the transport's own thread: what it gives that thread to do follows at once.</param>
    public abstract void OpenTransport(int? mainRank, Action<Transport> begin);

    /// <summary>Refuses what ranks do together while a pool is open on them: its workers serve and cannot come.</summary>
    /// <exception cref="InvalidOperationException">A pool is open.</exception>
    public void ThrowIfPoolOpen(CollectiveKind kind)
    {
        if (Volatile.Read(ref _pools) != 0)
            throw PoolIsOpen(kind);
    }

    /// <summary>A pool in this process begins to use the ranks.</summary>
    public void PoolOpened() => Interlocked.Increment(ref _pools);

    /// <summary>The pool has ended.</summary>
    public void PoolClosed() => Interlocked.Decrement(ref _pools);

    /// <summary>The error of <see cref="ThrowIfPoolOpen"/>.</summary>
    public InvalidOperationException PoolIsOpen(CollectiveKind kind) => new(kind == CollectiveKind.Open
        ? $"A second pool was opened on rank {Rank} of {Size} while one is open: the workers serve that one and cannot come. Shut it down first, or use WorkerPool.OpenInProcess."
        : $"Rank {Rank} of {Size} {CollectiveNames.Of(kind)} while a pool is open: the workers serve it and cannot come. Do it before the pool opens or after it has ended.");
}
