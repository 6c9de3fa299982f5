using System.Globalization;

namespace MpiPool.Benchmarks;

/// <summary>How much memory the main rank takes at its peak over long maps, beyond what it took before.</summary>
internal static class Memory
{
    private const int WarmItems = 100_000;

    /// <summary>Over a map of <paramref name="count"/> small items, results read one by one.</summary>
    /// <exception cref="InvalidOperationException">A result is wrong.</exception>
    public static string MeasureSmall(WorkerPool pool, int count)
    {
        Run(WarmItems);
        (long baseline, long peak) = Watch(() => Run(count));
        return FormattableString.Invariant($"memory-small ranks={pool.Size} n={count} baseline_mib={baseline / 1024.0:F1} peak_mib={peak / 1024.0:F1} above_mib={(peak - baseline) / 1024.0:F1}");

        void Run(int items)
        {
            int expected = 1;
            foreach (int result in pool.Map(Kernels.Tasks.Handles.Increment, Enumerable.Range(0, items)))
                Check.Equal(expected++, result);
        }
    }

    /// <summary>
    /// Over a map of <paramref name="count"/> arrays of <paramref name="bytes"/> bytes, each made when it is pulled. What nobody holds any more is collected
    /// before: the collector alone lets several hundred MiB of such arrays lie where there is room, whoever made them.
    /// </summary>
    /// <exception cref="InvalidOperationException">A result is wrong.</exception>
    public static string MeasureLarge(WorkerPool pool, int count, int bytes)
    {
        int pulled = 0, mostOutstanding = 0;
        Run(2);
        mostOutstanding = 0;
        (long baseline, long peak) = Watch(() => Run(count));
        return FormattableString.Invariant($"memory-large ranks={pool.Size} n={count} item_mib={bytes / 1048576.0:F1} outstanding={mostOutstanding} baseline_mib={baseline / 1024.0:F1} peak_mib={peak / 1024.0:F1} above_mib={(peak - baseline) / 1024.0:F1}");

        void Run(int items)
        {
            pulled = 0;
            int read = 0;
            foreach (double sum in pool.Map(Kernels.Tasks.Handles.Sum, Arrays(items, () => read)))
            {
                Check.Equal((double)read * (bytes / sizeof(double)), sum);
                read++;
            }
            Check.Equal(items, read);
        }

        IEnumerable<double[]> Arrays(int items, Func<int> read)
        {
            for (int i = 0; i < items; i++)
            {
                GC.Collect();
                double[] values = new double[bytes / sizeof(double)];
                Array.Fill(values, i);
                pulled++;
                mostOutstanding = Math.Max(mostOutstanding, pulled - read());
                yield return values;
            }
        }
    }

    // Resident KiB before, and at the peak while the action ran.
    private static (long Baseline, long Peak) Watch(Action action)
    {
        GC.Collect();
        // 5 resets the peak (proc_pid_clear_refs(5)).
        File.WriteAllText("/proc/self/clear_refs", "5");
        long baseline = ReadStatus("VmRSS:");
        action();
        return (baseline, ReadStatus("VmHWM:"));
    }

    private static long ReadStatus(string key)
    {
        string line = File.ReadLines("/proc/self/status").First(line => line.StartsWith(key, StringComparison.Ordinal));
        return long.Parse(line[key.Length..].Replace("kB", "", StringComparison.Ordinal), CultureInfo.InvariantCulture);
    }
}
