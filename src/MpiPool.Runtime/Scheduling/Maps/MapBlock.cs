using System.Numerics;
using System.Runtime.CompilerServices;

namespace MpiPool.Scheduling.Maps;

/// <summary>A run of items of a map with the places of their results. Used again when all of it has been read.</summary>
internal sealed class MapBlock<TItem, TResult>(int capacity, bool keepsRuns)
{
    /// <summary>The items.</summary>
    public readonly TItem[] Items = new TItem[capacity];

    /// <summary>Their results.</summary>
    public readonly TResult[] Results = new TResult[capacity];

    /// <summary>What has become of them; written after the result it tells of.</summary>
    public readonly ItemStatus[] Status = new ItemStatus[capacity];

    /// <summary>Where they ran; null where nobody asks.</summary>
    public readonly ChunkRun[]? Runs = keepsRuns ? new ChunkRun[capacity] : null;

    /// <summary>When they were read, in <see cref="System.Diagnostics.Stopwatch"/> ticks; null where nobody asks.</summary>
    public readonly long[]? Added = keepsRuns ? new long[capacity] : null;

    private readonly Dictionary<int, Exception> _errors = [];

    /// <summary>The number of its first item.</summary>
    public long First { get; set; }

    /// <summary>How many of its items were read. The consumer's.</summary>
    public int Read { get; set; }

    /// <summary>Stores an item's error.</summary>
    public void SetError(int offset, Exception error)
    {
        lock (_errors)
            _errors[offset] = error;
    }

    /// <summary>The error of an item that failed.</summary>
    public Exception ErrorOf(int offset)
    {
        lock (_errors)
            return _errors[offset];
    }

    /// <summary>Lets go of items and results that were read.</summary>
    public void Clear(int offset, int count)
    {
        if (RuntimeHelpers.IsReferenceOrContainsReferences<TItem>())
            Array.Clear(Items, offset, count);
        if (RuntimeHelpers.IsReferenceOrContainsReferences<TResult>())
            Array.Clear(Results, offset, count);
    }

    /// <summary>Makes it ready for other items.</summary>
    public void Reset(long first)
    {
        First = first;
        Read = 0;
        Array.Clear(Status);
        lock (_errors)
            _errors.Clear();
    }
}

/// <summary>
/// Which block an item stands in: blocks double from a smallest to a largest capacity, for most maps are short, both powers of two. Where the caller fixes
/// the size of chunks, all blocks hold whole chunks: a chunk lies in one block.
/// </summary>
internal readonly struct BlockLayout(int smallest, int largest)
{
    private readonly int _doublings = BitOperations.Log2((uint)(largest / smallest));

    /// <summary>The largest capacity.</summary>
    public int Largest => largest;

    /// <summary>Finds an item's block, its place there, and the capacity of the block.</summary>
    public (long Block, int Offset, int Capacity) Locate(long item)
    {
        long rest = item - (largest - smallest);
        if (rest >= 0)
            return (_doublings + rest / largest, (int)(rest % largest), largest);
        int block = BitOperations.Log2((uint)(item / smallest + 1));
        return (block, (int)(item - smallest * ((1L << block) - 1)), smallest << block);
    }

    /// <summary>A layout for a map.</summary>
    /// <param name="count">The number of items, -1 where it is not known.</param>
    /// <param name="itemBytes">What an item and its result take in the block.</param>
    public static BlockLayout For(long count, int itemBytes)
    {
        const int Smallest = 64;
        const int LargestBytes = 1 << 20;
        int largest = (int)BitOperations.RoundUpToPowerOf2((uint)Math.Clamp(LargestBytes / Math.Max(itemBytes, 1), 1, ChunkSizer.MaximumItems));
        int first = count < 0 ? Smallest : (int)BitOperations.RoundUpToPowerOf2((uint)Math.Clamp(count, 1, ChunkSizer.MaximumItems));
        return new BlockLayout(Math.Min(first, largest), largest);
    }

    /// <summary>A layout for a map by chunks of a size that the caller fixed.</summary>
    /// <param name="chunkSize">The size.</param>
    /// <param name="count">The number of items, -1 where it is not known.</param>
    /// <param name="mostItems">The most items of a chunk, whatever was asked for: a block is allocated as a whole.</param>
    public static BlockLayout ForChunks(int chunkSize, long count, int mostItems)
    {
        int chunk = Math.Min(chunkSize, mostItems);
        if (count >= 0)
            chunk = (int)Math.Min(chunk, Math.Max(count, 1));
        int capacity = chunk * Math.Max(1, ChunkSizer.MaximumItems / chunk);
        return new BlockLayout(capacity, capacity);
    }
}
