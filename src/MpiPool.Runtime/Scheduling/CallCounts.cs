namespace MpiPool.Scheduling;

/// <summary>How many calls a pool has and had.</summary>
/// <param name="Submitted">All.</param>
/// <param name="Queued">Those that no worker has.</param>
/// <param name="InFlight">Those that workers have.</param>
/// <param name="Completed">Those whose task returned.</param>
/// <param name="Failed">Those that failed.</param>
/// <param name="Cancelled">Those that were cancelled or given up.</param>
internal readonly record struct CallCounts(long Submitted, int Queued, int InFlight, long Completed, long Failed, long Cancelled)
{
    /// <summary>The counts of two pools together.</summary>
    public CallCounts Plus(in CallCounts other) => new(Submitted + other.Submitted, Queued + other.Queued, InFlight + other.InFlight, Completed + other.Completed, Failed + other.Failed, Cancelled + other.Cancelled);
}
