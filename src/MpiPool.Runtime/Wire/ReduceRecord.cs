using System.Runtime.InteropServices;

namespace MpiPool.Wire;

/// <summary>What a worker is to do for a reduction: the first of the arguments of a reducer's call.</summary>
internal enum ReduceStep
{
    /// <summary>Run items and accumulate their results. The replacement of failed items follows where there is one, then the items as in a chunk.</summary>
    Fold = 1,

    /// <summary>Take the accumulators of the children in the tree of members, and pass on what they come to. The members' ranks follow (int32 each).</summary>
    Merge = 2,

    /// <summary>Forget the reduction.</summary>
    Drop = 3,
}

/// <summary>The head of the arguments of a reducer's call: 32 bytes.</summary>
[StructLayout(LayoutKind.Sequential, Pack = 4)]
internal struct ReduceRecord
{
    /// <summary>The reduction's number, its own in the pool.</summary>
    public long Reduction;

    /// <summary>What to do.</summary>
    public ReduceStep Step;

    /// <summary>Of items: their task's place in the catalog; -1 where each item has it before its row (int32). Of a merge: this member, from 0.</summary>
    public int Index;

    /// <summary>The number of items, or of members.</summary>
    public int Count;

    /// <summary>The items of a block where the order is fixed; 0 where any order will do.</summary>
    public int BlockSize;

    /// <summary>What becomes of items that fail.</summary>
    public MapErrors Errors;

    /// <summary>Not 0: the items are columns, else rows.</summary>
    public int Columns;
}

/// <summary>An accumulator on its way from worker to worker: 24 bytes before its payload.</summary>
[StructLayout(LayoutKind.Sequential, Pack = 4)]
internal struct AccumulatorRecord
{
    /// <summary>See <see cref="ReduceRecord.Reduction"/>.</summary>
    public long Reduction;

    /// <summary>The member that sends it.</summary>
    public int Source;

    /// <summary>Not 0: the sender failed, and there is no payload.</summary>
    public int IsFailed;

    public int Length;
    public int SegmentCount;
}
