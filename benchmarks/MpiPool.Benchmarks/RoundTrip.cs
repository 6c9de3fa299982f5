using System.Diagnostics;

namespace MpiPool.Benchmarks;

/// <summary>The time from the call of a task to its result, one task after the other.</summary>
internal static class RoundTrip
{
    /// <summary>Blocking: <paramref name="warm"/> tasks uncounted, <paramref name="count"/> counted.</summary>
    /// <exception cref="InvalidOperationException">A result is wrong.</exception>
    public static string Measure(WorkerPool pool, int warm, int count)
    {
        var times = new double[count];
        for (int i = -warm; i < count; i++)
        {
            long start = Stopwatch.GetTimestamp();
            int result = pool.Apply(Kernels.Tasks.Increment(i));
            if (i >= 0)
                times[i] = MicrosecondsSince(start);
            Check.Equal(i + 1, result);
        }
        return Line("roundtrip", pool, times);
    }

    /// <summary>Awaited: as <see cref="Measure"/>.</summary>
    /// <exception cref="InvalidOperationException">A result is wrong.</exception>
    public static async Task<string> MeasureAwaitedAsync(WorkerPool pool, int warm, int count)
    {
        var times = new double[count];
        for (int i = -warm; i < count; i++)
        {
            long start = Stopwatch.GetTimestamp();
            int result = await pool.Submit(Kernels.Tasks.Increment(i));
            if (i >= 0)
                times[i] = MicrosecondsSince(start);
            Check.Equal(i + 1, result);
        }
        return Line("awaited", pool, times);
    }

    // By hand: TimeSpan counts in steps of 100 ns.
    private static double MicrosecondsSince(long start) => (Stopwatch.GetTimestamp() - start) * 1e6 / Stopwatch.Frequency;

    private static string Line(string name, WorkerPool pool, double[] times)
    {
        Array.Sort(times);
        return FormattableString.Invariant($"{name} ranks={pool.Size} n={times.Length} p5_us={At(0.05):F3} median_us={At(0.5):F3} p95_us={At(0.95):F3} p99_us={At(0.99):F3}");

        double At(double share) => times[(int)Math.Round(share * (times.Length - 1))];
    }
}
