using MpiPool.Tasks;
using MpiPool.Wire;

namespace MpiPool.Serving.Reductions;

/// <summary>
/// This worker's part in the end of a reduction: the members are a binary tree, in which member m takes what members 2m+1 and 2m+2 have come
/// to, combines it with its own, and passes it on to its parent; member 0 answers with it. The worker runs other tasks while it waits.
/// </summary>
internal sealed class AccumulatorMerge<TAccumulator, TItem>(Reducer<TAccumulator, TItem> reducer, ReduceRecord record, int[] ranks, TaskContext context)
{
    private readonly ReductionTable _table = context.Worker!.Reductions;

    /// <summary>Does it.</summary>
    public async Task<ReduceReply<TAccumulator>> RunAsync()
    {
        try
        {
            TAccumulator accumulator = _table.Take(record.Reduction, reducer);
            for (int child = 2 * record.Index + 1; child <= 2 * record.Index + 2 && child < ranks.Length; child++)
                accumulator = reducer.Combine(accumulator, await ReceiveAsync(child).ConfigureAwait(false));
            if (record.Index == 0)
                return ReduceReply<TAccumulator>.Of(accumulator);
            SendToParent(accumulator, isFailed: false);
            return ReduceReply<TAccumulator>.Done;
        }
        catch when (record.Index != 0)
        {
            // The parent must not wait; the main rank hears of the cause from here.
            SendToParent(default!, isFailed: true);
            throw;
        }
    }

    private async Task<TAccumulator> ReceiveAsync(int child)
    {
        ReceivedFrame frame = await _table.ReceiveAsync(record.Reduction, child, context.CancellationToken).ConfigureAwait(false);
        try
        {
            return Read(frame);
        }
        finally
        {
            frame.Release();
        }
    }

    private TAccumulator Read(ReceivedFrame frame)
    {
        long offset = 0;
        AccumulatorRecord head = frame.Read<AccumulatorRecord>(ref offset);
        if (head.IsFailed != 0)
            throw new OperationCanceledException($"Member {head.Source} of the reduction failed.");
        PayloadReader reader = frame.CreateReader(offset, head.Length, 0, head.SegmentCount);
        TAccumulator accumulator = reducer.ReadAccumulator(ref reader);
        reader.Complete();
        return accumulator;
    }

    private void SendToParent(TAccumulator accumulator, bool isFailed)
    {
        PayloadBuffer frame = _table.Open();
        try
        {
            ResultMark mark = FrameBuilder.Begin<AccumulatorRecord>(frame, FrameKind.Accumulator);
            if (!isFailed)
            {
                var writer = new PayloadWriter(frame);
                reducer.WriteAccumulator(ref writer, accumulator);
                writer.Flush();
            }
            FrameBuilder.End(frame, mark, new AccumulatorRecord
            {
                Reduction = record.Reduction,
                Source = record.Index,
                IsFailed = isFailed ? 1 : 0,
                Length = FrameBuilder.PayloadLength(frame, mark.Offset + System.Runtime.CompilerServices.Unsafe.SizeOf<AccumulatorRecord>()),
                SegmentCount = frame.Segments.Length - mark.Segments,
            });
        }
        catch
        {
            _table.Return(frame);
            throw;
        }
        _table.Send(ranks[(record.Index - 1) / 2], frame);
    }
}
