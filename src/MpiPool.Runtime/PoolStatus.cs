using System.Globalization;
using System.Text;

namespace MpiPool;

/// <summary>What a pool is doing: a snapshot for people and for monitoring, taken while work goes on. Immutable and thread-safe.</summary>
/// <param name="Queued">Calls that no worker has yet, items that maps have read among them.</param>
/// <param name="Running">Calls and items of maps that workers have: they run, or are next.</param>
/// <param name="Completed">Calls whose task returned.</param>
/// <param name="Failed">Calls that failed.</param>
/// <param name="Cancelled">Calls that were cancelled, or given up when their time was over.</param>
/// <param name="Workers">The workers, by rank.</param>
public sealed record PoolStatus(int Queued, int Running, long Completed, long Failed, long Cancelled, IReadOnlyList<WorkerStatus> Workers)
{
    /// <summary>A table for people, one line a worker.</summary>
    public override string ToString()
    {
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"{Queued} queued, {Running} running, {Completed} completed, {Failed} failed, {Cancelled} cancelled");
        foreach (WorkerStatus worker in Workers)
            text.AppendLine().Append("  ").Append(worker);
        return text.ToString();
    }
}

/// <summary>What one worker is doing. See <see cref="PoolStatus"/>.</summary>
/// <param name="Rank">Its rank.</param>
/// <param name="HostName">Its host.</param>
/// <param name="Running">Calls and items of maps it has: the one that runs, and those that wait there for their turn.</param>
/// <param name="Completed">Its tasks that returned.</param>
/// <param name="Failed">Its tasks that threw.</param>
public sealed record WorkerStatus(int Rank, string HostName, int Running, long Completed, long Failed)
{
    /// <summary>One line for people.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"rank {Rank} ({HostName}): {Running} running, {Completed} completed, {Failed} failed");
}
