using MpiPool.Transports;

namespace MpiPool.Scheduling;

/// <summary>
/// The host of every rank, as exchanged at the handshake, and the numbers users know the ranks by. Inside a pool the main rank is always 0
/// and workers count from 1; outside, every rank has the number of its process. Immutable.
/// </summary>
/// <param name="names">The hosts, by the pool's own ranks.</param>
/// <param name="main">The number users know the main rank by.</param>
internal sealed class HostNames(string[] names, int main)
{
    /// <summary>The host of every rank.</summary>
    public string[] All => names;

    /// <summary>The host of a rank.</summary>
    public string this[int rank] => names[rank];

    /// <summary>The number users know a rank by.</summary>
    public int NumberOf(int rank) => RankNumbers.ToUser(rank, main);

    /// <summary>The rank of the pool that users know by this number.</summary>
    public int RankOf(int number) => RankNumbers.FromUser(number, main);
}
