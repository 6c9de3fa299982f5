using System.Numerics;
using MpiPool.Tasks;

namespace MpiPool.Scheduling.Reductions;

/// <summary>Puts the nodes that workers answer with into the order of the input and combines them. No more of them wait than were under way at once. The consumer's.</summary>
internal sealed class NodeOrder<TAccumulator, TItem>(Reducer<TAccumulator, TItem> reducer, int blockSize)
{
    private readonly BlockTree<TAccumulator, TItem> _tree = new(reducer);
    private readonly Dictionary<long, (int Count, TAccumulator Node)> _early = [];
    private long _next;

    /// <summary>Adds the node of a run of items.</summary>
    public void Add(long first, int count, TAccumulator node)
    {
        _early.Add(first, (count, node));
        while (_early.Remove(_next, out (int Count, TAccumulator Node) next))
        {
            uint blocks = (uint)((next.Count - 1) / blockSize + 1);
            _tree.Add(BitOperations.Log2(BitOperations.RoundUpToPowerOf2(blocks)), next.Node);
            _next += next.Count;
        }
    }

    /// <summary>The accumulator of all items.</summary>
    public TAccumulator End() => _tree.End();
}
