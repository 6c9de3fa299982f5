namespace MpiPool.Scheduling.Maps;

/// <summary>A run of items of a map that a worker has. Made once a slot and used again. Used under the progress role.</summary>
/// <param name="slot">Its place in the <see cref="ChunksInFlight"/>; travels with the chunk and comes back with its results.</param>
internal sealed class Chunk(int slot)
{
    /// <summary>The slot.</summary>
    public int Slot { get; } = slot;

    /// <summary>The map; null while the slot is free.</summary>
    public MapFeed? Feed { get; set; }

    /// <summary>The first item of the map in it.</summary>
    public long First { get; set; }

    /// <summary>How many items it has; fewer after some were given back.</summary>
    public int Count { get; set; }

    /// <summary>The task's place in the catalog.</summary>
    public int TaskIndex { get; set; }

    /// <summary>Whether it travels as columns.</summary>
    public bool HasColumns { get; set; }

    /// <summary>The rank that has it.</summary>
    public int Rank { get; set; }

    /// <summary>When it was sent, in <see cref="System.Diagnostics.Stopwatch"/> ticks.</summary>
    public long Sent { get; set; }

    /// <summary>Whether its worker was asked to give back what has not begun.</summary>
    public bool IsRecalled { get; set; }

    /// <summary>The sequence number of its first item.</summary>
    public long Sequence => Feed!.FirstSequence + First;
}
