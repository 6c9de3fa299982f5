namespace MpiPool.Scheduling.Maps;

/// <summary>Where and how long items of a chunk ran.</summary>
/// <param name="Rank">The rank, by the number users know it by.</param>
/// <param name="HostName">Its host.</param>
/// <param name="Size">The number of ranks.</param>
/// <param name="Nanoseconds">The run time of an item: that of the chunk, divided.</param>
internal readonly record struct ChunkRun(int Rank, string HostName, int Size, long Nanoseconds);
