using MpiPool.Wire;

namespace MpiPool.Tasks;

/// <summary>What a worker answers to a step of a reduction.</summary>
/// <param name="FailedItem">The first item of the step that failed and ended it, counted from the step's first; -1 for none.</param>
/// <param name="Error">What it threw; null where none did.</param>
/// <param name="TaskIndex">Its task.</param>
/// <param name="HasNode">Whether an accumulator comes with the answer.</param>
/// <param name="Node">The accumulator.</param>
internal readonly record struct ReduceReply<TAccumulator>(int FailedItem, RemoteError? Error, int TaskIndex, bool HasNode, TAccumulator Node)
{
    /// <summary>Done, and nothing to tell.</summary>
    public static ReduceReply<TAccumulator> Done => new(-1, null, -1, false, default!);

    /// <summary>An accumulator.</summary>
    public static ReduceReply<TAccumulator> Of(TAccumulator node) => new(-1, null, -1, true, node);

    /// <summary>An item failed.</summary>
    public static ReduceReply<TAccumulator> Failed(int item, int taskIndex, Exception error) => new(item, RemoteError.From(error), taskIndex, false, default!);

    /// <summary>Writes the answer.</summary>
    public void Write<TItem>(ref PayloadWriter writer, Reducer<TAccumulator, TItem> reducer)
    {
        writer.Memory.WriteUnmanaged(FailedItem, HasNode);
        if (HasNode)
            reducer.WriteAccumulator(ref writer, Node);
        if (FailedItem < 0)
            return;
        writer.Memory.WriteUnmanaged(TaskIndex);
        Error!.Write(ref writer);
    }

    /// <summary>Reads an answer.</summary>
    public static ReduceReply<TAccumulator> Read<TItem>(ref PayloadReader reader, Reducer<TAccumulator, TItem> reducer)
    {
        int failedItem = reader.Memory.ReadUnmanaged<int>();
        if (reader.Memory.ReadUnmanaged<byte>() != 0)
            return Of(reducer.ReadAccumulator(ref reader));
        if (failedItem < 0)
            return Done;
        int taskIndex = reader.Memory.ReadUnmanaged<int>();
        return new(failedItem, RemoteError.Read(ref reader), taskIndex, false, default!);
    }
}
