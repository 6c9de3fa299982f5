using System.Collections.Concurrent;
using System.Diagnostics;
using MpiPool.Tasks;
using MpiPool.Wire;

namespace MpiPool.Serving;

/// <summary>
/// Runs chunks of maps. It claims a grain of items at a time, about as many as run in some ten microseconds, so that the rest can be given back
/// while a long item runs. An item that throws fails alone. Used by the thread that runs tasks.
/// </summary>
/// <param name="catalog">The tasks.</param>
/// <param name="chunks">The chunks at hand.</param>
/// <param name="buffers">Buffers for results.</param>
/// <param name="outgoing">Takes frames to be sent.</param>
/// <param name="drive">Takes a step of the traffic between two grains; null where another thread does.</param>
internal sealed class ChunkRunner(TaskCatalog catalog, ChunkTable chunks, PayloadBufferPool buffers, ConcurrentQueue<PayloadBuffer> outgoing, Action? drive)
{
    private const double GrainNanoseconds = 20_000;
    private const int MaximumGrain = 1 << 20;

    // Kept free for the errors of rows that find no room, which follow.
    private const int ErrorBytes = 64 << 20;
    private static readonly double s_nanosecondsPerTick = 1e9 / Stopwatch.Frequency;

    // The latest run time of an item of each task, in nanoseconds; 0 where none has run.
    private readonly double[] _itemTimes = new double[catalog.Count];
    private readonly List<(int Item, RemoteError Error)> _errors = [];

    /// <summary>The most bytes of a chunk's results, but for large arrays and errors.</summary>
    public int MostBytes { get; init; } = int.MaxValue - ErrorBytes;

    /// <summary>Runs what is left of a chunk and sends its results.</summary>
    public void Run(ReceivedFrame source, ChunkWork chunk)
    {
        var entry = (SyncTaskEntry)catalog.Entries[chunk.Record.TaskIndex];
        ref double itemTime = ref _itemTimes[chunk.Record.TaskIndex];
        PayloadBuffer? results = null;
        ResultMark mark = default;
        var rows = new RowCursor(chunk.Offset);
        int begun = 0, failed = 0;
        long ticks = 0;
        while (chunk.TryClaim(itemTime == 0 ? 1 : (int)Math.Clamp(GrainNanoseconds / itemTime, 1, MaximumGrain), out ItemRange grain))
        {
            if (results is null)
            {
                results = buffers.Rent();
                mark = FrameBuilder.Begin<ChunkResultRecord>(results, FrameKind.ChunkResult);
            }
            long start = Stopwatch.GetTimestamp();
            if (chunk.Record.Columns != 0)
                RunColumns(entry, source, chunk, grain, results, mark);
            else
                failed += RunRows(entry, source, ref rows, grain.Count, results, mark.Offset + ChunkResultRecord.Size);
            long elapsed = Stopwatch.GetTimestamp() - start;
            ticks += elapsed;
            begun = grain.First + grain.Count;
            itemTime = Math.Max(elapsed * s_nanosecondsPerTick / grain.Count, 0.01);
            if (begun != chunk.Record.Items)
                drive?.Invoke();
        }
        source.Release();
        // All was given back before any item began, which has been told.
        if (results is null)
            return;
        chunks.Remove(chunk);
        if (chunk.Record.Columns != 0)
            failed = EndColumns(chunk, begun, results, mark);
        FrameBuilder.End(results, mark, new ChunkResultRecord
        {
            Slot = chunk.Record.Slot,
            Begun = begun,
            Failed = failed,
            Nanoseconds = (long)(ticks * s_nanosecondsPerTick),
            Length = FrameBuilder.PayloadLength(results, mark.Offset + ChunkResultRecord.Size),
            SegmentCount = results.Segments.Length - mark.Segments,
        });
        outgoing.Enqueue(results);
    }

    private void RunColumns(SyncTaskEntry entry, ReceivedFrame source, ChunkWork chunk, ItemRange grain, PayloadBuffer results, ResultMark mark)
    {
        long offset = chunk.Offset;
        ReadOnlySpan<byte> bytes = source.Bytes(ref offset, chunk.Record.Length);
        // Not until it returns: one that throws before it comes to an item, for there is no room for the results, would never do so.
        for (int next = 0; next < grain.Count;)
        {
            var columns = new ChunkColumns(bytes, chunk.Record.Items, grain.First, grain.Count, results, mark.Offset + ChunkResultRecord.Size) { Next = next };
            try
            {
                entry.InvokeColumns(ref columns);
                return;
            }
            catch (Exception error)
            {
                _errors.Add((grain.First + columns.Next, RemoteError.From(error)));
                next = columns.Next + 1;
            }
        }
    }

    // Of what was given back the column has room and no results; errors stand behind it.
    private int EndColumns(ChunkWork chunk, int begun, PayloadBuffer results, ResultMark mark)
    {
        nint start = mark.Offset + ChunkResultRecord.Size;
        nint size = (results.Length - start) / chunk.Record.Items;
        results.Truncate(start + size * begun, mark.Segments);
        foreach ((int item, RemoteError error) in _errors)
        {
            // Whatever stood in the memory before must not travel.
            results.WritableSpan(start + size * item, (int)size).Clear();
            var writer = new PayloadWriter(results);
            writer.Memory.WriteUnmanaged(item);
            error.Write(ref writer);
            writer.Flush();
        }
        int failed = _errors.Count;
        _errors.Clear();
        return failed;
    }

    private int RunRows(SyncTaskEntry entry, ReceivedFrame source, ref RowCursor rows, int count, PayloadBuffer results, nint first)
    {
        int failed = 0;
        for (int i = 0; i < count; i++)
        {
            RowHeader row = rows.Next(source, out long offset, out int segment);
            var mark = new ResultMark(results.Length, results.Segments.Length);
            results.Reserve(RowHeader.Size);
            int segments;
            try
            {
                PayloadReader reader = source.CreateReader(offset, row.Length, segment, row.SegmentCount);
                var writer = new PayloadWriter(results);
                entry.Invoke(ref reader, ref writer, null!);
                writer.Flush();
                ThrowIfTooLong(results, first, mark);
                segments = results.Segments.Length - mark.Segments;
            }
            catch (Exception error)
            {
                FrameBuilder.Abandon(results, mark);
                results.Reserve(RowHeader.Size);
                var writer = new PayloadWriter(results);
                RemoteError.From(error).Write(ref writer);
                writer.Flush();
                segments = -1;
                failed++;
            }
            results.At<RowHeader>(mark.Offset) = new RowHeader { Length = FrameBuilder.PayloadLength(results, mark.Offset + RowHeader.Size), SegmentCount = segments };
        }
        return failed;
    }

    private void ThrowIfTooLong(PayloadBuffer results, nint first, ResultMark row)
    {
        nint length = results.Length - first;
        if (length <= MostBytes)
            return;
        // The first row has nobody beside it: it is the value that is too long.
        throw new InvalidOperationException(row.Offset == first
            ? $"The result takes {length} bytes without its large arrays; one may take {MostBytes}. Split it, or keep its bulk in arrays of unmanaged elements."
            : $"The results of this chunk take {length} bytes with this one, without their large arrays; those of a chunk may take {MostBytes}. Set a smaller MapOptions.ChunkSize.");
    }
}
