namespace MpiPool.Scheduling;

/// <summary>What the main rank knows of one worker. Used under the progress role.</summary>
internal sealed class WorkerState(int rank)
{
    /// <summary>The worker's rank.</summary>
    public int Rank { get; } = rank;

    /// <summary>Calls and chunks it has: those it runs and those that wait there.</summary>
    public int Outstanding { get; set; }

    /// <summary>Streams it has, which take none of its credit.</summary>
    public int Streams { get; set; }

    /// <summary>All calls and chunks it has.</summary>
    public int Held => Outstanding + Streams;

    /// <summary>Whether it stands in the queue of workers that can take more.</summary>
    public bool IsReady { get; set; }

    /// <summary>Whether it has sent a result, or was given work after having none, since the <see cref="Recaller"/> looked.</summary>
    public bool WasHeard { get; set; }

    /// <summary>When the <see cref="Recaller"/> last found that it was heard of, in <see cref="System.Diagnostics.Stopwatch"/> ticks.</summary>
    public long LastHeard { get; set; }

    /// <summary>Whether it was asked to give calls back and has not answered yet with a result of any kind.</summary>
    public bool IsRevoking { get; set; }

    /// <summary>Tasks of its that returned.</summary>
    public long Completed { get; set; }

    /// <summary>Tasks of its that threw.</summary>
    public long Failed { get; set; }

    /// <summary>Calls of its that were cancelled.</summary>
    public long Cancelled { get; set; }

    /// <summary>Calls it has ended, in whatever way.</summary>
    public long Ended => Completed + Failed + Cancelled;

    /// <summary>Chunks of maps among its calls.</summary>
    public int Chunks { get; set; }

    /// <summary>The oldest of these chunks, as of the latest look at all of them.</summary>
    public Maps.Chunk? OldestChunk { get; set; }

    /// <summary>Items in these chunks.</summary>
    public int Items { get; set; }

    /// <summary>Whether it stands in the list of workers without a chunk.</summary>
    public bool IsListedWithout { get; set; }

    /// <summary>Whether it stands in the list of workers with one chunk.</summary>
    public bool IsListedWithOne { get; set; }
}
