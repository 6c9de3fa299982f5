using System.Globalization;

namespace MpiPool.Model;

/// <summary>The tables.</summary>
internal static class TextReport
{
    /// <summary>Efficiency and throughput of every point, and the largest fleets of a single main rank.</summary>
    public static void Write(TextWriter writer, Costs costs, IReadOnlyList<Point> points, int seed)
    {
        writer.WriteLine(FormattableString.Invariant(
            $"costs: message and answer {costs.Message * 1e9:F0} ns, submitted task {costs.Call * 1e9:F0} ns, item of a map {costs.Item * 1e9:F1} ns, latency {costs.Latency * 1e9:F0} ns"));
        foreach (var table in points.GroupBy(static p => (p.Form, p.Tree)))
        {
            writer.WriteLine();
            writer.WriteLine($"{table.Key.Form} tasks, {(table.Key.Tree ? "a tree of sub-mains" : "one main rank")}: efficiency of the workers (tasks/s)");
            writer.WriteLine($"  {"task",8} {string.Concat(Sweep.Workers.Select(static w => Column(w.ToString("N0", CultureInfo.InvariantCulture) + " workers")))}");
            foreach (var row in table.GroupBy(static p => p.Task))
                writer.WriteLine($"  {Time(row.Key),8} {string.Concat(row.Select(static p => Column(FormattableString.Invariant($"{p.Outcome.Efficiency:P0} ({p.Outcome.Throughput:G3})"))))}");
        }
        writer.WriteLine();
        writer.WriteLine($"most workers that one main rank keeps {Sweep.GoodEfficiency.ToString("P0", CultureInfo.InvariantCulture)} busy");
        writer.WriteLine($"  {"task",8} {Column(Sweep.Submitted)}{Column(Sweep.Mapped)}");
        foreach (double task in Sweep.Tasks)
            writer.WriteLine($"  {Time(task),8} {Column(Largest(Sweep.Submitted, task))}{Column(Largest(Sweep.Mapped, task))}");

        string Largest(string form, double task)
        {
            int workers = Sweep.LargestSingle(form, task, costs, seed);
            return workers > Sweep.Workers[^1] * 0.97 ? $"> {Sweep.Workers[^1]:N0}" : workers.ToString("N0", CultureInfo.InvariantCulture);
        }
    }

    /// <summary>A time with its unit.</summary>
    public static string Time(double seconds) => seconds switch
    {
        < 1e-3 => FormattableString.Invariant($"{seconds * 1e6:G3} us"),
        < 1 => FormattableString.Invariant($"{seconds * 1e3:G3} ms"),
        _ => FormattableString.Invariant($"{seconds:G3} s"),
    };

    private static string Column(string text) => text.PadLeft(20);
}
