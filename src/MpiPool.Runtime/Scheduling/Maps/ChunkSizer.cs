using MpiPool.Transports;

namespace MpiPool.Scheduling.Maps;

/// <summary>
/// How many items of a map go into one chunk: as many as run in some hundred microseconds by what the latest chunks took, from 1 on; never more
/// than a worker's share of what is left, so that chunks shrink at the tail (guided self-scheduling: Polychronopoulos and Kuck, IEEE Trans.
/// Computers C-36, 1987). Changed under the progress role; read by any thread.
/// </summary>
internal sealed class ChunkSizer
{
    // Long enough that a round trip is lost in it, short enough that a worker's two chunks are soon done.
    private const double TargetNanoseconds = 400_000;

    // From here on a round trip is lost in the time of one item, and an item that waits behind another one costs more.
    private const double LongItemNanoseconds = 10_000_000;

    /// <summary>
    /// The most items, however short they are: what a chunk costs beside them is lost in them, and a column of 4 bytes an item still travels as one
    /// message of 8 KiB, which the MPICH family sends without asking the receiver first (measured: benchmarks/README.md).
    /// </summary>
    public const int MaximumItems = 2048;

    // Chunks that are over sooner than a message comes and goes: a worker needs more of them ahead.
    private const double ShortChunkNanoseconds = 20_000;

    // A chunk may be this much larger than the one before: the first runs of a task are slower than the others.
    private const int Growth = 8;

    private readonly int _fixedSize;
    private int _size;
    private double _itemNanoseconds;

    /// <param name="fixedSize">What the caller asked for; 0 to measure.</param>
    /// <param name="expectedNanoseconds">What an item took in earlier maps and calls; NaN where it is not known.</param>
    public ChunkSizer(int fixedSize, double expectedNanoseconds)
    {
        _fixedSize = fixedSize;
        _itemNanoseconds = double.IsNaN(expectedNanoseconds) ? 0 : Math.Max(expectedNanoseconds, 0.1);
        _size = fixedSize != 0 ? fixedSize : _itemNanoseconds == 0 ? 1 : Bound(TargetNanoseconds / _itemNanoseconds);
    }

    /// <summary>What the caller asked for; 0 where the size is measured.</summary>
    public int FixedSize => _fixedSize;

    /// <summary>What an item takes by the latest chunks; 0 where none has been timed.</summary>
    public double ItemNanoseconds => _itemNanoseconds;

    /// <summary>The size of a chunk while enough is left.</summary>
    public int Size => Volatile.Read(ref _size);

    /// <summary>Whether chunks are over sooner than a message comes and goes. A hint; any thread.</summary>
    public bool HasShortChunks => _itemNanoseconds != 0 && _itemNanoseconds * _size < ShortChunkNanoseconds;

    /// <summary>
    /// How many chunks a worker may have: two hide a round trip, four where they are very short; but before an item has been timed, or where items
    /// are long, a second one would only wait.
    /// </summary>
    public int Depth
    {
        get
        {
            if (_itemNanoseconds == 0 || _itemNanoseconds >= LongItemNanoseconds)
                return 1;
            return HasShortChunks ? 4 : 2;
        }
    }

    /// <summary>The size of the next chunk.</summary>
    /// <param name="left">The items that can be handed out.</param>
    /// <param name="workers">The number of workers.</param>
    public int Next(long left, int workers)
    {
        if (_fixedSize != 0)
            return _fixedSize;
        long share = (left + 2 * workers - 1) / (2 * workers);
        return (int)Math.Clamp(share, 1, _size);
    }

    /// <summary>Notes what a chunk took.</summary>
    public void Add(int items, long nanoseconds)
    {
        if (items == 0)
            return;
        double latest = Math.Max((double)nanoseconds / items, 0.1);
        // The more items, the more a chunk says.
        double weight = _itemNanoseconds == 0 ? 1 : Math.Max(0.125, items / (items + 16.0));
        _itemNanoseconds += (latest - _itemNanoseconds) * weight;
        if (_fixedSize != 0)
            return;
        int wanted = Bound(TargetNanoseconds / _itemNanoseconds);
        Volatile.Write(ref _size, Math.Min(wanted, Math.Max(_size, items) * Growth));
    }

    /// <summary>The most items of a chunk that the caller fixed, where each takes so much on the way, and as much on the way back.</summary>
    public static int MostInOneMessage(int itemBytes, int resultBytes) => Math.Max(1, Transport.MaximumMessageLength / Math.Max(itemBytes, resultBytes));

    private static int Bound(double items) => (int)Math.Clamp(items, 1, MaximumItems);
}
