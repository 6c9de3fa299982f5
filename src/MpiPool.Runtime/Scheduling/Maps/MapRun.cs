using System.Collections.Concurrent;
using System.Runtime.CompilerServices;

namespace MpiPool.Scheduling.Maps;

/// <summary>
/// A map whose input is read as results are. The consumer's half, in the other files, adds items to blocks and takes results out of them; this half
/// hands items out and stores results, under the progress role. Items [0, pulled) were added, [0, handed out) are or were at workers.
/// </summary>
internal sealed partial class MapRun<TItem, TResult> : MapFeed<TItem, TResult>
{
    // Blocks that hold unread items, by number; as many as the largest window needs.
    private const int RingLength = 64;

    private readonly ProgressLoop _loop;
    private readonly MapSettings _settings;
    private readonly BlockLayout _layout;
    private readonly MapBlock<TItem, TResult>?[] _ring = new MapBlock<TItem, TResult>?[RingLength];
    private readonly bool _keepsRuns;
    private readonly ItemStatus _failedStatus;
    private readonly TResult _replacement;
    private long _pulled;
    private long _handedOut;
    private volatile bool _stopped;
    private TaskCompletionSource? _waiter;

    // Runs of items that have ended, in the order of their ends; null for a map that yields in the order of items.
    private readonly ConcurrentQueue<(long First, int Count)>? _ended;

    /// <param name="scheduler">Runs the items.</param>
    /// <param name="loop">Drives the traffic while the consumer waits.</param>
    /// <param name="form">How items become calls.</param>
    /// <param name="input">The items; null where the consumer adds them itself.</param>
    /// <param name="settings">The map's settings.</param>
    /// <param name="replacement">The result of items that fail, where the settings say so.</param>
    /// <param name="isOrdered">Whether results are yielded in the order of items.</param>
    /// <param name="keepsRuns">Whether the consumer asks for inputs, errors and places of items.</param>
    /// <param name="sizer">How large chunks are.</param>
    public MapRun(Scheduler scheduler, ProgressLoop loop, ItemForm<TItem, TResult> form, MapInput<TItem>? input, in MapSettings settings, TResult replacement, bool isOrdered, bool keepsRuns, ChunkSizer sizer)
        : base(scheduler, form, scheduler.NextMapSequence(), sizer)
    {
        _loop = loop;
        _settings = settings;
        _input = input;
        _keepsRuns = keepsRuns;
        _replacement = replacement;
        _failedStatus = keepsRuns ? ItemStatus.Failed : settings.Errors switch
        {
            MapErrors.Replace => ItemStatus.Done,
            MapErrors.Skip => ItemStatus.Skipped,
            _ => ItemStatus.Failed,
        };
        _ended = isOrdered ? null : new ConcurrentQueue<(long, int)>();
        int itemBytes = Unsafe.SizeOf<TItem>() + Unsafe.SizeOf<TResult>() + 1;
        long known = input?.Count ?? -1;
        _layout = sizer.FixedSize == 0
            ? BlockLayout.For(known, itemBytes)
            : BlockLayout.ForChunks(sizer.FixedSize, known, (int)Math.Clamp(WindowBytes / itemBytes, 1, LargestWindow));
        if (!RuntimeHelpers.IsReferenceOrContainsReferences<TItem>() && !RuntimeHelpers.IsReferenceOrContainsReferences<TResult>())
            _knownItemBytes = itemBytes;
    }

    /// <inheritdoc/>
    public override bool IsStopped => _stopped;

    /// <inheritdoc/>
    public override long Left => Volatile.Read(ref _pulled) - Volatile.Read(ref _handedOut) + ReturnedItems;

    /// <inheritdoc/>
    protected override void Settle(long first, int count, Exception error)
    {
        // Items that were given back lie side by side, those that were never handed out may cross blocks.
        while (count > 0)
        {
            (long number, int offset, int capacity) = _layout.Locate(first);
            int part = Math.Min(count, capacity - offset);
            MapBlock<TItem, TResult> block = BlockAt(number);
            for (int i = offset; i < offset + part; i++)
                StoreError(block, i, error);
            block.Runs?.AsSpan(offset, part).Fill(ChunkRun.None);
            Settle(block, offset, part, StatusOf(error));
            first += part;
            count -= part;
        }
        Signal();
    }

