using System.Diagnostics;
using System.Globalization;

namespace MpiPool.Benchmarks;

/// <summary>
/// What an idle pool costs, and how fast it wakes: the CPU time of every rank over the first seconds without work and over those after the
/// tenth, and the time from a submit to the start of the task on a worker in both phases. Ranks on one host only.
/// </summary>
internal static class Idle
{
    private static readonly TimeSpan s_phase = TimeSpan.FromSeconds(10);

    /// <param name="pool">The pool.</param>
    /// <param name="laterSeconds">How long the second phase is watched.</param>
    /// <param name="firstWakes">Wake-ups in the first phase.</param>
    /// <param name="laterWakes">Wake-ups in the second phase; each takes more than 10 s.</param>
    public static async Task<string> MeasureAsync(WorkerPool pool, int laterSeconds, int firstWakes, int laterWakes)
    {
        SortedDictionary<int, int> processes = await FindProcessesAsync(pool);
        TimeSpan[] start = Times(processes);
        await Task.Delay(s_phase);
        TimeSpan[] middle = Times(processes);
        await Task.Delay(TimeSpan.FromSeconds(laterSeconds));
        TimeSpan[] end = Times(processes);

        // The pool has been idle for longer than the first phase: a call begins it anew.
        await pool.Submit(Kernels.Tasks.Sight());
        var first = new List<double>();
        for (int i = 0; i < firstWakes; i++)
            await WakeAsync(pool, TimeSpan.FromMilliseconds(300 + 170 * (i % 11)), first);
        var later = new List<double>();
        for (int i = 0; i < laterWakes; i++)
            await WakeAsync(pool, s_phase + TimeSpan.FromMilliseconds(700 + 137 * i), later);
        return FormattableString.Invariant($"""
            idle ranks={pool.Size} first_cpu_percent={Shares(start, middle, s_phase.TotalSeconds)} later_cpu_percent={Shares(middle, end, laterSeconds)} first_wake_us={Join(first)} later_wake_us={Join(later)}
            """);
    }

    // The process of every rank. As many tasks as workers at once, until each worker took one.
    private static async Task<SortedDictionary<int, int>> FindProcessesAsync(WorkerPool pool)
    {
        var processes = new SortedDictionary<int, int> { [0] = Environment.ProcessId };
        while (processes.Count < pool.Size)
        {
            var sightings = new Task<Sighting>[pool.WorkerCount];
            for (int i = 0; i < sightings.Length; i++)
                sightings[i] = pool.Submit(Kernels.Tasks.Sight());
            foreach (Sighting sighting in await Task.WhenAll(sightings))
                processes[sighting.Rank] = sighting.ProcessId;
        }
        return processes;
    }

    private static async Task WakeAsync(WorkerPool pool, TimeSpan idle, List<double> microseconds)
    {
        await Task.Delay(idle);
        long submitted = Stopwatch.GetTimestamp();
        Sighting sighting = await pool.Submit(Kernels.Tasks.Sight());
        microseconds.Add((sighting.Timestamp - submitted) * 1e6 / Stopwatch.Frequency);
    }

    private static TimeSpan[] Times(SortedDictionary<int, int> processes) => [.. processes.Values.Select(CpuTime)];

    // User and system time of all threads: fields 14 and 15 of proc_pid_stat(5), in ticks of 10 ms. The name in field 2 may hold blanks.
    private static TimeSpan CpuTime(int processId)
    {
        string text = File.ReadAllText($"/proc/{processId}/stat");
        string[] fields = text[(text.LastIndexOf(')') + 2)..].Split(' ');
        return TimeSpan.FromMilliseconds(10 * (long.Parse(fields[11], CultureInfo.InvariantCulture) + long.Parse(fields[12], CultureInfo.InvariantCulture)));
    }

    private static string Shares(TimeSpan[] before, TimeSpan[] after, double seconds) =>
        Join(after.Zip(before, (a, b) => (a - b).TotalSeconds / seconds * 100));

    private static string Join(IEnumerable<double> values) => string.Join(',', values.Select(static v => v.ToString("F2", CultureInfo.InvariantCulture)));
}
