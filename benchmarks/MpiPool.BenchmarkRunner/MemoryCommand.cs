using System.CommandLine;
using System.Globalization;
using MpiPool.BenchmarkRunner.Launching;

namespace MpiPool.BenchmarkRunner;

/// <summary>The main rank's peak memory over long maps, on every MPI, held against the bounds.</summary>
internal static class MemoryCommand
{
    // Over small items; and over large ones, beside those that are under way, whatever the program takes anyway.
    private const double SmallMebibytes = 64;

    public static Command Create()
    {
        Option<Mpi[]> mpis = CommonOptions.Mpis();
        Option<DirectoryInfo> build = CommonOptions.Build();
        Option<int> ranks = CommonOptions.Number("--ranks", 3, "Ranks, the main rank included.", least: 2);
        Option<int> small = CommonOptions.Number("--small", 10_000_000, "How many small items.");
        Option<int> large = CommonOptions.Number("--large", 1000, "How many large items.");
        Option<int> bytes = CommonOptions.Number("--bytes", 64 << 20, "The size of a large item.");
        var command = new Command("memory", "Peak memory of the main rank over long maps.") { mpis, build, ranks, small, large, bytes };
        command.SetAction(async parsed =>
        {
            string program = Path.Combine(parsed.GetValue(build)!.FullName, "aot", "MpiPool.Benchmarks");
            bool allMet = true;
            Console.WriteLine($"{"MPI",-8} {"ranks",5}  {"map of",-22} {"outstanding",11} {"above baseline",14} {"bound",10}  result");
            foreach (Mpi mpi in parsed.GetValue(mpis)!)
            {
                var place = new Place(mpi, Binding.None, parsed.GetValue(ranks));
                allMet &= await RunAsync(new Launch(place, program, "memory", "small", Text(parsed.GetValue(small))), $"{parsed.GetValue(small)} ints", 0);
                allMet &= await RunAsync(
                    new Launch(place, program, "memory", "large", Text(parsed.GetValue(large)), Text(parsed.GetValue(bytes))) { Limit = TimeSpan.FromMinutes(20) },
                    $"{parsed.GetValue(large)} x {parsed.GetValue(bytes) >> 20} MiB", parsed.GetValue(bytes) / 1048576.0);
            }
            Console.WriteLine(allMet ? "all bounds kept" : "bounds exceeded: see above");
            return allMet ? 0 : 1;
        });
        return command;
    }

    private static string Text(int value) => value.ToString(CultureInfo.InvariantCulture);

    private static async Task<bool> RunAsync(Launch launch, string what, double itemMebibytes)
    {
        string head = $"{launch.Place.MpiName,-8} {launch.Place.Ranks,5}  {what,-22}";
        Outcome outcome = await launch.RunAsync();
        if (outcome.FailureText is { } failure || outcome.FindNumber("above_mib") is not { } above)
        {
            Console.WriteLine($"{head} failed: {outcome.FailureText ?? "printed no above_mib=..."}");
            return false;
        }
        // Pulled and not read yet: the window. All of them may be in memory, and nothing else.
        double outstanding = outcome.FindNumber("outstanding") ?? 0;
        double bound = SmallMebibytes + outstanding * itemMebibytes;
        bool isMet = above <= bound;
        Console.WriteLine(FormattableString.Invariant($"{head} {(outstanding > 0 ? Text((int)outstanding) : ""),11} {above,10:F1} MiB {bound,6:F0} MiB  {(isMet ? "kept" : "EXCEEDED")}"));
        return isMet;
    }
}
