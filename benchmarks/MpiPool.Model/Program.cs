// What one main rank can feed, and a tree of sub-mains, beyond the machines at hand: see benchmarks/README.md.

using System.CommandLine;
using MpiPool.Model;

var report = new Option<FileInfo?>("--report") { Description = "results.json of benchmarks/run.sh, where the costs are taken from." };
var message = new Option<double?>("--message-ns") { Description = "A message and its answer on the rank that hands out work." };
var call = new Option<double?>("--call-ns") { Description = "A task that is submitted alone, there." };
var item = new Option<double?>("--item-ns") { Description = "An item of a map, there." };
var latency = new Option<double?>("--latency-ns") { Description = "A message's way; between machines some 1,000 to 2,000." };
var seed = new Option<int>("--seed") { Description = "Of the tasks' times.", DefaultValueFactory = static _ => 1 };
var output = new Option<DirectoryInfo>("--output") { Description = "The folder for model.txt and model.png.", DefaultValueFactory = static _ => new DirectoryInfo(".") };
var command = new RootCommand("Predicts throughput and efficiency for up to 100,000 workers.") { report, message, call, item, latency, seed, output };
command.SetAction(parsed =>
{
    Costs? measured = parsed.GetValue(report) is { } file ? MeasuredCosts.Read(file.FullName) : null;
    if ((Seconds(message) ?? measured?.Message, Seconds(call) ?? measured?.Call, Seconds(item) ?? measured?.Item, Seconds(latency) ?? measured?.Latency)
        is not ({ } messageTime, { } callTime, { } itemTime, { } latencyTime))
    {
        Console.Error.WriteLine("The costs are not known: give --report, or all of --message-ns, --call-ns, --item-ns and --latency-ns.");
        return 2;
    }
    var costs = new Costs(messageTime, callTime, itemTime, latencyTime);
    IReadOnlyList<Point> points = Sweep.Run(costs, parsed.GetValue(seed));
    using var text = new StringWriter();
    TextReport.Write(text, costs, points, parsed.GetValue(seed));
    Console.Write(text);
    DirectoryInfo folder = parsed.GetValue(output)!;
    folder.Create();
    File.WriteAllText(Path.Combine(folder.FullName, "model.txt"), text.ToString());
    EfficiencyChart.Write(Path.Combine(folder.FullName, "model.png"), points);
    return 0;

    double? Seconds(Option<double?> nanoseconds) => parsed.GetValue(nanoseconds) * 1e-9;
});
return command.Parse(args).Invoke();
