using System.Diagnostics;
using MpiPool.Wire;

namespace MpiPool.Serving;

/// <summary>A call that has begun.</summary>
/// <param name="Call">The call.</param>
/// <param name="Cancellation">The source of its token, where it takes one.</param>
/// <param name="Progress">The way of its reports, where it takes a context.</param>
/// <param name="Group">The task group it is a member of, if any.</param>
/// <param name="Started">When it began, in <see cref="Stopwatch"/> ticks.</param>
internal readonly record struct RunningCall(QueuedCall Call, CancellationTokenSource? Cancellation, ProgressChannel? Progress, TaskGroup? Group, long Started)
{
    private static readonly double s_nanosecondsPerTick = 1e9 / Stopwatch.Frequency;

    // A failure is heard of within this time, wherever the tasks behind it are long.
    private static readonly long s_postedPatience = Stopwatch.Frequency;

    /// <summary>From when on its result counts as waiting to be sent, in <see cref="Stopwatch"/> ticks. That of a posted call goes with the last one at hand.</summary>
    public long WaitsFrom => (Call.Frame.Header.Flags & FrameFlags.Posted) == 0 ? Started : Started + s_postedPatience;

    /// <summary>The call's place in the main rank's in-flight table.</summary>
    public int Slot => Call.Record.Slot;

    /// <summary>The run time in nanoseconds up to a time in <see cref="Stopwatch"/> ticks.</summary>
    public long Until(long now) => (long)((now - Started) * s_nanosecondsPerTick);
}
