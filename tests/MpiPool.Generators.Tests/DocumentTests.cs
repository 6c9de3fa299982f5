using System.Text.RegularExpressions;

namespace MpiPool.Generators.Tests;

/// <summary>The C# for those who come from Python, in the README and on its page: each line is compiled, with the generator, against the library.</summary>
public sealed partial class DocumentTests
{
    private const string Heading = "## Coming from mpipool, mpi4py.futures or multiprocessing\n";
    private const string Fence = "```csharp\n";

    private static readonly string s_readme = ReadmeSection();
    private static readonly string s_page = File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "coming-from-python.md"));

    /// <summary>The code of each row that has some.</summary>
    public static TheoryData<string> Lines => [.. LinesOf(s_readme), .. LinesOf(s_page)];

    [Theory]
    [MemberData(nameof(Lines))]
    public void Line_Compiles(string line)
    {
        string tasks = s_readme[(s_readme.IndexOf(Fence, StringComparison.Ordinal) + Fence.Length)..s_readme.LastIndexOf("```", StringComparison.Ordinal)];
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

    [Theory]
    [InlineData("mpipool's `MPIExecutor`", "MPIExecutor()", "submit(", "submit_batch(", "map(", "shutdown(", "is_main(", "is_worker(", "pool.open", "pool.size", "pool.idling", "workers_exit(", "rejoin=", "main=", "comm=", "logger=")]
    [InlineData("mpipool's `Batch`", "batch.submitted", "batch.finished", "batch.futures", "batch.ordered", "batch.result(", "batch.wait(")]
    [InlineData("mpipool's `MPIPool`, and `multiprocessing.Pool`", "apply(", "apply_async(", "pool.map(", "map_async(", "starmap(", "starmap_async(", "imap(", "imap_unordered(", "close(", "workers_exit(")]
    [InlineData("`AsyncResult`", "result.get(", "result.wait(", "result.ready(", "result.successful(")]
    [InlineData("mpi4py's `MPIPoolExecutor` and `MPICommExecutor`", "max_workers", "initializer", "bootup(", "num_workers", "submit(", "executor.map(", "timeout", "unordered", "buffersize", "starmap(", "shutdown(", "MPICommExecutor(", "root=")]
    public void Readme_HasARowForEveryMember(string table, params string[] members)
    {
        int start = s_readme.IndexOf($"**{table}**\n", StringComparison.Ordinal);
        Assert.True(start >= 0);
        int end = s_readme.IndexOf("\n**", start + 1, StringComparison.Ordinal);
        string[] rows = [.. PythonColumn().Matches(s_readme[start..(end < 0 ? s_readme.Length : end)]).Select(static row => row.Groups["python"].Value)];
        Assert.All(members, member => Assert.Contains(rows, row => row.Contains(member, StringComparison.Ordinal)));
    }

    /// <summary>A row has a line of code, or says in words why it has none.</summary>
    [Fact]
    public void Row_HasCodeOrAReason()
    {
        string[] rows = [.. AnyRow().Matches(s_readme + s_page).Select(static match => match.Value)];
        Assert.True(rows.Length > 60);
        Assert.All(rows, static row => Assert.True(Row().IsMatch(row) || WithoutCode().IsMatch(row), row));
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

    private static string ReadmeSection()
    {
        string readme = File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "README.md"));
        int start = readme.IndexOf(Heading, StringComparison.Ordinal) + Heading.Length;
        return readme[start..readme.IndexOf("\n## ", start, StringComparison.Ordinal)];
    }

    private static IEnumerable<string> LinesOf(string page) => Row().Matches(page).Select(static match => match.Groups["code"].Value.Replace("\\|", "|", StringComparison.Ordinal));

    private static string Root([System.Runtime.CompilerServices.CallerFilePath] string file = "") => Path.GetFullPath(Path.Combine(Path.GetDirectoryName(file)!, "..", ".."));

    [GeneratedRegex("(?:R|M|S|generator) `(?<name>[A-Za-z_]+)`")]
    private static partial Regex NamedTest();

    [GeneratedRegex(@"^\| (?:(?!\|).)+ \| `(?<code>[^`]+)` \|", RegexOptions.Multiline)]
    private static partial Regex Row();

    [GeneratedRegex(@"^\| (?<python>`[^|]+) \|", RegexOptions.Multiline)]
    private static partial Regex PythonColumn();

    [GeneratedRegex(@"^\| (?!Python )(?!-).*$", RegexOptions.Multiline)]
    private static partial Regex AnyRow();

    [GeneratedRegex(@"^\| [^|]+ \| \| [^|]{5,} \|")]
    private static partial Regex WithoutCode();
}
