using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using MpiPool.Transports;
using MpiPool.Wire;

namespace MpiPool.Scheduling.Maps;

/// <summary>Writes items into chunks and reads their results, wherever both are kept. See <see cref="MapFeed"/>.</summary>
internal abstract class MapFeed<TItem, TResult>(Scheduler scheduler, ItemForm<TItem, TResult> form, long firstSequence, ChunkSizer sizer)
    : MapFeed(firstSequence, sizer)
{
    // A chunk of rows is sent when it holds this much; one of a size that the caller fixed, when it is as long as a message may be.
    private const int ChunkBytes = 256 * 1024;
    private readonly int _mostBytes = sizer.FixedSize == 0 ? ChunkBytes : Transport.MaximumMessageLength;

    // A chunk's length, but for its large arrays, is a number of 32 bits; a row may take it beyond what a message is sent at.
    private const int MostChunkBytes = int.MaxValue - 4096;

    // The same for columns, where all items and results are of one size: more than 2 GiB of either fit into no chunk.
    private readonly int _mostItems = form.HasColumns ? ChunkSizer.MostInOneMessage(Unsafe.SizeOf<TItem>(), Unsafe.SizeOf<TResult>()) : int.MaxValue;

    private readonly PriorityQueue<int, long> _returned = new();
    private readonly List<int> _failures = [];
    private int _returnedItems;
    private long _bytes;
    private long _measuredItems;

    /// <summary>Runs the items.</summary>
    protected Scheduler Scheduler { get; } = scheduler;

    /// <summary>How items become calls.</summary>
    protected ItemForm<TItem, TResult> Form { get; } = form;

    /// <summary>Items that were given back and wait to be handed out again.</summary>
    protected int ReturnedItems => Volatile.Read(ref _returnedItems);

    /// <summary>What an item and its result take on the wire, as far as chunks were measured; 0 before. Any thread.</summary>
    protected long BytesPerItem => Volatile.Read(ref _measuredItems) is > 0 and long items ? Volatile.Read(ref _bytes) / items : 0;

    /// <summary>The next items that were not handed out yet, at most so many; they lie side by side.</summary>
    protected abstract bool TryTakeFresh(int most, out long first, out int count);

    /// <summary>Items that lie side by side.</summary>
    protected abstract ReadOnlySpan<TItem> Items(long first, int count);

    /// <summary>The places of their results.</summary>
    protected abstract Span<TResult> Results(long first, int count);

    /// <summary>These items have failed without having run.</summary>
    protected abstract void Settle(long first, int count, Exception error);

    /// <summary>An item of a chunk has failed. Before <see cref="Publish"/> of a run of items with it.</summary>
    protected abstract void SetError(long item, Exception error, in ChunkRun run);

    /// <summary>Results or errors of these items stand in their places. Those in <paramref name="failures"/>, counted from the first item and in order, failed.</summary>
    protected abstract void Publish(long first, int count, ReadOnlySpan<int> failures, in ChunkRun run);

    /// <summary>Reads the result of an item of a chunk of rows into its place.</summary>
    /// <param name="reader">The result.</param>
    /// <param name="number">The item's number.</param>
    /// <param name="item">The item.</param>
    /// <param name="results">The places of the chunk's results.</param>
    /// <param name="place">The item's.</param>
    /// <returns>Why the result does not fit there, which fails the item; null where it does.</returns>
    protected virtual Exception? ReadRow(ref PayloadReader reader, long number, in TItem item, Span<TResult> results, int place)
    {
        results[place] = Form.ReadRow(ref reader, item);
        return null;
    }

    /// <inheritdoc/>
    public sealed override bool TryTake(Chunk chunk, int most, PayloadBuffer frame)
    {
        most = Math.Min(most, _mostItems);
        if (!TryTakeReturned(most, out long first, out int count) && !TryTakeFresh(most, out first, out count))
            return false;
        ReadOnlySpan<TItem> items = Items(first, count);
        int alike = Form.CountAlike(items);
        chunk.First = first;
        chunk.TaskIndex = Scheduler.IndexOf(Form.EntryOf(items[0]));
        chunk.HasColumns = Form.HasColumns;
        ResultMark mark = FrameBuilder.Begin<ChunkRecord>(frame, FrameKind.Chunk);
        chunk.Count = Form.HasColumns ? WriteColumns(first, items, frame, mark) : WriteRows(first, items[..alike], frame, mark, out alike);
        if (alike < count)
            PutBack(first + alike, count - alike);
        if (chunk.Count == 0)
            return false;
        FrameBuilder.End(frame, mark, new ChunkRecord
        {
            TaskIndex = chunk.TaskIndex,
            Slot = chunk.Slot,
            Sequence = chunk.Sequence,
            Items = chunk.Count,
            Length = FrameBuilder.PayloadLength(frame, mark.Offset + ChunkRecord.Size),
            SegmentCount = frame.Segments.Length - mark.Segments,
            Columns = chunk.HasColumns ? 1 : 0,
        });
        AddBytes(frame.Length - mark.Offset + frame.SegmentBytes, chunk.Count);
        return true;
    }

    /// <inheritdoc/>
    public sealed override void Complete(Chunk chunk, ReceivedFrame frame, in ChunkResultRecord record, long offset, in ChunkRun run)
    {
        if (IsStopped)
            return;
        _failures.Clear();
        AddBytes(frame.TotalBytes, 0);
        if (chunk.HasColumns)
            ReadColumns(chunk, frame, record, offset, run);
        else
            ReadRows(chunk, frame, record.Begun, offset, run);
        Publish(chunk.First, record.Begun, CollectionsMarshal.AsSpan(_failures), run);
    }

    /// <inheritdoc/>
    public sealed override void Return(long first, int count, bool cancel)
    {
        if (IsStopped)
            Scheduler.Items.Cancel(count);
        else if (cancel)
            Fail(first, count, new OperationCanceledException("The pool was shut down and its pending items were cancelled."));
        else
            PutBack(first, count);
    }

    /// <inheritdoc/>
    public sealed override void Fail(long first, int count, Exception error)
    {
        Scheduler.Items.Fail(count, error);
        Settle(first, count, error);
    }

    /// <inheritdoc/>
    public sealed override int Abandon()
    {
        int dropped = 0;
        while (TryTakeReturned(int.MaxValue, out _, out int count) || TryTakeFresh(int.MaxValue, out _, out count))
            dropped += count;
        return dropped;
    }

    /// <summary>Fails the items that were given back.</summary>
    protected void FailReturned(Exception error)
    {
        while (TryTakeReturned(int.MaxValue, out long first, out int count))
            Fail(first, count, error);
    }

    /// <summary>The exception of an item's consumer.</summary>
    protected static RemoteTaskException ToException(string task, RemoteError error, in ChunkRun run) => new(
        task, null, run.Rank, run.Size, run.HostName, error.TypeName, error.Message, error.StackTrace, WellKnownExceptions.TryCreate(error));

    private void PutBack(long first, int count)
    {
        _returned.Enqueue(count, first);
        Volatile.Write(ref _returnedItems, _returnedItems + count);
    }

    // The earliest first: the consumer waits for them.
    private bool TryTakeReturned(int most, out long first, out int count)
    {
        if (!_returned.TryDequeue(out count, out first))
            return false;
        Volatile.Write(ref _returnedItems, _returnedItems - count);
        if (count > most)
        {
            PutBack(first + most, count - most);
            count = most;
        }
        return true;
    }

    // Returns how many were written: all, or none, and then they have failed.
    private int WriteColumns(long first, ReadOnlySpan<TItem> items, PayloadBuffer frame, ResultMark chunk)
    {
        try
        {
            var writer = new PayloadWriter(frame);
            Form.WriteColumns(ref writer, items);
            writer.Flush();
            FrameBuilder.PayloadLength(frame, chunk.Offset + ChunkRecord.Size);
            return items.Length;
        }
        catch (Exception error)
        {
            // More bytes than a chunk may have, or than there is memory for. It belongs to these items alone, which nobody else would end.
            Fail(first, items.Length, new InvalidOperationException($"A chunk of {items.Length} items of task '{Form.EntryOf(items[0]).Name}' could not be written: {RemoteError.From(error).Message}", error));
            return 0;
        }
    }

    // Returns how many were written; taken counts also the item behind them that could not be, which has failed.
    private int WriteRows(long first, ReadOnlySpan<TItem> items, PayloadBuffer frame, ResultMark chunk, out int taken)
    {
        int written = 0;
        taken = 0;
        while (written < items.Length && (written == 0 || frame.Length - chunk.Offset + frame.SegmentBytes < _mostBytes))
        {
            var row = new ResultMark(frame.Length, frame.Segments.Length);
            bool isWritten = TryWriteRow(first + written, items[written], frame);
            if (isWritten && written != 0 && frame.Length - chunk.Offset > MostChunkBytes)
            {
                // It is the first of the next chunk.
                FrameBuilder.Abandon(frame, row);
                break;
            }
            taken++;
            if (!isWritten)
                break;
            written++;
        }
        return written;
    }

    private bool TryWriteRow(long number, in TItem item, PayloadBuffer frame)
    {
        var mark = new ResultMark(frame.Length, frame.Segments.Length);
        try
        {
            frame.Reserve(RowHeader.Size);
            var writer = new PayloadWriter(frame);
            Form.WriteRow(ref writer, item);
            writer.Flush();
            frame.At<RowHeader>(mark.Offset) = new RowHeader
            {
                Length = FrameBuilder.PayloadLength(frame, mark.Offset + RowHeader.Size),
                SegmentCount = frame.Segments.Length - mark.Segments,
            };
            return true;
        }
        catch (Exception error)
        {
            // Writing arguments runs the user's properties; whatever they throw belongs to this item alone.
            FrameBuilder.Abandon(frame, mark);
            Fail(number, 1, new InvalidOperationException($"The arguments of task '{Form.EntryOf(item).Name}' could not be serialized: {RemoteError.From(error).Message}", error));
            return false;
        }
    }

    private void ReadColumns(Chunk chunk, ReceivedFrame frame, in ChunkResultRecord record, long offset, in ChunkRun run)
    {
        PayloadReader reader = frame.CreateReader(offset, record.Length, 0, record.SegmentCount);
        Form.ReadColumn(ref reader, Results(chunk.First, record.Begun));
        int latest = -1;
        for (int i = 0; i < record.Failed; i++)
        {
            int item = reader.Memory.ReadUnmanaged<int>();
            if (item <= latest || item >= record.Begun)
                throw new WireFormatException($"The results of a chunk of {record.Begun} items name item {item} as one that failed.");
            latest = item;
            AddFailure(chunk.First, item, ToException(Form.EntryOf(Items(chunk.First + item, 1)[0]).Name, RemoteError.Read(ref reader), run), run);
        }
        reader.Complete();
    }

    private void ReadRows(Chunk chunk, ReceivedFrame frame, int count, long offset, in ChunkRun run)
    {
        ReadOnlySpan<TItem> items = Items(chunk.First, count);
        Span<TResult> results = Results(chunk.First, count);
        var rows = new RowCursor(offset);
        for (int i = 0; i < count; i++)
        {
            RowHeader row = rows.Next(frame, out long place, out int segment);
            PayloadReader reader = frame.CreateReader(place, row.Length, segment, Math.Max(row.SegmentCount, 0));
            if (row.SegmentCount < 0)
            {
                AddFailure(chunk.First, i, ToException(Form.EntryOf(items[i]).Name, RemoteError.Read(ref reader), run), run);
                continue;
            }
            try
            {
                Exception? misfit = ReadRow(ref reader, chunk.First + i, items[i], results, i);
                reader.Complete();
                if (misfit is not null)
                    AddFailure(chunk.First, i, misfit, run);
            }
            catch (Exception error)
            {
                // Reading a result runs constructors of the user's types; whatever they throw belongs to this item alone.
                AddFailure(chunk.First, i, ToException(Form.EntryOf(items[i]).Name, RemoteError.From(error), run), run);
            }
        }
    }

    private void AddFailure(long first, int item, Exception error, in ChunkRun run)
    {
        _failures.Add(item);
        SetError(first + item, error, run);
    }

    private void AddBytes(long bytes, int items)
    {
        Volatile.Write(ref _bytes, _bytes + bytes);
        Volatile.Write(ref _measuredItems, _measuredItems + items);
    }
}
