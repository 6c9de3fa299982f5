using System.Diagnostics;

namespace MpiPool.DataBenchmarks;

/// <summary>What a map of many tasks over one shared array costs, beside sending the array once to each worker.</summary>
internal static class Common
{
    private const int Tasks = 10_000;

    /// <exception cref="InvalidOperationException">A result is wrong.</exception>
    public static string Measure(WorkerPool pool, bool mapped, int bytes, int rounds)
    {
        double[] values = Kernels.Ramp(bytes / sizeof(double));
        var sent = new double[rounds];
        var shared = new double[rounds];
        for (int round = -1; round < rounds; round++)
        {
            double once = SendOnce(pool, values);
            double map = mapped ? MapOverMemory(pool, values) : MapOverArray(pool, values);
            if (round >= 0)
                (sent[round], shared[round]) = (once, map);
        }
        Array.Sort(sent);
        Array.Sort(shared);
        double ratio = shared[rounds / 2] / sent[rounds / 2];
        return FormattableString.Invariant($"{(mapped ? "Shared<ReadOnlyMemory<double>>" : "Shared<double[]>"),-31} ranks={pool.Size} bytes={bytes} n={rounds} once_ms={sent[rounds / 2] * 1e3:F1} map_ms={shared[rounds / 2] * 1e3:F1} ratio={ratio:F2}");
    }

    private static double SendOnce(WorkerPool pool, double[] values)
    {
        long start = Stopwatch.GetTimestamp();
        foreach (int length in pool.RunOnEveryWorker(Kernels.Tasks.Length(values)).GetAwaiter().GetResult())
            Expect(length == values.Length);
        return Stopwatch.GetElapsedTime(start).TotalSeconds;
    }

    private static double MapOverArray(WorkerPool pool, double[] values)
    {
        long start = Stopwatch.GetTimestamp();
        using Shared<double[]> data = pool.Share(values);
        int item = 0;
        foreach (double value in pool.Map(i => Kernels.Tasks.ValueOfArray(data, i), Enumerable.Range(0, Tasks)))
            Expect(value == item++);
        Expect(item == Tasks);
        return Stopwatch.GetElapsedTime(start).TotalSeconds;
    }

    private static double MapOverMemory(WorkerPool pool, double[] values)
    {
        long start = Stopwatch.GetTimestamp();
        using Shared<ReadOnlyMemory<double>> data = pool.Share<ReadOnlyMemory<double>>(values);
        int item = 0;
        foreach (double value in pool.Map(i => Kernels.Tasks.ValueOfMemory(data, i), Enumerable.Range(0, Tasks)))
            Expect(value == item++);
        Expect(item == Tasks);
        return Stopwatch.GetElapsedTime(start).TotalSeconds;
    }

    private static void Expect(bool condition)
    {
        if (!condition)
            throw new InvalidOperationException("A task did not see the array.");
    }
}
