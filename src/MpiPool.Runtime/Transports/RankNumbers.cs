namespace MpiPool.Transports;

/// <summary>
/// Two ways to number the ranks of a pool. The pool's own puts the main rank at 0 and the others behind it in their order, so that no other
/// part need know which process is main. Users see the numbers of the communicator that the pool was opened on.
/// </summary>
internal static class RankNumbers
{
    /// <summary>The number users know a rank of the pool by.</summary>
    /// <param name="rank">The pool's own number.</param>
    /// <param name="main">The number users know the main rank by.</param>
    public static int ToUser(int rank, int main) => rank == 0 ? main : rank <= main ? rank - 1 : rank;

    /// <summary>The reverse of <see cref="ToUser"/>.</summary>
    public static int FromUser(int number, int main) => number == main ? 0 : number < main ? number + 1 : number;
}
