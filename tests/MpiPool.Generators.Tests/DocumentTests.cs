using System.Text.RegularExpressions;

namespace MpiPool.Generators.Tests;

/// <summary>The C# on the page for those who come from Python: each line is compiled, with the generator, against the library.</summary>
public sealed partial class DocumentTests
{
    private static readonly string s_page = File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "coming-from-python.md"));

    /// <summary>The code of each row that has some.</summary>
    public static TheoryData<string> Lines => [.. Row().Matches(s_page).Select(static match => match.Groups["code"].Value.Replace("\\|", "|", StringComparison.Ordinal))];

    [Theory]
    [MemberData(nameof(Lines))]
    public void Line_Compiles(string line)
    {
        string tasks = s_page[(s_page.IndexOf("```csharp\n", StringComparison.Ordinal) + "```csharp\n".Length)..s_page.LastIndexOf("```", StringComparison.Ordinal)];
        string source = $$"""
            using System.Linq;

            static class Example
            {
                static async Task<int> Run(WorkerPool pool, string[] args, double[] xs, double[] ys, (double, double)[] pairs, Task<double> future, Task<double>[] futures, Batch<double> batch, Task closed, CancellationTokenSource source)
                {
                    {{line}}
                    await Task.CompletedTask;
                    return 0;
                }
            }

            {{tasks}}
            """;
        (Microsoft.CodeAnalysis.Compilation output, _) = Compiled.Generate(Compiled.Source(source));
        // A variable that an example makes and does not use, and what stands behind its return, are no faults of the line.
        Assert.DoesNotContain(Compiled.CompilerProblems(output), static problem => !problem.Contains("CS0219", StringComparison.Ordinal) && !problem.Contains("CS0162", StringComparison.Ordinal));
    }

    [Fact]
    public void Page_HasARowForEveryMember()
    {
        Assert.True(Lines.Count > 50);
        Assert.All(
            (string[])["submit(", "submit_batch(", "map(", "shutdown(", "is_main(", "is_worker(", ".open`", ".size`", "idling", "workers_exit", "rejoin=", "main=", "comm=", "logger=",
                "batch.submitted", "batch.finished", "batch.futures", "batch.ordered", "batch.result", "batch.wait",
                "apply(", "apply_async(", "map_async(", "starmap(", "starmap_async(", "imap(", "imap_unordered(", "close(",
                "result.get(", "result.wait(", "result.ready(", "result.successful(", "bootup(", "num_workers", "MPICommExecutor("],
            static member => Assert.Contains(member, s_page, StringComparison.Ordinal));
    }

    [Fact]
    public void Promise_NamesTestsThatExist()
    {
        string promises = File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "semantics-tests.md"));
        string tests = string.Concat(Directory.EnumerateFiles(Path.Combine(Root(), "tests"), "*Tests.cs", SearchOption.AllDirectories).Select(File.ReadAllText));
        string[] named = [.. NamedTest().Matches(promises).Select(static match => match.Groups["name"].Value).Distinct()];
        Assert.True(named.Length > 50);
        Assert.All(named, name => Assert.Contains($" {name}(", tests, StringComparison.Ordinal));
    }

    private static string Root([System.Runtime.CompilerServices.CallerFilePath] string file = "") => Path.GetFullPath(Path.Combine(Path.GetDirectoryName(file)!, "..", ".."));

    [GeneratedRegex("(?:R|M|generator) `(?<name>[A-Za-z_]+)`")]
    private static partial Regex NamedTest();

    [GeneratedRegex(@"^\| .*? \| `(?<code>[^`]+)` \|", RegexOptions.Multiline)]
    private static partial Regex Row();
}
