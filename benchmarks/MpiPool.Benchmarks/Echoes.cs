using System.Diagnostics;

namespace MpiPool.Benchmarks;

/// <summary>Large arrays to a worker and back, one after the other.</summary>
internal static class Echoes
{
    /// <summary>Sends <paramref name="bytes"/> bytes of doubles to a worker and gets them back: once uncounted, <paramref name="count"/> times counted.</summary>
    /// <exception cref="InvalidOperationException">A result is wrong.</exception>
    public static string Measure(WorkerPool pool, int bytes, int count)
    {
        double[] values = new double[bytes / sizeof(double)];
        new Random(1).NextBytes(System.Runtime.InteropServices.MemoryMarshal.AsBytes(values.AsSpan()));
        var times = new double[count];
        for (int i = -1; i < count; i++)
        {
            long start = Stopwatch.GetTimestamp();
            double[] echo = pool.Apply(Kernels.Tasks.Echo(values));
            if (i >= 0)
                times[i] = Stopwatch.GetElapsedTime(start).TotalSeconds;
            Check.Equal(values.Length, echo.Length);
            Check.Equal(BitConverter.DoubleToInt64Bits(values[^1]), BitConverter.DoubleToInt64Bits(echo[^1]));
        }
        Array.Sort(times);
        double median = times[count / 2];
        return FormattableString.Invariant($"echo ranks={pool.Size} bytes={bytes} n={count} median_ms={median * 1e3:F3} gb_per_s={2e-9 * bytes / median:F3}");
    }
}
