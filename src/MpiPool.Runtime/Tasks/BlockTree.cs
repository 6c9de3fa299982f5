namespace MpiPool.Tasks;

/// <summary>
/// Combines the accumulators of blocks, which come in their order, by a binary tree over the numbers of the blocks: a node of level k covers
/// 2^k blocks, and two neighbours are combined as soon as both are there. Which nodes there are depends on the number of blocks alone. Not thread-safe.
/// </summary>
internal sealed class BlockTree<TAccumulator, TItem>(Reducer<TAccumulator, TItem> reducer)
{
    // The nodes that wait for their right neighbour, the largest first: their levels are the bits of the number of blocks so far.
    private readonly Stack<(int Level, TAccumulator Node)> _waiting = new();

    /// <summary>Adds the next node. One that covers fewer blocks than its level says must be the last.</summary>
    public void Add(int level, TAccumulator node)
    {
        while (_waiting.TryPeek(out (int Level, TAccumulator Node) left) && left.Level == level)
        {
            _waiting.Pop();
            node = reducer.Combine(left.Node, node);
            level++;
        }
        _waiting.Push((level, node));
    }

    /// <summary>The accumulator of all blocks; that of no items where there are none.</summary>
    public TAccumulator End()
    {
        if (!_waiting.TryPop(out (int Level, TAccumulator Node) last))
            return reducer.Identity;
        TAccumulator all = last.Node;
        while (_waiting.TryPop(out (int Level, TAccumulator Node) left))
            all = reducer.Combine(left.Node, all);
        return all;
    }
}
