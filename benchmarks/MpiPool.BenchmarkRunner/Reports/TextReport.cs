using System.Globalization;
using MpiPool.BenchmarkRunner.Contestants;
using MpiPool.BenchmarkRunner.Launching;
using MpiPool.BenchmarkRunner.Measuring;

namespace MpiPool.BenchmarkRunner.Reports;

/// <summary>The tables, for people.</summary>
internal static class TextReport
{
    /// <summary>One table a group.</summary>
    public static void Write(TextWriter writer, Results results)
    {
        foreach (IGrouping<Group, Row> table in results.Rows.GroupBy(static row => row.Group))
        {
            Group group = table.Key;
            writer.WriteLine();
            writer.WriteLine($"{group.Title}, {group.Unit}{(group.Reference is { } reference ? $" (ratio to: {reference})" : "")}");
            writer.WriteLine($"  {"MPI",-8} {"bind",-5} {"ranks",5}  {"contestant",-24} {"median",12} {"min",12} - {"max",-12} {"ratio",9}  target");
            foreach (Row row in table.OrderBy(static row => Order(row.Contestant.Launch.Place)))
                writer.WriteLine(Line(results, row).TrimEnd());
        }
    }

    private static string Line(Results results, Row row)
    {
        Place place = row.Contestant.Launch.Place;
        string head = $"  {place.MpiName,-8} {place.BindingName,-5} {place.Ranks,5}  {row.Contestant.Name,-24} ";
        if (row.Median is not { } median)
            return $"{head}failed: {row.Failure}";
        string ratio = results.RatioOf(row) is { } value ? value.ToString(value < 0.1 ? "0.0000" : "0.00", CultureInfo.InvariantCulture) + " x" : "";
        string target = results.IsMet(row) switch
        {
            true => $"{row.Group.Target} met",
            false => $"{row.Group.Target} MISSED",
            null => "",
        };
        string failure = row.Failure is null ? "" : $" (a round failed: {row.Failure})";
        return $"{head}{Number(median),12} {Number(row.Values.Min()),12} - {Number(row.Values.Max()),-12} {ratio,9}  {target}{failure}";
    }

    private static string Number(double value) => value.ToString(value >= 1000 ? "N0" : "0.00", CultureInfo.InvariantCulture);

    // Places together, the plain ones first.
    private static (int, string, string) Order(Place place) => (place.Ranks, place.Mpi is null ? "~" : place.MpiName, place.BindingName == "none" ? "" : place.BindingName);
}
