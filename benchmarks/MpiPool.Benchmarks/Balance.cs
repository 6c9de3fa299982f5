using System.Diagnostics;
using System.Globalization;
using System.Text;

namespace MpiPool.Benchmarks;

/// <summary>
/// How evenly maps load their workers: the time of a map of tasks that sleep, beside that of handing out one task at a time, in the same order and
/// with no overhead. The workers are threads, for sleeping takes no processor. No chunk size is set.
/// </summary>
internal static class Balance
{
    private const int ItemsPerWorker = 100;
    private const double MeanMilliseconds = 2;

    private static readonly (string Name, Func<Random, int, double[]> Make)[] s_distributions =
    [
        ("uniform", static (random, count) => Draw(count, () => 2 * MeanMilliseconds * random.NextDouble())),
        ("exponential", static (random, count) => Draw(count, () => -MeanMilliseconds * Math.Log(1 - random.NextDouble()))),
        ("bimodal", static (random, count) => Draw(count, () => random.Next(100) == 0 ? 50 * MeanMilliseconds : MeanMilliseconds / 2)),
        ("ascending", static (random, count) => [.. Draw(count, () => -MeanMilliseconds * Math.Log(1 - random.NextDouble())).Order()]),
        ("descending", static (random, count) => [.. Draw(count, () => -MeanMilliseconds * Math.Log(1 - random.NextDouble())).OrderDescending()]),
    ];

    /// <summary>Measures every distribution with 4 and 16 workers; returns a table, one line each: the median of the rounds.</summary>
    public static string Measure(int rounds)
    {
        var table = new StringBuilder();
        foreach (int workers in (int[])[4, 16])
        {
            using WorkerPool pool = WorkerPool.OpenInProcess(workers);
            foreach ((string name, Func<Random, int, double[]> make) in s_distributions)
            {
                var ratios = new double[rounds];
                for (int round = 0; round < rounds; round++)
                {
                    double[] times = make(new Random(round), workers * ItemsPerWorker);
                    long start = Stopwatch.GetTimestamp();
                    // What each task took in truth: sleeps are longer than asked for.
                    double[] taken = [.. pool.Map(Kernels.Tasks.Handles.Sleep, times)];
                    ratios[round] = Stopwatch.GetElapsedTime(start).TotalMilliseconds / OneAtATime(taken, workers);
                }
                Array.Sort(ratios);
                table.AppendLine(CultureInfo.InvariantCulture, $"balance workers={workers} times={name} rounds={rounds} median_ratio={ratios[rounds / 2]:F3} worst_ratio={ratios[^1]:F3}");
            }
        }
        return table.ToString().TrimEnd();
    }

    // Each task goes to the worker that is free first.
    private static double OneAtATime(double[] times, int workers)
    {
        var free = new PriorityQueue<int, double>();
        for (int worker = 0; worker < workers; worker++)
            free.Enqueue(worker, 0);
        double end = 0;
        foreach (double time in times)
        {
            free.TryDequeue(out int worker, out double at);
            end = Math.Max(end, at + time);
            free.Enqueue(worker, at + time);
        }
        return end;
    }

    private static double[] Draw(int count, Func<double> draw)
    {
        var times = new double[count];
        for (int i = 0; i < count; i++)
            times[i] = draw();
        return times;
    }
}
