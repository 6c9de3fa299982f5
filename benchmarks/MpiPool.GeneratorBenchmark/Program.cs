// dotnet run -c Release --project benchmarks/MpiPool.GeneratorBenchmark [TASKS [ROUNDS]]
// What the generator takes on a project of many tasks: the first time, and after an edit in a file without tasks. Beside it, the same for
// a generator that only asks for the marked methods and their symbols: what the compiler itself takes.

using System.Diagnostics;
using System.Globalization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using MpiPool.GeneratorBenchmark;
using MpiPool.Generators;

const int WarmUpRounds = 30;
int tasks = args is [string first, ..] ? int.Parse(first, CultureInfo.InvariantCulture) : 1000;
int rounds = args is [_, string second] ? int.Parse(second, CultureInfo.InvariantCulture) : 15;
Measure("generator", static () => new TaskGenerator());
Measure("look-up alone", static () => new LookUpGenerator());

void Measure(string name, Func<IIncrementalGenerator> make)
{
    // The first rounds warm the JIT up, as a compiler that stays in memory is; of these only the first run of all is shown.
    (List<double> early, _) = Run(make, WarmUpRounds);
    (List<double> cold, List<double> edit) = Run(make, rounds);
    Console.WriteLine($"{name}: {tasks} tasks, first run {early[0]:F0} ms, cold {Median(cold):F0} ms, edit elsewhere {Median(edit):F1} ms (medians, JIT warm)");
}

(List<double> Cold, List<double> Edit) Run(Func<IIncrementalGenerator> make, int count)
{
    var cold = new List<double>();
    var edit = new List<double>();
    for (int round = 0; round < count; round++)
    {
        CSharpCompilation compilation = TaskProject.Create(tasks);
        GeneratorDriver driver = CSharpGeneratorDriver.Create([make().AsSourceGenerator()], parseOptions: TaskProject.ParseOptions);
        driver = Time(cold, driver, compilation);
        for (int version = 1; version <= 3; version++)
        {
            SyntaxTree other = compilation.SyntaxTrees.Single(static tree => tree.FilePath == "Other.cs");
            compilation = compilation.ReplaceSyntaxTree(other, TaskProject.OtherFile(version));
            driver = Time(edit, driver, compilation);
        }
    }
    return (cold, edit);
}

// The compiler binds the declarations whether or not there is a generator, so that is not counted.
static GeneratorDriver Time(List<double> times, GeneratorDriver driver, CSharpCompilation compilation)
{
    _ = compilation.GetDeclarationDiagnostics();
    GC.Collect();
    long start = Stopwatch.GetTimestamp();
    GeneratorDriver after = driver.RunGenerators(compilation);
    times.Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
    return after;
}

static double Median(List<double> times) => times.Order().ElementAt(times.Count / 2);
