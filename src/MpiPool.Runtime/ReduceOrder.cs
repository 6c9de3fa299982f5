namespace MpiPool;

/// <summary>In which order a reduction combines results.</summary>
public enum ReduceOrder
{
    /// <summary>
    /// As results come: each worker accumulates what it has computed, and one accumulator a worker travels at the end, along a tree of workers.
    /// The order must not matter to the reducer; sums of floating-point numbers differ from run to run in their last digits.
    /// </summary>
    Any,

    /// <summary>
    /// In the order of the input, by a tree that depends on nothing but the number of items and <see cref="MapOptions.ChunkSize"/>: the result
    /// is the same, bit for bit, whatever the number of workers and their timing. An accumulator travels for each run of items; runs are
    /// the longer the more an accumulator costs beside its items. One that is large should be given a <see cref="MapOptions.ChunkSize"/>: each block of so
    /// many items, one unless it is set, begins with an accumulator of its own.
    /// </summary>
    Fixed,
}
