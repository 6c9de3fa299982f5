using System.CommandLine;
using System.Text.RegularExpressions;
using MpiPool.BenchmarkRunner.Contestants;
using MpiPool.BenchmarkRunner.Launching;
using MpiPool.BenchmarkRunner.Measuring;
using MpiPool.BenchmarkRunner.Reports;

namespace MpiPool.BenchmarkRunner;

/// <summary>Everything side by side.</summary>
internal static class RunCommand
{
    public static Command Create()
    {
        Option<Mpi[]> mpis = CommonOptions.Mpis();
        Option<Binding[]> bindings = CommonOptions.Bindings();
        Option<DirectoryInfo> build = CommonOptions.Build();
        Option<FileInfo> peers = new("--peers") { Description = "The script of the Python peers.", Required = true };
        Option<int> rounds = CommonOptions.Number("--rounds", 5, "How often each contestant has its turn.");
        Option<int> milliseconds = CommonOptions.Number("--milliseconds", 500, "How long each counted run of a throughput takes at least.");
        Option<string> only = new("--only") { Description = "Only tables whose title matches this regular expression.", DefaultValueFactory = static _ => "" };
        Option<string> contestant = new("--contestant") { Description = "Only contestants whose name matches this regular expression.", DefaultValueFactory = static _ => "" };
        Option<bool> strict = new("--strict") { Description = "Fail where a target is missed, too." };
        var command = new Command("run", "The pool beside C programs and its peers.") { mpis, bindings, build, peers, rounds, milliseconds, only, contestant, strict };
        command.SetAction(async parsed =>
        {
            DirectoryInfo folder = parsed.GetValue(build)!;
            PeerPrograms found = await PeerPrograms.FindAsync(parsed.GetValue(peers)!.FullName);
            var suite = new Suite(parsed.GetValue(mpis)!, parsed.GetValue(bindings)!, folder, parsed.GetValue(milliseconds), found);
            Contestant[] contestants = [.. Select(suite.All(), new Regex(parsed.GetValue(only)!), new Regex(parsed.GetValue(contestant)!))];
            if (contestants.Length == 0)
            {
                await Console.Error.WriteLineAsync("Nothing is left to run: see --only and --contestant.");
                return 2;
            }
            Machine machine = await Machine.DescribeAsync(parsed.GetValue(mpis)!, Path.Combine(folder.FullName, "aot", "MpiPool.Benchmarks"));
            Results results = await Rounds.RunAsync(contestants, parsed.GetValue(rounds), Console.Error.WriteLine);
            Report(folder, machine, parsed.GetValue(rounds), results, found.Notices());
            return results.HasFailure || (parsed.GetValue(strict) && results.Missed.Any()) ? 1 : 0;
        });
        return command;
    }

    private static IEnumerable<Contestant> Select(IEnumerable<Contestant> all, Regex title, Regex name) =>
        from contestant in all
        where name.IsMatch(contestant.Name)
        let readings = contestant.Readings.Where(reading => title.IsMatch(reading.Group.Title)).ToArray()
        where readings.Length > 0
        select contestant with { Readings = readings };

    private static void Report(DirectoryInfo folder, Machine machine, int rounds, Results results, IEnumerable<string> notices)
    {
        using var text = new StringWriter();
        machine.Write(text);
        text.WriteLine($"{rounds} rounds in turns; medians of the rounds");
        foreach (string notice in notices)
            text.WriteLine(notice);
        TextReport.Write(text, results);
        text.WriteLine();
        Row[] missed = [.. results.Missed];
        text.WriteLine(missed.Length == 0 ? "no target missed" : $"{missed.Length} targets missed");
        int failed = results.Rows.Count(static row => row.Failure is not null);
        if (failed > 0)
            text.WriteLine($"{failed} rows with failed runs");
        Console.Write(text);
        File.WriteAllText(Path.Combine(folder.FullName, "results.txt"), text.ToString());
        JsonReport.Write(Path.Combine(folder.FullName, "results.json"), machine, rounds, results);
        string picture = Path.Combine(folder.FullName, "results.png");
        string files = Chart.TryWrite(picture, results) ? "results.txt, results.json and results.png" : "results.txt and results.json";
        Console.WriteLine($"{files} are in {folder.FullName}");
    }
}
