using System.Diagnostics;

namespace MpiPool.DataBenchmarks;

/// <summary>Arrays that become the rows of one large array, received there or by a map whose results are copied.</summary>
internal static class Rows
{
    /// <exception cref="InvalidOperationException">A row is wrong.</exception>
    public static IEnumerable<string> Measure(WorkerPool pool, int count, int length, int rounds)
    {
        int[] items = [.. Enumerable.Repeat(length, count)];
        double[] rows = new double[checked(count * length)];
        yield return Time("MapInto", () => pool.MapInto(Kernels.Tasks.Handles.Ramp, items, rows));
        yield return Time("Map", () =>
        {
            int place = 0;
            foreach (double[] row in pool.Map(Kernels.Tasks.Handles.Ramp, items))
            {
                row.CopyTo(rows, place);
                place += length;
            }
        });

        string Time(string name, Action map)
        {
            var times = new double[rounds];
            for (int round = -1; round < rounds; round++)
            {
                Array.Clear(rows);
                long start = Stopwatch.GetTimestamp();
                map();
                if (round >= 0)
                    times[round] = Stopwatch.GetElapsedTime(start).TotalSeconds;
                for (int i = 0; i < rows.Length; i++)
                {
                    if (rows[i] != i % length)
                        throw new InvalidOperationException($"Element {i} is {rows[i]}.");
                }
            }
            Array.Sort(times);
            double median = times[rounds / 2];
            return FormattableString.Invariant($"{name,-8} ranks={pool.Size} rows={count} length={length} n={rounds} median_ms={median * 1e3:F1} rows_per_s={count / median:F0} gb_per_s={8e-9 * count * length / median:F2}");
        }
    }
}
