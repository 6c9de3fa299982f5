using MpiPool.Tasks;
using MpiPool.Wire;

namespace MpiPool.Serving.Reductions;

/// <summary>A reducer as a worker runs it: an entry of the catalog, whose calls are the steps of reductions (<see cref="ReduceStep"/>).</summary>
internal sealed class ReducerEntry<TAccumulator, TItem>(Reducer<TAccumulator, TItem> reducer, ulong id, string name, string shape)
    : AsyncTaskEntry(id, name, shape, TaskTraits.Context)
{
    public override void AddElementTypes() => reducer.AddElementTypes();

    public override Task Start(ref PayloadReader arguments, TaskContext context)
    {
        var record = arguments.Memory.ReadUnmanaged<ReduceRecord>();
        if (record.Count < 0)
            throw new WireFormatException($"A step of a reduction claims {record.Count} items.");
        switch (record.Step)
        {
            case ReduceStep.Fold:
                return new ItemFold<TAccumulator, TItem>(reducer, record, context).Run(ref arguments);
            case ReduceStep.Merge:
                int[] ranks = new int[Math.Min(record.Count, arguments.Memory.Remaining / sizeof(int))];
                arguments.ReadColumn<int>(ranks);
                arguments.Complete();
                return new AccumulatorMerge<TAccumulator, TItem>(reducer, record, ranks, context).RunAsync();
            case ReduceStep.Drop:
                arguments.Complete();
                context.Worker!.Reductions.Drop(record.Reduction);
                return Task.FromResult(ReduceReply<TAccumulator>.Done);
            default:
                throw new WireFormatException($"A reduction has no step {(int)record.Step}.");
        }
    }

    public override void WriteResult(Task completed, ref PayloadWriter result) => ((Task<ReduceReply<TAccumulator>>)completed).Result.Write(ref result, reducer);
}
