using System.Diagnostics;
using System.Runtime.InteropServices;

namespace MpiPool.DataBenchmarks;

/// <summary>A large array to a worker and back, as the C program echo.c does it: into fresh memory on both ranks, or into the same memory each time.</summary>
internal static class Echo
{
    /// <exception cref="InvalidOperationException">A result is wrong.</exception>
    public static string Measure(WorkerPool pool, bool fresh, int bytes, int count)
    {
        double[] sent = new double[bytes / sizeof(double)];
        new Random(1).NextBytes(MemoryMarshal.AsBytes(sent.AsSpan()));
        double[] received = new double[sent.Length];
        var times = new double[count];
        for (int i = -1; i < count; i++)
        {
            long start = Stopwatch.GetTimestamp();
            if (fresh)
                received = pool.Apply(Kernels.Tasks.Echo(sent));
            else
                pool.ApplyInto(Kernels.Tasks.EchoLent(sent), received);
            if (i >= 0)
                times[i] = Stopwatch.GetElapsedTime(start).TotalSeconds;
            if (received.Length != sent.Length || BitConverter.DoubleToInt64Bits(received[^1]) != BitConverter.DoubleToInt64Bits(sent[^1]))
                throw new InvalidOperationException("The echo is not what was sent.");
        }
        Array.Sort(times);
        double median = times[count / 2];
        return FormattableString.Invariant($"pool-{(fresh ? "fresh" : "reused")} bytes={bytes} n={count} median_ms={median * 1e3:F3} gb_per_s={2e-9 * bytes / median:F3}");
    }
}
