using System.Collections.Concurrent;
using System.Diagnostics;
using System.Runtime.CompilerServices;
using MpiPool.Tasks;

namespace MpiPool.Scheduling.Maps;

/// <content>The consumer's half: one thread at a time. It reads input, which runs user code, and takes results.</content>
internal sealed partial class MapRun<TItem, TResult>
{
    // What unread items and results of one map may take where the caller sets no window.
    private const long WindowBytes = 16L << 20;
    private const int LargestWindow = 1 << 18;
    private const int LargestBatch = 1024;

    // How long input is read before what was read is handed out, and results that are there are yielded.
    private static readonly long s_pullTicks = Stopwatch.Frequency / 10_000;

    private readonly MapInput<TItem>? _input;
    private readonly Stack<MapBlock<TItem, TResult>> _freeBlocks = new();
    private readonly int _knownItemBytes;
    private SingleSink? _singles;
    private TaskEntry? _latestEntry;
    private bool _latestIsSingle;
    private int _batch = 1;
    private long _read;
    private long _oldestBlock;
    private bool _inputEnded;
    private bool _isAttended;

    // What ends the results after those that were pulled: the input failed, or the pool takes no more calls.
    private Exception? _endError;

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
        _layout = BlockLayout.For(input?.Count ?? -1, itemBytes);
        if (!RuntimeHelpers.IsReferenceOrContainsReferences<TItem>() && !RuntimeHelpers.IsReferenceOrContainsReferences<TResult>())
            _knownItemBytes = itemBytes;
    }

    /// <summary>The block of the items that <see cref="Advance"/> took; they have one status.</summary>
    public MapBlock<TItem, TResult>? Block { get; private set; }

    /// <summary>The place of the first of them in the block.</summary>
    public int Start { get; private set; }

    /// <summary>How many.</summary>
    public int Count { get; private set; }

    /// <summary>What became of them.</summary>
    public ItemStatus Status { get; private set; }

    /// <summary>Whether workers will soon want items and there is room for them.</summary>
    public bool WantsInput => !_inputEnded && !_stopped && HasRoom && (_latestIsSingle
        ? Unread < SingleWindow
        : Unread < Window && Left < Math.Max(FirstItems, 2L * _settings.Workers * Sizer.Size));

    // Enough that every worker has work while its result is read.
    private int FirstItems => 4 * _settings.Workers;

    private long Unread => _pulled - _read;

    private bool HasRoom => _layout.Locate(_pulled).Block - _oldestBlock < RingLength - 1;

    private int SingleWindow => Math.Min(Window, MapWindow.For(_settings.Workers, Scheduler.Credit(_latestEntry!)));

    private int Window
    {
        get
        {
            if (_settings.Window != 0)
                return _settings.Window;
            long bytes = _knownItemBytes != 0 ? _knownItemBytes : BytesPerItem;
            int smallest = bytes == 0 ? FirstItems : 2 * _settings.Workers;
            return bytes == 0 && !_latestIsSingle ? smallest : (int)Math.Max(smallest, Math.Min(LargestWindow, WindowBytes / Math.Max(bytes, 1)));
        }
    }

    private bool IsReady => _read == _pulled
        ? _inputEnded
        : _ended is null ? StatusAt(_read) > ItemStatus.Single : !_ended.IsEmpty;

    /// <summary>Reads the first items, so that the map starts at its call.</summary>
    /// <exception cref="Exception">The pool takes no calls, or not this task's.</exception>
    public void Begin()
    {
        // However long they take to read: a short map is started as a whole.
        do
            Pull();
        while (_pulled < FirstItems && _input is not null && WantsInput);
        if (_pulled == 0 && _endError is { } error and not MapInputException)
            throw error;
    }

    /// <summary>Takes the next results; waits for them, driving the traffic. False at the end.</summary>
    /// <exception cref="Exception">What ends the results: the input's error, the pool's end, the time or the token.</exception>
    public bool Advance()
    {
        if (!_isAttended && !_stopped)
        {
            _isAttended = true;
            _loop.Attend();
        }
        while (true)
        {
            Pull();
            if (TryTake())
                return true;
            if (IsOver())
                return false;
            var condition = new AdvanceCondition(this);
            _loop.DriveUntil(ref condition);
        }
    }

    /// <summary>The asynchronous form of <see cref="Advance"/>: the progress thread drives the traffic.</summary>
    /// <param name="token">Stops the map.</param>
    public async ValueTask<bool> AdvanceAsync(CancellationToken token)
    {
        while (true)
        {
            Pull();
            if (TryTake())
                return true;
            if (IsOver())
                return false;
            await WaitAsync(null, token).ConfigureAwait(false);
        }
    }

    /// <summary>Takes the next results if they are there.</summary>
    public bool TryTake()
    {
        ReleaseTaken();
        if (_settings.Token.IsCancellationRequested || _stopped)
            return false;
        long first = _read;
        int most = int.MaxValue;
        if (_ended is not null)
        {
            if (!_ended.TryDequeue(out (long First, int Count) ended))
                return false;
            (first, most) = ended;
        }
        else if (_read == _pulled)
        {
            return false;
        }
        (long number, int offset, int capacity) = _layout.Locate(first);
        MapBlock<TItem, TResult> block = BlockAt(number);
        ReadOnlySpan<ItemStatus> statuses = block.Status.AsSpan(offset, (int)Math.Min(Math.Min(capacity - offset, _pulled - first), most));
        ItemStatus status = statuses[0];
        if (status <= ItemStatus.Single)
            return false;
        int count = statuses.IndexOfAnyExcept(status);
        // Pairs with the barrier of the one who wrote the results before the status.
        Interlocked.MemoryBarrier();
        (Block, Start, Count, Status) = (block, offset, count < 0 ? statuses.Length : count, status);
        Volatile.Write(ref _read, _read + Count);
        return true;
    }

    /// <summary>Whether the results have ended, or the wait for them. Where an error ended them it is thrown.</summary>
    public bool IsOver()
    {
        if (_stopped)
            return true;
        if (_settings.Token.IsCancellationRequested || (_settings.IsOver && !IsReady))
        {
            Stop();
            _settings.ThrowIfOver();
        }
        if (!_inputEnded || _read != _pulled)
            return false;
        Stop();
        return _endError is { } error ? throw error : true;
    }

    /// <summary>Waits until results are there or input is wanted.</summary>
    /// <param name="input">Ends the wait too: a read of input that is under way.</param>
    /// <param name="token">Stops the map.</param>
    public async ValueTask WaitAsync(Task? input, CancellationToken token)
    {
        var waiter = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        Volatile.Write(ref _waiter, waiter);
        // Pairs with the barrier in Signal: either it sees the waiter, or we see what it signals.
        Interlocked.MemoryBarrier();
        if (IsReady || (input is null && WantsInput))
            return;
        try
        {
            using var both = CancellationTokenSource.CreateLinkedTokenSource(_settings.Token, token);
            Task wait = input is null ? waiter.Task : Task.WhenAny(waiter.Task, input);
            await wait.WaitAsync(_settings.Left, both.Token).ConfigureAwait(false);
        }
        catch (Exception error) when (error is TimeoutException or OperationCanceledException)
        {
            if (IsReady && !token.IsCancellationRequested)
                return;
            Stop();
            _settings.ThrowIfOver();
            token.ThrowIfCancellationRequested();
        }
    }

    /// <summary>Ends the map: no input is read any more, what has not begun is cancelled, results are dropped.</summary>
    public void Stop()
    {
        if (_stopped)
            return;
        _stopped = true;
        if (_isAttended)
            _loop.Leave();
        if (_read != _pulled)
        {
            // The recall finds the chunks at workers; those offered are passed over.
            Scheduler.RequestRecall(this);
            if (_singles is not null)
                Scheduler.RequestCancel(_singles);
        }
        if (!_inputEnded)
            EndInput(null);
    }

    /// <summary>Adds an item that the consumer has read. The caller makes sure that it is wanted.</summary>
    public void Add(TItem item)
    {
        Room(1)[0] = item;
        Publish(1);
        Offer();
    }

    /// <summary>No item follows the consumer's.</summary>
    /// <param name="error">What the reading of the next one threw, or null.</param>
    public void EndAdding(Exception? error)
    {
        if (!_inputEnded)
            EndInput(error is null ? null : new MapInputException(_pulled, error));
    }

    private void EndInput(Exception? error)
    {
        _inputEnded = true;
        _endError = error;
        _input?.Dispose();
    }

    private void Pull()
    {
        if (_input is null || !WantsInput)
            return;
        long start = Stopwatch.GetTimestamp(), before = _pulled;
        do
        {
            long batchStart = Stopwatch.GetTimestamp();
            ReadBatch(_input);
            long now = Stopwatch.GetTimestamp();
            _batch = now - batchStart < s_pullTicks / 8 ? Math.Min(_batch * 2, LargestBatch) : Math.Max(_batch / 2, 1);
            // A chunk of a size that was asked for is not cut short because its input is slow.
            if (now - start > s_pullTicks && _pulled - before >= Sizer.FixedSize)
                break;
        }
        while (WantsInput);
        if (_pulled != before)
            Offer();
    }

    private void ReadBatch(MapInput<TItem> input)
    {
        try
        {
            Scheduler.ThrowIfEnded();
        }
        catch (Exception error)
        {
            EndInput(error);
            return;
        }
        int read = 0;
        Span<TItem> room = Room(_batch);
        try
        {
            input.Read(room, ref read);
            if (Publish(read) && read < room.Length)
                EndInput(null);
        }
        catch (Exception error)
        {
            // The items before it are computed and yielded; the error comes at its own place.
            if (Publish(read))
                EndInput(new MapInputException(_pulled, error));
        }
    }

    // Free places behind the last item, in one block.
    private Span<TItem> Room(int most)
    {
        (long number, int offset, int capacity) = _layout.Locate(_pulled);
        if (offset == 0)
        {
            if (capacity != _layout.Largest || !_freeBlocks.TryPop(out MapBlock<TItem, TResult>? block))
                block = new MapBlock<TItem, TResult>(capacity, _keepsRuns);
            block.Reset(_pulled);
            Volatile.Write(ref _ring[number % RingLength], block);
        }
        long unread = Math.Max(1, Window - Unread);
        return BlockAt(number).Items.AsSpan(offset, (int)Math.Min(Math.Min(capacity - offset, most), unread));
    }

    // Shows items to the scheduler. False where one cannot be run, which ends the input.
    private bool Publish(int count)
    {
        if (count == 0)
            return true;
        (long number, int offset, _) = _layout.Locate(_pulled);
        MapBlock<TItem, TResult> block = BlockAt(number);
        long pulled = _pulled;
        try
        {
            for (int i = 0; i < count; i++)
            {
                ref readonly TItem item = ref block.Items[offset + i];
                TaskEntry entry = Form.EntryOf(item);
                if (!ReferenceEquals(entry, _latestEntry))
                {
                    Scheduler.IndexOf(entry);
                    _latestEntry = entry;
                    _latestIsSingle = !entry.IsChunkable;
                }
                if (_latestIsSingle)
                    Submit(block, offset + i, item);
                else if (Form.IsUniform)
                    i = count - 1;
                else
                    Form.Claim(item);
                pulled = block.First + offset + i + 1;
            }
        }
        catch (Exception error)
        {
            // The function returned a call that cannot be submitted, or the pool was shut down or broke. Earlier results come first.
            block.Status[(int)(pulled - block.First)] = ItemStatus.Pending;
            Volatile.Write(ref _pulled, pulled);
            EndInput(error);
            return false;
        }
        Volatile.Write(ref _pulled, pulled);
        return true;
    }

    private void Submit(MapBlock<TItem, TResult> block, int offset, in TItem item)
    {
        _singles ??= new SingleSink(this);
        block.Status[offset] = ItemStatus.Single;
        long number = block.First + offset;
        Scheduler.Enqueue(Form.ToCall(item), _singles, (int)(number & int.MaxValue), FirstSequence + number);
    }

    private void Offer()
    {
        if (!_latestIsSingle || Left != 0)
            Scheduler.Offer(this);
        if (_isAttended)
            _loop.Poke();
        else
            _loop.Notify();
    }

    private ItemStatus StatusAt(long item)
    {
        (long number, int offset, _) = _layout.Locate(item);
        return (ItemStatus)Volatile.Read(ref Unsafe.As<ItemStatus, byte>(ref BlockAt(number).Status[offset]));
    }

    private void ReleaseTaken()
    {
        if (Block is not { } block)
            return;
        Block = null;
        block.Clear(Start, Count);
        block.Read += Count;
        if (block.Read != block.Items.Length)
            return;
        (long number, _, _) = _layout.Locate(block.First);
        Volatile.Write(ref _ring[number % RingLength], null);
        if (block.Items.Length == _layout.Largest)
            _freeBlocks.Push(block);
        long newest = _layout.Locate(_pulled).Block;
        while (_oldestBlock < newest && _ring[_oldestBlock % RingLength] is null)
            _oldestBlock++;
    }

    private readonly struct AdvanceCondition(MapRun<TItem, TResult> map) : IWaitCondition
    {
        public bool IsMet => map.IsReady || (map._input is not null && map.WantsInput) || map._settings.IsOver;
    }

    // Results of items that ran as calls of their own.
    private sealed class SingleSink(MapRun<TItem, TResult> map) : ResultSink<TResult>
    {
        public override bool IsStopped => map._stopped;

        public override void SetResult(int index, TResult result, in RunInfo run)
        {
            MapBlock<TItem, TResult> block = Find(index, out int offset);
            block.Results[offset] = result;
            Note(block, offset, run);
            map.Settle(block, offset, 1, ItemStatus.Done);
            map.Signal();
        }

        public override void SetError(int index, Exception error, in RunInfo run)
        {
            MapBlock<TItem, TResult> block = Find(index, out int offset);
            map.StoreError(block, offset, error);
            Note(block, offset, run);
            map.Settle(block, offset, 1, map.StatusOf(error));
            map.Signal();
        }

        private void Note(MapBlock<TItem, TResult> block, int offset, in RunInfo run)
        {
            if (block.Runs is { } runs)
                runs[offset] = new ChunkRun(run.Rank, run.Rank < 0 ? "" : map.Scheduler.Hosts[map.Scheduler.Hosts.RankOf(run.Rank)], 0, run.Nanoseconds);
        }

        // The index is the low half of the item's number; all items without a result are among the latest.
        private MapBlock<TItem, TResult> Find(int index, out int offset)
        {
            long start = Volatile.Read(ref map._pulled) - (1 << 30);
            long item = start + ((index - (int)(start & int.MaxValue)) & int.MaxValue);
            (long number, offset, _) = map._layout.Locate(item);
            return map.BlockAt(number);
        }
    }
}
