using System.CommandLine;
using System.Globalization;
using MpiPool.BenchmarkRunner.Launching;
using MpiPool.BenchmarkRunner.Measuring;

namespace MpiPool.BenchmarkRunner;

/// <summary>What an idle pool costs and how fast it wakes, on every MPI, bound and unbound, held against the targets.</summary>
internal static class IdleCommand
{
    private const double FirstCpuPercent = 3, LaterCpuPercent = 0.5, FirstWakeMicroseconds = 1000, LaterWakeMicroseconds = 10_000;

    public static Command Create()
    {
        Option<Mpi[]> mpis = CommonOptions.Mpis();
        Option<Binding[]> bindings = CommonOptions.Bindings();
        Option<DirectoryInfo> build = CommonOptions.Build();
        Option<int> ranks = CommonOptions.Number("--ranks", 3, "Ranks, the main rank included.", least: 2);
        Option<int> seconds = CommonOptions.Number("--later-seconds", 10, "How long the phase after the first 10 s is watched.");
        Option<int> firstWakes = CommonOptions.Number("--first-wakes", 20, "Wake-ups in the first 10 s of idleness.");
        Option<int> laterWakes = CommonOptions.Number("--later-wakes", 4, "Wake-ups after more than 10 s of idleness; each takes that long.");
        var command = new Command("idle", "CPU time of idle ranks, and wake-up latency.") { mpis, bindings, build, ranks, seconds, firstWakes, laterWakes };
        command.SetAction(parsed =>
        {
            string program = Path.Combine(parsed.GetValue(build)!.FullName, "aot", "MpiPool.Benchmarks");
            string[] arguments = ["idle", Text(parsed.GetValue(seconds)), Text(parsed.GetValue(firstWakes)), Text(parsed.GetValue(laterWakes))];
            var launches =
                from mpi in parsed.GetValue(mpis)!
                from binding in parsed.GetValue(bindings)!
                select new Launch(new Place(mpi, binding, parsed.GetValue(ranks)), program, arguments);
            return RunAsync(launches);
        });
        return command;
    }

    private static string Text(int value) => value.ToString(CultureInfo.InvariantCulture);

    private static async Task<int> RunAsync(IEnumerable<Launch> launches)
    {
        Console.WriteLine("CPU of each rank in % of a core (main rank first), and the time from a submit to the task's start in us.");
        Console.WriteLine();
        Console.WriteLine($"{"MPI",-8} {"bind",-5} {"ranks",5}  {"what",-24} {"median",9} {"worst",9} {"target",9}  result");
        bool allMet = true;
        foreach (Launch launch in launches)
        {
            Outcome outcome = await launch.RunAsync();
            if (outcome.FailureText is { } failure)
            {
                Console.WriteLine($"{Head(launch)}  failed: {failure}");
                allMet = false;
                continue;
            }
            allMet &= Row(launch, "CPU, first 10 s", outcome.FindNumbers("first_cpu_percent"), FirstCpuPercent);
            allMet &= Row(launch, "CPU, after 10 s", outcome.FindNumbers("later_cpu_percent"), LaterCpuPercent);
            allMet &= Row(launch, "wake-up, first 10 s", outcome.FindNumbers("first_wake_us"), FirstWakeMicroseconds);
            allMet &= Row(launch, "wake-up, after 10 s", outcome.FindNumbers("later_wake_us"), LaterWakeMicroseconds);
        }
        Console.WriteLine();
        Console.WriteLine(allMet ? "all targets met" : "targets missed: see above");
        return allMet ? 0 : 1;
    }

    private static string Head(Launch launch) => $"{launch.Place.MpiName,-8} {launch.Place.BindingName,-5} {launch.Place.Ranks,5}";

    private static bool Row(Launch launch, string what, double[] values, double target)
    {
        double worst = values.Max();
        bool isMet = worst <= target;
        string each = what.StartsWith("CPU", StringComparison.Ordinal) ? $" ({string.Join(", ", values.Select(static v => v.ToString("F2", CultureInfo.InvariantCulture)))})" : "";
        Console.WriteLine(FormattableString.Invariant(
            $"{Head(launch)}  {what,-24} {Statistics.Median(values),9:F2} {worst,9:F2} {"<= " + target.ToString(CultureInfo.InvariantCulture),9}  {(isMet ? "met" : "MISSED")}{each}"));
        return isMet;
    }
}
