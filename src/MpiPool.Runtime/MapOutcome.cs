using System.Diagnostics;
using MpiPool.Scheduling;
using MpiPool.Scheduling.Maps;

namespace MpiPool;

/// <summary>How one item of a map ended, and where. Immutable and thread-safe.</summary>
/// <typeparam name="T">The items.</typeparam>
/// <typeparam name="TResult">What the task returns.</typeparam>
public sealed class MapOutcome<T, TResult> : TaskOutcome<TResult>
{
    internal MapOutcome(long index, T input, TResult value, long added, in ChunkRun run) : base(value, InfoOf(run), run.HostName, Stopwatch.GetElapsedTime(added, run.Sent)) => (Index, Input) = (index, input);

    internal MapOutcome(long index, T input, Exception error, long added, in ChunkRun run) : base(error, InfoOf(run), run.HostName, Stopwatch.GetElapsedTime(added, run.Sent)) => (Index, Input) = (index, input);

    /// <summary>The item's place in the input, from 0.</summary>
    public long Index { get; }

    /// <summary>The item.</summary>
    public T Input { get; }

    // What never ran has no host.
    private static RunInfo InfoOf(in ChunkRun run) => string.IsNullOrEmpty(run.HostName) ? RunInfo.None : new RunInfo(run.Rank, run.Nanoseconds, 1);
}
