using System.Diagnostics;

namespace MpiPool.Benchmarks;

/// <summary>A measured stretch of work on the main rank: time, CPU time of the process, and bytes allocated by it.</summary>
internal sealed class Load
{
    private readonly long _start = Stopwatch.GetTimestamp();
    private readonly TimeSpan _cpu = Environment.CpuUsage.TotalTime;
    private readonly long _allocated = GC.GetTotalAllocatedBytes(precise: true);

    /// <summary>
    /// Runs <paramref name="work"/> on more and more tasks until it takes <paramref name="milliseconds"/>; the last run counts, the earlier
    /// ones warm up. Returns one line of numbers.
    /// </summary>
    /// <param name="name">The first word of the line.</param>
    /// <param name="pool">The pool.</param>
    /// <param name="milliseconds">How long the counted run takes at least.</param>
    /// <param name="work">Runs so many tasks.</param>
    /// <param name="prepare">Makes what so many tasks need, before the time and the bytes are counted.</param>
    public static async Task<string> MeasureAsync(string name, WorkerPool pool, int milliseconds, Func<int, Task> work, Action<int>? prepare = null)
    {
        for (int count = 1000; ; count = count < 1 << 29 ? count * 2 : count)
        {
            prepare?.Invoke(count);
            var load = new Load();
            await work(count);
            double seconds = Stopwatch.GetElapsedTime(load._start).TotalSeconds;
            if (seconds * 1000 < milliseconds)
                continue;
            double cpu = (Environment.CpuUsage.TotalTime - load._cpu).TotalNanoseconds;
            long allocated = GC.GetTotalAllocatedBytes(precise: true) - load._allocated;
            return FormattableString.Invariant($"{name} ranks={pool.Size} n={count} per_s={count / seconds:F0} cpu_ns={cpu / count:F1} bytes={(double)allocated / count:F2}");
        }
    }
}
