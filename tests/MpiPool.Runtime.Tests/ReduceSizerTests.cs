using MpiPool.Scheduling.Maps;
using MpiPool.Scheduling.Reductions;

namespace MpiPool.Runtime.Tests;

/// <summary>How many items of a reduction a worker gets at a time.</summary>
public sealed class ReduceSizerTests
{
    private const int Workers = 4;
    private const long Many = 1 << 24;

    [Fact]
    public void Next_SmallAccumulators_LeaveTheSizeToTheTimeOfItems()
    {
        ReduceSizer sizer = Warm(blockSize: 1, itemNanoseconds: 1000, nodeBytes: 16, nodeNanoseconds: 200);
        // 400 microseconds, rounded down to a node.
        Assert.Equal(256, sizer.Next(0, Many));
    }

    [Fact]
    public void Next_LargeAccumulators_ComeFromLargeRuns()
    {
        ReduceSizer sizer = Warm(blockSize: 1, itemNanoseconds: 1000, nodeBytes: 2_000_000, nodeNanoseconds: 1_000_000);
        // 8 times 3 ms for each of the workers.
        Assert.Equal(1 << 16, sizer.Next(0, Many));
        // What the tree allows at its place, and a worker's share.
        Assert.Equal(1 << 10, sizer.Next(3 << 10, Many));
        Assert.Equal(128, sizer.Next(0, 2 * Workers * 128));
        Assert.Equal(1, sizer.Next(0, 1));
    }

    [Fact]
    public void Next_BlocksOfTheCaller_AreJoinedWhereAccumulatorsAreLarge()
    {
        Assert.Equal(100, Warm(blockSize: 100, itemNanoseconds: 10_000, nodeBytes: 16, nodeNanoseconds: 200, fixedSize: 100).Next(0, Many));
        int large = Warm(blockSize: 100, itemNanoseconds: 10_000, nodeBytes: 2_000_000, nodeNanoseconds: 1_000_000, fixedSize: 100).Next(0, Many);
        Assert.Equal(6400, large);
    }

    [Fact]
    public void Next_LargeItems_BoundTheRun()
    {
        ReduceSizer sizer = Warm(blockSize: 1, itemNanoseconds: 1000, nodeBytes: 2_000_000, nodeNanoseconds: 1_000_000, itemBytes: 1_000_000);
        Assert.Equal(16, sizer.Next(0, Many));
        // Without a tree accumulators stay where they are.
        Assert.Equal(400, Warm(blockSize: 0, itemNanoseconds: 1000, nodeBytes: 0, nodeNanoseconds: 0).Next(0, Many));
    }

    private static ReduceSizer Warm(int blockSize, long itemNanoseconds, long nodeBytes, long nodeNanoseconds, int fixedSize = 0, long itemBytes = 4)
    {
        var sizer = new ReduceSizer(new ChunkSizer(fixedSize, double.NaN), blockSize, Workers);
        for (int i = 0; i < 100; i++)
        {
            sizer.Add(64, 64 * itemNanoseconds, 64 * itemBytes);
            if (blockSize != 0)
                sizer.AddNode(nodeBytes, nodeNanoseconds);
        }
        return sizer;
    }
}
