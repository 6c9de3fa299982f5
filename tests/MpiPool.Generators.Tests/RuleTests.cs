using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;

namespace MpiPool.Generators.Tests;

public class RuleTests
{
    [Fact]
    public void EveryRule_HasAPageOfItsTitle()
    {
        foreach (DiagnosticDescriptor rule in Rules())
            Assert.StartsWith($"# {rule.Id}: {rule.Title}\n", File.ReadAllText(Path.Combine(Pages(), rule.Id + ".md")), StringComparison.Ordinal);
    }

    [Fact]
    public void EveryPage_HasARule() =>
        Assert.Equal(Rules().Select(static r => r.Id).Order(), Directory.GetFiles(Pages(), "MPIPOOL*.md").Select(static f => Path.GetFileNameWithoutExtension(f)!).Order());

    private static IEnumerable<DiagnosticDescriptor> Rules() => Compiled.Analyzers.SelectMany(static a => a.SupportedDiagnostics);

    private static string Pages([CallerFilePath] string here = "") => Path.Combine(Path.GetDirectoryName(here)!, "..", "..", "docs", "diagnostics");
}
