using System.Diagnostics.Metrics;
using MpiPool.Scheduling;
using MpiPool.Scheduling.Maps;

namespace MpiPool.Diagnostics;

/// <summary>
/// The meter <c>MpiPool</c>, over all pools of which this process is the main rank. Counts are read from the schedulers when somebody asks;
/// the only instrument that tasks pay for is the duration, and that while it is listened to.
/// </summary>
internal static class PoolMetrics
{
    private static readonly Lock s_gate = new();
    private static readonly List<Scheduler> s_open = [];

    // Of pools that have ended: totals never fall.
    private static CallCounts s_ended;

    private static readonly Meter s_meter = new("MpiPool");
    private static readonly ListenerFailure s_failure = new("a listener of the meter MpiPool");

    private static readonly Histogram<double> s_duration = s_meter.CreateHistogram<double>("mpipool.task.duration", "s", "The run time of tasks on their workers.");

    static PoolMetrics()
    {
        s_meter.CreateObservableCounter("mpipool.calls.submitted", static () => Sum().Submitted, "{call}", "Calls that were submitted.");
        s_meter.CreateObservableCounter("mpipool.calls.completed", static () => Sum().Completed, "{call}", "Calls whose task returned.");
        s_meter.CreateObservableCounter("mpipool.calls.failed", static () => Sum().Failed, "{call}", "Calls that failed.");
        s_meter.CreateObservableCounter("mpipool.calls.cancelled", static () => Sum().Cancelled, "{call}", "Calls that were cancelled or given up.");
        s_meter.CreateObservableGauge("mpipool.calls.queued", static () => Sum().Queued, "{call}", "Calls that no worker has yet.");
        s_meter.CreateObservableGauge("mpipool.calls.in_flight", static () => Sum().InFlight, "{call}", "Calls that workers have.");
    }

    /// <summary>Whether run times are listened to.</summary>
    public static bool MeasuresDuration => s_duration.Enabled;

    /// <summary>Notes the run time of a call.</summary>
    public static void AddDuration(string task, in RunInfo run) => Record(task, run.Rank, run.Nanoseconds);

    /// <summary>Notes the run times of items that ran in one chunk: each counts with their average, which is all that is measured.</summary>
    public static void AddDurations(string task, in ChunkRun run, int items)
    {
        for (int i = 0; i < items; i++)
            Record(task, run.Rank, run.Nanoseconds);
    }

    /// <summary>A pool has opened.</summary>
    public static void Add(Scheduler scheduler)
    {
        lock (s_gate)
            s_open.Add(scheduler);
    }

    /// <summary>A pool has ended.</summary>
    public static void Remove(Scheduler scheduler)
    {
        lock (s_gate)
        {
            if (s_open.Remove(scheduler))
                s_ended = s_ended.Plus(scheduler.Counts) with { Queued = 0, InFlight = 0 };
        }
    }

    private static void Record(string task, int rank, long nanoseconds)
    {
        try
        {
            s_duration.Record(nanoseconds * 1e-9, new KeyValuePair<string, object?>("task", task), new KeyValuePair<string, object?>("rank", rank));
        }
        catch (Exception error)
        {
            // Listeners are the user's code, called while the traffic is driven: one that throws must not break the pool.
            s_failure.Tell(error);
        }
    }

    private static CallCounts Sum()
    {
        lock (s_gate)
        {
            CallCounts sum = s_ended;
            foreach (Scheduler scheduler in s_open)
                sum = sum.Plus(scheduler.Counts);
            return sum;
        }
    }
}
