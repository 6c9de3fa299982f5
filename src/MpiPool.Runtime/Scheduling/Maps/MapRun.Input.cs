using System.Diagnostics;
using System.Runtime.CompilerServices;
using MpiPool.Tasks;

namespace MpiPool.Scheduling.Maps;

/// <content>How input is read: on the consumer's thread, for it runs user code.</content>
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
    private TaskEntry? _latestEntry;
    private bool _latestIsSingle;
    private int _batch = 1;
    private bool _inputEnded;

    // What ends the results after those that were pulled: the input failed, or the pool takes no more calls.
    private Exception? _endError;

    /// <summary>Whether workers will soon want items and there is room for them.</summary>
    public bool WantsInput => !_inputEnded && !_stopped && HasRoom && (_latestIsSingle
        ? Unread < SingleWindow
        : Unread < Window && Left < Math.Max(FirstItems, 2L * Receivers * Sizer.Size));

    /// <summary>How many results there will be where that is known without reading the items, else 0; what an array can hold at most.</summary>
    public int ExpectedCount => _settings.Errors == MapErrors.Skip ? 0 : (int)Math.Clamp(_input?.Count ?? 0, 0, Array.MaxLength);

    // Workers that soon take a chunk. Where one is over before a thread has woken for it, only those that have a processor do: others would be woken for nothing.
    private int Receivers => Sizer.HasShortChunks ? _settings.BusyWorkers : _settings.Workers;

    // Enough that every worker has work while its result is read.
    private int FirstItems => 4 * _settings.Workers;

    private bool HasRoom => _layout.Locate(_pulled).Block - _oldestBlock < RingLength - 1;

    private int SingleWindow => Math.Min(Window, MapWindow.For(_settings.Workers, Scheduler.Credit(_latestEntry!)));

    private int Window
    {
        get
        {
            if (_settings.Window != 0)
                return _settings.Window;
            long bytes = _knownItemBytes != 0 ? _knownItemBytes : BytesPerItem;
            // A chunk of a size that was asked for is not cut short because nothing is known of its items.
            int smallest = Math.Max(bytes == 0 ? FirstItems : 2 * _settings.Workers, Math.Min(Sizer.FixedSize, _layout.Largest));
            return bytes == 0 && !_latestIsSingle ? smallest : (int)Math.Max(smallest, Math.Min(LargestWindow, WindowBytes / Math.Max(bytes, 1)));
        }
    }

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
        try
        {
            _input?.Dispose();
        }
        catch (Exception failure)
        {
            // An error of the input like any other: what was read is shown, and it comes behind that.
            _endError ??= new MapInputException(_pulled, failure);
        }
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
            if (now - start > s_pullTicks)
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
        // A chunk of a size that was asked for is shown as a whole, however slow its input is.
        Span<TItem> room = Room(Sizer.FixedSize == 0 ? _batch : Sizer.FixedSize - (int)(_pulled % Sizer.FixedSize));
        Exception? failure = null;
        try
        {
            input.Read(room, ref read);
        }
        catch (Exception error)
        {
            failure = error;
        }
        // The items before an error are computed and yielded; it comes at its own place.
        if (Publish(read) && (failure is not null || read < room.Length))
            EndInput(failure is null ? null : new MapInputException(_pulled, failure));
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
        block.Added?.AsSpan(offset, count).Fill(Stopwatch.GetTimestamp());
        long pulled = _pulled;
        int singles = 0;
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
                {
                    Submit(block, offset + i, item);
                    singles++;
                }
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
            Show(pulled, singles);
            EndInput(error);
            return false;
        }
        Show(pulled, singles);
        return true;
    }

    private void Show(long pulled, int singles)
    {
        Scheduler.Items.Add((int)(pulled - _pulled) - singles);
        Volatile.Write(ref _pulled, pulled);
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
}
