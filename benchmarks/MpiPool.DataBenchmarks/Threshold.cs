using System.Diagnostics;
using MpiPool.Wire;

namespace MpiPool.DataBenchmarks;

/// <summary>
/// From which length on an array is better sent as a message of its own than copied into its frame: the echo of arrays around that length,
/// in turns, with the threshold below and above it on both ranks.
/// </summary>
internal static class Threshold
{
    private const int Turns = 400;

    public static IEnumerable<string> Measure(WorkerPool pool)
    {
        for (int kibibytes = 4; kibibytes <= 1024; kibibytes *= 2)
        {
            double[] values = new double[kibibytes * 1024 / sizeof(double)];
            var copied = new double[Turns];
            var alone = new double[Turns];
            for (int turn = 0; turn < Turns; turn++)
            {
                copied[turn] = Time(pool, values, int.MaxValue);
                alone[turn] = Time(pool, values, 1);
            }
            Array.Sort(copied);
            Array.Sort(alone);
            yield return FormattableString.Invariant($"{kibibytes,5} KiB: in the frame {copied[Turns / 2],8:F1} us, on its own {alone[Turns / 2],8:F1} us, ratio {alone[Turns / 2] / copied[Turns / 2]:F2}");
        }
    }

    private static double Time(WorkerPool pool, double[] values, int threshold)
    {
        PayloadBuffer.SegmentThreshold = threshold;
        pool.Apply(Kernels.Tasks.SetThreshold(threshold));
        long start = Stopwatch.GetTimestamp();
        pool.Apply(Kernels.Tasks.Echo(values));
        return Stopwatch.GetElapsedTime(start).TotalMicroseconds;
    }
}
