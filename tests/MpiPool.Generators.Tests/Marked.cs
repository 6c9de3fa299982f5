using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace MpiPool.Generators.Tests;

/// <summary>Source text in which <c>{|ID:text|}</c> marks where a diagnostic is expected, or several: <c>{|ID1,ID2:text|}</c>.</summary>
internal static partial class Marked
{
    private const string GoodTask = "static class Good { [MpiTask] internal static int Fine(int x) => x; }";

    private const string Kernels = "\nstatic partial class Kernels { [MpiTask] internal static int Twice(int x) => 2 * x; }";

    /// <summary>
    /// Checks that exactly the marked diagnostics are reported, that a method with an error gets no code, that a good one beside it does,
    /// and that the generated code compiles.
    /// </summary>
    public static async Task CheckAsync(string marked, params string[] messages)
    {
        (string source, string[] expected) = Unmark(marked + "\n" + GoodTask);
        CSharpCompilation compilation = Compiled.Source(source);
        var found = (await Compiled.AnalyzeAsync(compilation)).OrderBy(static d => d.Location.SourceSpan.Start).ThenBy(static d => d.Id, StringComparer.Ordinal).ToArray();
        Assert.Equal(expected, found.Select(static d => $"{d.Id}@{d.Location.SourceSpan.Start}-{d.Location.SourceSpan.End}"));
        foreach (string message in messages)
            Assert.Contains(found, d => d.GetMessage().Contains(message, StringComparison.Ordinal));

        (Compilation output, IReadOnlyDictionary<string, string> files) = Compiled.Generate(compilation);
        string[] tasks = [.. files.Keys.Where(static f => f.EndsWith(".Task.g.cs", StringComparison.Ordinal))];
        Assert.Contains("Good_Fine.Task.g.cs", tasks);
        if (found.Any(static d => d.Severity == DiagnosticSeverity.Error && d.Id is not "MPIPOOL012"))
            Assert.Single(tasks);
        Assert.Empty(output.GetDiagnostics().Where(static d => d.Severity >= DiagnosticSeverity.Warning && d.Location.SourceTree?.FilePath is not ("Source.cs" or "Usings.cs")).Select(static d => d.ToString()));
    }

    /// <summary>Checks that exactly the marked diagnostics are reported in a program that compiles, with the generated calls in it.</summary>
    public static Task CheckUseAsync(string marked, params string[] messages) => CheckUseAsync(marked, compiles: true, messages);

    /// <summary>The same in a program that need not compile.</summary>
    public static Task CheckWrongUseAsync(string marked, params string[] messages) => CheckUseAsync(marked, compiles: false, messages);

    private static async Task CheckUseAsync(string marked, bool compiles, string[] messages)
    {
        (string source, string[] expected) = Unmark(marked + Kernels);
        (Compilation output, _) = Compiled.Generate(Compiled.Source(source, kind: OutputKind.ConsoleApplication));
        if (compiles)
            Assert.Empty(output.GetDiagnostics().Where(static d => d.Severity == DiagnosticSeverity.Error).Select(static d => d.ToString()));
        Diagnostic[] found = [.. (await Compiled.AnalyzeAsync(output)).OrderBy(static d => d.Location.SourceSpan.Start)];
        Assert.Equal(expected, found.Select(static d => $"{d.Id}@{d.Location.SourceSpan.Start}-{d.Location.SourceSpan.End}"));
        foreach (string message in messages)
            Assert.Contains(found, d => d.GetMessage().Contains(message, StringComparison.Ordinal));
    }

    private static (string Source, string[] Expected) Unmark(string marked)
    {
        var expected = new List<string>();
        string source = marked;
        while (Marker().Match(source) is { Success: true } match)
        {
            string text = match.Groups["text"].Value;
            source = source[..match.Index] + text + source[(match.Index + match.Length)..];
            expected.AddRange(match.Groups["id"].Value.Split(',').Select(id => $"{id}@{match.Index}-{match.Index + text.Length}"));
        }
        return (source, [.. expected]);
    }

    [GeneratedRegex(@"\{\|(?<id>[\w,]+):(?<text>.*?)\|\}", RegexOptions.Singleline)]
    private static partial Regex Marker();
}
