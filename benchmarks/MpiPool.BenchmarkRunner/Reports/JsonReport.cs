using System.Text.Json;
using MpiPool.BenchmarkRunner.Measuring;

namespace MpiPool.BenchmarkRunner.Reports;

/// <summary>All numbers, for programs: the model reads its costs here.</summary>
internal static class JsonReport
{
    private static readonly JsonSerializerOptions s_options = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    /// <summary>Writes the file.</summary>
    public static void Write(string path, Machine machine, int rounds, Results results)
    {
        var report = new
        {
            machine,
            rounds,
            rows = results.Rows.Select(row => new
            {
                group = row.Group.Title,
                unit = row.Group.Unit,
                mpi = row.Contestant.Launch.Place.MpiName,
                bind = row.Contestant.Launch.Place.BindingName,
                ranks = row.Contestant.Launch.Place.Ranks,
                contestant = row.Contestant.Name,
                command = $"{Path.GetFileName(row.Contestant.Launch.Program)} {string.Join(' ', row.Contestant.Launch.Arguments.Select(Path.GetFileName))}",
                median = row.Median,
                values = row.Values,
                reference = row.Group.Reference,
                ratio = results.RatioOf(row),
                target = row.Contestant.IsJudged ? row.Group.Target?.ToString() : null,
                met = results.IsMet(row),
                failure = row.Failure,
            }),
        };
        File.WriteAllText(path, JsonSerializer.Serialize(report, s_options));
    }
}
