using System.Runtime.InteropServices;
using MpiPool.Wire;

namespace MpiPool.Serving;

/// <summary>
/// A chunk that a worker holds. Its items are claimed from the front by the thread that runs them and given back from the rear by the holder
/// of the progress role: both ends stand in one word and move by compare-and-swap, so that each item is in one hand. Thread-safe.
/// </summary>
internal sealed class ChunkWork(in ChunkRecord record, long offset)
{
    // The first unclaimed item in the high half, the end in the low half.
    private long _range = (uint)record.Items;

    /// <summary>The chunk.</summary>
    public ChunkRecord Record { get; } = record;

    /// <summary>Where its payload begins among the frame's records.</summary>
    public long Offset { get; } = offset;

    /// <summary>Claims up to <paramref name="count"/> items from the front.</summary>
    /// <returns>False where none are left.</returns>
    public bool TryClaim(int count, out ItemRange claimed)
    {
        while (true)
        {
            long range = Volatile.Read(ref _range);
            int next = (int)(range >> 32), end = (int)range;
            if (next == end)
            {
                claimed = new ItemRange(next, 0);
                return false;
            }
            int taken = Math.Min(count, end - next);
            if (Interlocked.CompareExchange(ref _range, Pack(next + taken, end), range) != range)
                continue;
            claimed = new ItemRange(next, taken);
            return true;
        }
    }

    /// <summary>Takes unclaimed items out, to give them back.</summary>
    /// <param name="keep">How many items from the front stay, begun or not.</param>
    /// <param name="first">The first that was taken out.</param>
    /// <returns>False where there are none.</returns>
    public bool TryGiveBack(int keep, out int first)
    {
        while (true)
        {
            long range = Volatile.Read(ref _range);
            int next = (int)(range >> 32);
            first = Math.Max(next, keep);
            if (first >= (int)range)
                return false;
            if (Interlocked.CompareExchange(ref _range, Pack(next, first), range) == range)
                return true;
        }
    }

    private static long Pack(int next, int end) => ((long)next << 32) | (uint)end;
}

/// <summary>A run of items of a chunk.</summary>
/// <param name="First">The first item.</param>
/// <param name="Count">How many.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct ItemRange(int First, int Count);
