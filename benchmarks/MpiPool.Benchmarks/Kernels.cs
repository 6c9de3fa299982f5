using System.Diagnostics;
using MpiPool;

namespace MpiPool.Benchmarks;

/// <summary>Tasks that do next to nothing, so that what is measured is the pool.</summary>
internal static class Kernels
{
    /// <summary>The next number.</summary>
    [MpiTask]
    public static int Increment(int x) => x + 1;

    /// <summary>A value of a reading, for items that are a string and a record.</summary>
    [MpiTask]
    public static double Weigh(string station, Reading reading) => station.Length * reading.Value;

    /// <summary>What came, as it came.</summary>
    [MpiTask]
    public static double[] Echo(double[] values) => values;

    /// <summary>The sum of large data.</summary>
    [MpiTask]
    public static double Sum(double[] values) => values.Sum();

    /// <summary>Sleeps for so many milliseconds; returns how long that took.</summary>
    [MpiTask]
    public static double Sleep(double milliseconds)
    {
        long start = Stopwatch.GetTimestamp();
        Thread.Sleep(TimeSpan.FromMilliseconds(milliseconds));
        return Stopwatch.GetElapsedTime(start).TotalMilliseconds;
    }

    /// <summary>Which process runs it. Takes long enough that as many as there are workers spread over them.</summary>
    [MpiTask]
    public static Sighting Sight(TaskContext context)
    {
        var sighting = new Sighting(context.Rank, Environment.ProcessId, Stopwatch.GetTimestamp());
        Thread.Sleep(20);
        return sighting;
    }
}

/// <summary>A record as an argument.</summary>
/// <param name="Day">A number.</param>
/// <param name="Value">Another.</param>
internal sealed record Reading(int Day, double Value);

/// <summary>A worker at a moment.</summary>
/// <param name="Rank">Its rank.</param>
/// <param name="ProcessId">Its process.</param>
/// <param name="Timestamp">When the task began, in ticks of the clock that all processes of a host share.</param>
internal readonly record struct Sighting(int Rank, int ProcessId, long Timestamp);
