namespace MpiPool.Wire;

/// <summary>
/// The tree along which the main rank's word to all reaches them. A host is reached once: its first rank passes on to the first ranks of
/// other hosts, and on its own host along a binary tree. Immutable.
/// </summary>
internal sealed class RankTree
{
    private readonly bool[] _isLocal;

    /// <param name="hosts">The host of each rank.</param>
    /// <param name="rank">This rank.</param>
    public RankTree(string[] hosts, int rank)
    {
        var firsts = new Dictionary<string, int>(StringComparer.Ordinal);
        List<int> own = [], leaders = [];
        for (int i = 0; i < hosts.Length; i++)
        {
            if (firsts.TryAdd(hosts[i], i))
                leaders.Add(i);
            if (hosts[i] == hosts[rank])
                own.Add(i);
        }
        List<int> children = [];
        if (firsts[hosts[rank]] == rank)
            AddChildren(leaders, rank, children);
        int remote = children.Count;
        AddChildren(own, rank, children);
        Children = [.. children];
        _isLocal = new bool[Children.Length];
        _isLocal.AsSpan(remote).Fill(true);
    }

    /// <summary>The ranks that this rank passes on to: at most two on other hosts, before at most two on its own.</summary>
    public int[] Children { get; }

    /// <summary>Whether some child is on this rank's host.</summary>
    public bool HasLocalChildren => _isLocal.Contains(true);

    /// <summary>Whether a child, by its place among them, is on this rank's host.</summary>
    public bool IsLocal(int child) => _isLocal[child];

    /// <summary>Of ranks that are all on one host.</summary>
    public static RankTree OfOneHost(int size, int rank)
    {
        var hosts = new string[size];
        Array.Fill(hosts, "");
        return new RankTree(hosts, rank);
    }

    // The binary tree over the places in the list.
    private static void AddChildren(List<int> ranks, int rank, List<int> children)
    {
        int place = ranks.IndexOf(rank);
        for (int child = 2 * place + 1; child <= 2 * place + 2 && child < ranks.Count; child++)
            children.Add(ranks[child]);
    }
}
