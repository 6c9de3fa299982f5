using System.Numerics;
using MpiPool.Scheduling.Maps;

namespace MpiPool.Scheduling.Reductions;

/// <summary>
/// How many items of a reduction go to a worker at a time: as in maps, and where the order is fixed a power of two of blocks that is a node of
/// the tree. The consumer's.
/// </summary>
internal sealed class ReduceSizer(ChunkSizer sizer, int blockSize, int workers)
{
    // A run of items is sent when it holds this much, or so many times what its accumulator does.
    private const long RunBytes = 256 * 1024;
    private const int BytesPerNodeByte = 8;

    // Accumulators of runs that came from all workers take at most the eighth part of the main rank's time.
    private const int RunsPerNodeTime = 8;
    private const double NanosecondsPerByte = 1;
    private const int MaximumRun = 1 << 20;

    private long _itemBytes;
    private double _nodeBytes;
    private double _nodeNanoseconds;

    /// <summary>The items that are handed out together at least.</summary>
    public int Least => Math.Max(1, blockSize);

    /// <summary>How many runs of items may be under way.</summary>
    public int MostOutstanding => workers * sizer.Depth;

    /// <summary>How many items to hand out next.</summary>
    /// <param name="first">The number of the first of them.</param>
    /// <param name="left">How many there are, as far as is known.</param>
    public int Next(long first, long left)
    {
        long fitting = _itemBytes == 0 ? long.MaxValue : Math.Max(1, Math.Max(RunBytes, (long)_nodeBytes * BytesPerNodeByte) / _itemBytes);
        long wanted = sizer.Next(left, workers);
        if (blockSize == 0)
            return (int)Math.Min(wanted, fitting);
        return ToNode(first, Math.Min(Math.Max(wanted, ForNode(left)), fitting));
    }

    /// <summary>Notes what it took to take in the accumulator of a run.</summary>
    public void AddNode(long bytes, long nanoseconds)
    {
        double weight = _nodeNanoseconds == 0 ? 1 : 0.125;
        _nodeBytes += (bytes - _nodeBytes) * weight;
        _nodeNanoseconds += (nanoseconds + bytes * NanosecondsPerByte - _nodeNanoseconds) * weight;
    }

    /// <summary>How many of the items at hand can be handed out where no more can be had at once.</summary>
    public int Fit(long first, int atHand) => blockSize == 0 ? atHand : ToNode(first, atHand);

    /// <summary>Notes what a run of items took.</summary>
    public void Add(int items, long nanoseconds, long bytes)
    {
        sizer.Add(items, nanoseconds);
        _itemBytes = Math.Max(1, bytes / items);
    }

    // So many items that their accumulator does not count beside them, but no more than a worker's share of what is left.
    private long ForNode(long left)
    {
        if (sizer.ItemNanoseconds == 0)
            return 0;
        double items = RunsPerNodeTime * workers * _nodeNanoseconds / sizer.ItemNanoseconds;
        return (long)Math.Min(items, Math.Min(left / (2 * workers), MaximumRun));
    }

    // The largest node that begins there and has no more items, at least a block.
    private int ToNode(long first, long items)
    {
        long blocks = Math.Clamp(items / blockSize, 1, MaximumRun);
        blocks = Math.Min(1L << BitOperations.Log2((ulong)blocks), int.MaxValue / 2 / blockSize);
        long place = first / blockSize;
        if (place != 0)
            blocks = Math.Min(blocks, place & -place);
        return (int)(Math.Max(1, 1L << BitOperations.Log2((ulong)Math.Max(1, blocks))) * blockSize);
    }
}
