using System.Diagnostics;

namespace MpiPool.Benchmarks;

/// <summary>The time from the call of a blocking task to its result, one task after the other.</summary>
internal static class RoundTrip
{
    /// <summary>Runs <paramref name="warm"/> tasks uncounted and <paramref name="count"/> counted; returns one line of numbers.</summary>
    /// <exception cref="InvalidOperationException">A result is wrong.</exception>
    public static string Measure(WorkerPool pool, int warm, int count)
    {
        var times = new double[count];
        for (int i = -warm; i < count; i++)
        {
            long start = Stopwatch.GetTimestamp();
            int result = pool.Apply(Kernels.Tasks.Increment(i));
            // By hand: TimeSpan counts in steps of 100 ns.
            if (i >= 0)
                times[i] = (Stopwatch.GetTimestamp() - start) * 1e6 / Stopwatch.Frequency;
            if (result != i + 1)
                throw new InvalidOperationException($"Increment({i}) returned {result}.");
        }
        Array.Sort(times);
        return $"roundtrip ranks={pool.Size} n={count} p5_us={At(0.05):F3} median_us={At(0.5):F3} p95_us={At(0.95):F3} p99_us={At(0.99):F3}";

        double At(double share) => times[(int)Math.Round(share * (count - 1))];
    }
}
