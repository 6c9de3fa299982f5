// dotnet run -c Release --project benchmarks/MpiPool.GeneratorBenchmark [TASKS [ROUNDS]]
// What the generator takes on a project of many tasks: the first time, and after an edit in a file without tasks. Beside it, the same for
// a generator that only asks for the marked methods and their symbols: what the compiler itself takes.

using System.Diagnostics;
using System.Globalization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using MpiPool.GeneratorBenchmark;
using MpiPool.Generators;

int tasks = args is [string first, ..] ? int.Parse(first, CultureInfo.InvariantCulture) : 1000;
int rounds = args is [_, string second] ? int.Parse(second, CultureInfo.InvariantCulture) : 15;
Measure("generator", static () => new TaskGenerator());
Measure("look-up alone", static () => new LookUpGenerator());

void Measure(string name, Func<IIncrementalGenerator> make)
{
    var cold = new List<double>();
    var edit = new List<double>();
    for (int round = 0; round < rounds; round++)
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
    Console.WriteLine($"{name}: {tasks} tasks, first run {cold[0]:F0} ms, cold {Median(cold):F0} ms, edit elsewhere {Median(edit):F0} ms (medians, JIT warm)");
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
