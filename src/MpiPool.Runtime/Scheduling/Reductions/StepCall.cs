using MpiPool.Tasks;
using MpiPool.Wire;

namespace MpiPool.Scheduling.Reductions;

/// <summary>A worker's part in the end of a reduction, or the word that there will be none, as a call of the reducer.</summary>
internal sealed class StepCall<TItem, TAccumulator>(Reducer<TAccumulator, TItem> reducer, ReduceRecord record, int[] ranks) : TaskCall<ReduceReply<TAccumulator>>
{
    public override TaskEntry Entry => reducer.Entry;

    public override void WriteArguments(ref PayloadWriter writer)
    {
        writer.Memory.WriteUnmanaged(record);
        writer.WriteColumn<int>(ranks);
    }

    public override ReduceReply<TAccumulator> ReadResult(ref PayloadReader reader) => ReduceReply<TAccumulator>.Read(ref reader, reducer);
}
