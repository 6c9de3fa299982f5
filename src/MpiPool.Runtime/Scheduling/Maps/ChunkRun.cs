namespace MpiPool.Scheduling.Maps;

/// <summary>Where and how long items of a chunk ran.</summary>
/// <param name="Rank">The rank, by the number users know it by.</param>
/// <param name="HostName">Its host.</param>
/// <param name="Size">The number of ranks.</param>
/// <param name="Nanoseconds">The run time of an item: that of the chunk, divided.</param>
/// <param name="Sent">When the chunk was sent, in <see cref="System.Diagnostics.Stopwatch"/> ticks; of items that no worker ran, when they were given up.</param>
internal readonly record struct ChunkRun(int Rank, string HostName, int Size, long Nanoseconds, long Sent)
{
    /// <summary>Of items that no worker ran.</summary>
    public static ChunkRun None => new(-1, "", 0, 0, System.Diagnostics.Stopwatch.GetTimestamp());
}
