using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

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

    [Fact]
    public void EveryRule_LinksToItsPage()
    {
        foreach (DiagnosticDescriptor rule in Rules())
        {
            Assert.EndsWith($"docs/diagnostics/{rule.Id}.md", rule.HelpLinkUri, StringComparison.Ordinal);
            Assert.True(File.Exists(Path.Combine(Pages(), Path.GetFileName(rule.HelpLinkUri))), rule.HelpLinkUri);
        }
    }

    [Fact]
    public void EveryAnalyzer_IsAmongThoseThatAreTested() => Assert.Equal(
        typeof(TaskGenerator).Assembly.GetTypes().Where(static t => t.IsSubclassOf(typeof(DiagnosticAnalyzer)) && !t.IsAbstract).Select(static t => t.Name).Order(),
        Compiled.Analyzers.Select(static a => a.GetType().Name).Order());

    private static IEnumerable<DiagnosticDescriptor> Rules() => Compiled.Analyzers.SelectMany(static a => a.SupportedDiagnostics).Distinct();

    private static string Pages([CallerFilePath] string here = "") => Path.Combine(Path.GetDirectoryName(here)!, "..", "..", "docs", "diagnostics");
}
