using MpiPool.Transports;

namespace MpiPool;

/// <summary>
/// Processes of the job, outside any pool: for what they do together before and after <see cref="WorkerPool.RunAsync(string[], Func{WorkerPool, Task})"/>. <see cref="WorkerPool.World"/>
/// has all of them, <see cref="Split"/> makes others. While a pool is open on them, or on others that this process belongs to, collective operations
/// throw <see cref="InvalidOperationException"/>: the workers serve the pool and cannot come. Ranks that call different operations, or one that ends
/// while others wait for it, end the job with a message that names both.
/// </summary>
public sealed class Communicator : RankGroup
{
    internal Communicator(CommunicatorLink link) => Link = link;

    /// <summary>This process's rank, from 0.</summary>
    public override int Rank => Link.Rank;

    /// <summary>The number of processes; 1 where no MPI launcher started the program.</summary>
    public override int Size => Link.Size;

    /// <summary>The name of this host.</summary>
    public string HostName => Link.HostName;

    /// <summary>What carries it.</summary>
    internal CommunicatorLink Link { get; }

    /// <summary>
    /// Parts the processes into several communicators: those with the same color are together. A pool may be opened on each of them
    /// (<see cref="PoolOptions.Communicator"/>), at the same time. Collective.
    /// </summary>
    /// <param name="color">The communicator this process goes to; 0 or more.</param>
    /// <param name="key">Its place there: processes are ordered by key, then by their rank here.</param>
    /// <returns>The communicator of this process.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The color is negative.</exception>
    /// <exception cref="InvalidOperationException">A pool is open in this process.</exception>
    public Communicator Split(int color, int key = 0)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(color);
        return new Communicator(Link.Split(color, key));
    }

    private protected override byte[][] AllGather(CollectiveKind kind, int root, byte[] own) => Link.AllGather(kind, root, own);

    private protected override byte[] BroadcastBytes(int root, byte[] own) => Link.Broadcast(root, own);
}