    /// <inheritdoc/>
    public override void FailRest(Exception error)
    {
        FailReturned(error);
        while (TryTakeFresh(int.MaxValue, out long first, out int count))
            Fail(first, count, error);
    }

    /// <inheritdoc/>
    protected override bool TryTakeFresh(int most, out long first, out int count)
    {
        long pulled = Volatile.Read(ref _pulled);
        while (_handedOut < pulled)
        {
            (long number, int offset, int capacity) = _layout.Locate(_handedOut);
            ReadOnlySpan<ItemStatus> status = BlockAt(number).Status.AsSpan(offset, (int)Math.Min(capacity - offset, pulled - _handedOut));
            int chunk = status.IndexOfAnyExcept(ItemStatus.Pending);
            if (chunk == 0)
            {
                // A call of its own, which waits in the queue of calls or has ended.
                int single = status.IndexOf(ItemStatus.Pending);
                Volatile.Write(ref _handedOut, _handedOut + (single < 0 ? status.Length : single));
                continue;
            }
            first = _handedOut;
            count = Math.Min(most, chunk < 0 ? status.Length : chunk);
            Volatile.Write(ref _handedOut, _handedOut + count);
            return true;
        }
        (first, count) = (0, 0);
        return false;
    }

    /// <inheritdoc/>
    protected override ReadOnlySpan<TItem> Items(long first, int count)
    {
        (long number, int offset, _) = _layout.Locate(first);
        return BlockAt(number).Items.AsSpan(offset, count);
    }

    /// <inheritdoc/>
    protected override Span<TResult> Results(long first, int count)
    {
        (long number, int offset, _) = _layout.Locate(first);
        return BlockAt(number).Results.AsSpan(offset, count);
    }

    /// <inheritdoc/>
    protected override void SetError(long item, Exception error, in ChunkRun run)
    {
        (long number, int offset, _) = _layout.Locate(item);
        StoreError(BlockAt(number), offset, error);
    }

    /// <inheritdoc/>
    protected override void Publish(long first, int count, ReadOnlySpan<int> failures, in ChunkRun run)
    {
        (long number, int offset, _) = _layout.Locate(first);
        MapBlock<TItem, TResult> block = BlockAt(number);
        block.Runs?.AsSpan(offset, count).Fill(run);
        if (!_keepsRuns && RuntimeHelpers.IsReferenceOrContainsReferences<TItem>())
            Array.Clear(block.Items, offset, count);
        int done = 0;
        foreach (int failure in failures)
        {
            Settle(block, offset + done, failure - done, ItemStatus.Done);
            Settle(block, offset + failure, 1, _failedStatus);
            done = failure + 1;
        }
        Settle(block, offset + done, count - done, ItemStatus.Done);
        Signal();
    }

    private void StoreError(MapBlock<TItem, TResult> block, int offset, Exception error)
    {
        if (StatusOf(error) == ItemStatus.Done)
            block.Results[offset] = _replacement;
        else
            block.SetError(offset, error);
    }

    // What the caller wants of errors holds for those of items; where the pool ends or is told to cancel, the map ends too.
    private ItemStatus StatusOf(Exception error) => error is PoolBrokenException or ObjectDisposedException or OperationCanceledException ? ItemStatus.Failed : _failedStatus;

    private void Settle(MapBlock<TItem, TResult> block, int offset, int count, ItemStatus status)
    {
        if (count == 0)
            return;
        // The results first: the consumer reads the status, and then the results.
        Interlocked.MemoryBarrier();
        block.Status.AsSpan(offset, count).Fill(status);
        _ended?.Enqueue((block.First + offset, count));
    }

    private MapBlock<TItem, TResult> BlockAt(long number) => Volatile.Read(ref _ring[number % RingLength])!;

    private void Signal()
    {
        Interlocked.MemoryBarrier();
        if (Volatile.Read(ref _waiter) is not null)
            Interlocked.Exchange(ref _waiter, null)?.TrySetResult();
    }
}
