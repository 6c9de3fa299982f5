using System.Text.Json;

namespace MpiPool.Model;

/// <summary>Takes the costs from the report that the harness writes.</summary>
internal static class MeasuredCosts
{
    /// <summary>
    /// The costs of the Native AOT build at 2 ranks, unbound, on the slower of the MPIs. A message and its answer are taken to cost the main
    /// rank half of a blocking round trip; a call and an item what one of them takes where as many as possible are under way, as if the main
    /// rank alone were the limit. Both are upper bounds. The latency is the other half, as between two processes of one machine.
    /// </summary>
    /// <param name="report">The path of results.json.</param>
    /// <exception cref="InvalidDataException">A row is missing.</exception>
    public static Costs Read(string report)
    {
        using JsonDocument document = JsonDocument.Parse(File.ReadAllBytes(report));
        JsonElement[] rows = [.. document.RootElement.GetProperty("rows").EnumerateArray().Where(IsPoolAtTwoRanks)];
        double roundTrip = Medians("blocking round trip").Max() * 1e-6;
        double call = 1 / Medians("tasks submitted one by one").Min();
        double item = 1 / Medians("map over an array").Min();
        return new Costs(Message: roundTrip / 2, call, item, Latency: roundTrip / 2);

        double[] Medians(string title)
        {
            double[] values = [.. rows.Where(row => row.GetProperty("group").GetString()!.StartsWith(title, StringComparison.Ordinal)).Select(static row => row.GetProperty("median").GetDouble())];
            return values.Length > 0 ? values : throw new InvalidDataException($"{report} has no row of the pool for '{title}' at 2 ranks, unbound, on an MPI. Run benchmarks/run.sh first.");
        }
    }

    private static bool IsPoolAtTwoRanks(JsonElement row) =>
        row.GetProperty("contestant").GetString() == "pool AOT" && row.GetProperty("ranks").GetInt32() == 2
        && row.GetProperty("bind").GetString() == "none" && row.GetProperty("mpi").GetString() != "none" && row.GetProperty("median").ValueKind == JsonValueKind.Number;
}
