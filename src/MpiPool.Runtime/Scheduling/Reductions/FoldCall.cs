using MpiPool.Scheduling.Maps;
using MpiPool.Tasks;
using MpiPool.Wire;

namespace MpiPool.Scheduling.Reductions;

/// <summary>A run of items of a reduction, as a call of its reducer. Written under the progress role, again where a worker gave it back.</summary>
internal sealed class FoldCall<TInput, TItem, TAccumulator>(ReduceRun<TInput, TItem, TAccumulator> run, long first, TInput[] items)
    : TaskCall<ReduceReply<TAccumulator>>
{
    /// <summary>The number of its first item.</summary>
    public long First => first;

    /// <summary>How many items it has.</summary>
    public int Count => items.Length;

    /// <summary>What its items and the frame around them took when they were written.</summary>
    public long WrittenBytes { get; private set; }

    public override TaskEntry Entry => run.Reducer.Entry;

    public override void WriteArguments(ref PayloadWriter writer)
    {
        long start = writer.FrameBytes;
        ItemForm<TInput, TItem> form = run.Form;
        writer.Memory.WriteUnmanaged(new ReduceRecord
        {
            Reduction = run.Number,
            Step = ReduceStep.Fold,
            Index = form.IsUniform ? run.IndexOf(items[0]) : -1,
            Count = items.Length,
            BlockSize = run.BlockSize,
            Errors = run.Errors,
            Columns = form.HasColumns ? 1 : 0,
        });
        if (run.Errors == MapErrors.Replace)
            run.Reducer.WriteItem(ref writer, run.Replacement);
        if (form.HasColumns)
            form.WriteColumns(ref writer, items);
        else
            WriteRows(ref writer, form);
        WrittenBytes = writer.FrameBytes - start;
    }

    /// <summary>What its answer took.</summary>
    public long ReadBytes { get; private set; }

    public override ReduceReply<TAccumulator> ReadResult(ref PayloadReader reader)
    {
        ReadBytes = reader.BytesLeft;
        return ReduceReply<TAccumulator>.Read(ref reader, run.Reducer);
    }

    private void WriteRows(ref PayloadWriter writer, ItemForm<TInput, TItem> form)
    {
        for (int i = 0; i < items.Length; i++)
        {
            if (!form.IsUniform)
                writer.Memory.WriteUnmanaged(run.IndexOf(items[i]));
            ResultMark row = writer.BeginRow();
            try
            {
                form.WriteRow(ref writer, items[i]);
                writer.EndRow(row);
            }
            catch (Exception error)
            {
                if (run.Errors == MapErrors.Throw)
                    throw new InvalidOperationException($"Item {first + i} of the reduction, a call of task '{form.EntryOf(items[i]).Name}': {RemoteError.From(error).Message}", error);
                // Writing arguments runs the user's properties; whatever they throw belongs to this item alone.
                writer.AbandonRow(row);
            }
        }
    }
}
