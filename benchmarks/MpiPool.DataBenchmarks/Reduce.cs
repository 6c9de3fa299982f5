using System.Diagnostics;

namespace MpiPool.DataBenchmarks;

/// <summary>A sum of short tasks into an accumulator of some length, in any order and in fixed order, and how many runs of items the workers had.</summary>
internal static class Reduce
{
    // The items of a leaf of the tree: each has an accumulator of its own.
    private const int Block = 250;

    /// <exception cref="InvalidOperationException">The sum is wrong.</exception>
    public static IEnumerable<string> Measure(WorkerPool pool, int count, int length, int rounds)
    {
        (int, int)[] items = [.. Enumerable.Range(0, count).Select(i => (i, length))];
        foreach (ReduceOrder order in (ReduceOrder[])[ReduceOrder.Any, ReduceOrder.Fixed])
        {
            var times = new double[rounds];
            long runs = 0;
            for (int round = -1; round < rounds; round++)
            {
                long before = Completed(pool);
                long start = Stopwatch.GetTimestamp();
                double[] sums = pool.MapReduce(Kernels.Tasks.Handles.Point, items, Histogram.Reducer, order, order == ReduceOrder.Fixed ? new MapOptions { ChunkSize = Block } : null);
                if (round >= 0)
                    times[round] = Stopwatch.GetElapsedTime(start).TotalSeconds;
                runs = Completed(pool) - before;
                if (sums.Sum() != count)
                    throw new InvalidOperationException($"The sums come to {sums.Sum()}.");
            }
            Array.Sort(times);
            yield return FormattableString.Invariant($"{order,-6} ranks={pool.Size} items={count} accumulator_bytes={8L * length} n={rounds} median_ms={times[rounds / 2] * 1e3:F1} steps={runs}");
        }
    }

    private static long Completed(WorkerPool pool) => pool.Status.Workers.Sum(static worker => worker.Completed);
}

/// <summary>Counts of places.</summary>
[MpiReducer]
internal readonly struct Histogram : IReducer<double[], (int Place, int Length)>
{
    public static double[] Identity => [];

    public static double[] Add(double[] accumulator, (int Place, int Length) item)
    {
        double[] sums = accumulator.Length == 0 ? new double[item.Length] : accumulator;
        sums[item.Place]++;
        return sums;
    }

    public static double[] Combine(double[] first, double[] second)
    {
        if (first.Length == 0 || second.Length == 0)
            return first.Length == 0 ? second : first;
        for (int i = 0; i < first.Length; i++)
            first[i] += second[i];
        return first;
    }
}
