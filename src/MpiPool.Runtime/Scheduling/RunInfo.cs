namespace MpiPool.Scheduling;

/// <summary>Where a call was run and how long it took: what comes with its end.</summary>
/// <param name="Rank">The worker, by the number users know it by; -1 where none ran the call.</param>
/// <param name="Nanoseconds">The run time.</param>
/// <param name="Attempt">Which run of the call it was, from 1; 0 where none was.</param>
internal readonly record struct RunInfo(int Rank, long Nanoseconds, int Attempt)
{
    /// <summary>Of a call that no worker ran.</summary>
    public static RunInfo None => new(-1, 0, 0);

    /// <summary>When the call was sent, in <see cref="System.Diagnostics.Stopwatch"/> ticks; 0 where nobody asks.</summary>
    public long Sent { get; init; }

    /// <summary>The run time.</summary>
    public TimeSpan Duration => TimeSpan.FromTicks(Nanoseconds / TimeSpan.NanosecondsPerTick);
}
