using System.Globalization;
using System.Runtime.InteropServices;
using System.Text.RegularExpressions;
using MpiPool.BenchmarkRunner.Launching;

namespace MpiPool.BenchmarkRunner.Reports;

/// <summary>Where and when the numbers were taken.</summary>
/// <param name="Date">When the run began, in UTC.</param>
/// <param name="Processor">The model.</param>
/// <param name="Cores">Processors that may be used.</param>
/// <param name="LoadBefore">Runnable threads on average over the minute before; above 0.3 or so the numbers are not those of a quiet machine.</param>
/// <param name="System">Operating system.</param>
/// <param name="Runtime">.NET.</param>
/// <param name="Mpis">What the pool says about each MPI: version, library, ABI, thread level.</param>
internal sealed partial record Machine(DateTime Date, string Processor, int Cores, double LoadBefore, string System, string Runtime, IReadOnlyDictionary<string, string> Mpis)
{
    /// <summary>Asks the system, and the pool on every MPI.</summary>
    /// <param name="mpis">The MPIs.</param>
    /// <param name="pool">The path of the measured program.</param>
    public static async Task<Machine> DescribeAsync(Mpi[] mpis, string pool)
    {
        double load = double.Parse((await File.ReadAllTextAsync("/proc/loadavg")).Split(' ')[0], CultureInfo.InvariantCulture);
        string processor = File.ReadLines("/proc/cpuinfo").FirstOrDefault(static line => line.StartsWith("model name", StringComparison.Ordinal))?.Split(':')[1].Trim() ?? "unknown";
        var descriptions = new SortedDictionary<string, string>();
        foreach (Mpi mpi in mpis)
        {
            var launch = new Launch(new Place(mpi, Binding.None, 2), pool, "none") { Environment = new Dictionary<string, string> { ["MPIPOOL_INFO"] = "1" } };
            Outcome outcome = await launch.RunAsync();
            Match match = MainRank().Match(outcome.Error);
            descriptions[mpi.Name] = match.Success ? match.Groups[1].Value.Replace('\t', ' ').Trim() : outcome.FailureText ?? "said nothing about itself";
        }
        return new Machine(DateTime.UtcNow, processor, global::System.Environment.ProcessorCount, load, RuntimeInformation.OSDescription, RuntimeInformation.FrameworkDescription, descriptions);
    }

    /// <summary>For the head of a report.</summary>
    public void Write(TextWriter writer)
    {
        writer.WriteLine($"{Date:yyyy-MM-dd HH:mm} UTC, {Processor}, {Cores} cores, load before: {LoadBefore.ToString("0.0", CultureInfo.InvariantCulture)}");
        writer.WriteLine($"{System}, {Runtime}");
        foreach ((string name, string description) in Mpis)
            writer.WriteLine($"{name}: {description}");
    }

    [GeneratedRegex(@"mpipool: rank 0 of \d+[^:]*: (.*)")]
    private static partial Regex MainRank();
}
