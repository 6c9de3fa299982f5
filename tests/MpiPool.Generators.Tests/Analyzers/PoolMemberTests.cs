using System.Reflection;
using System.Xml.Linq;
using Microsoft.CodeAnalysis;
using MpiPool.Generators.Analyzers;

namespace MpiPool.Generators.Tests.Analyzers;

/// <summary>The analyzers' view of the pool's methods is that of their documentation, whatever methods the pool gets.</summary>
public class PoolMemberTests
{
    private static readonly INamedTypeSymbol s_pool = Compiled.Source("").GetTypeByMetadataName("MpiPool.WorkerPool")!;

    private static readonly Dictionary<string, XElement> s_documentation =
        XDocument.Load(Path.ChangeExtension(typeof(WorkerPool).Assembly.Location, ".xml")).Descendants("member").ToDictionary(static m => m.Attribute("name")!.Value);

    [Fact]
    public void MainOnly_AreThoseThatGuardAgainstWorkers()
    {
        IGrouping<string, IMethodSymbol>[] methods =
            [.. s_pool.GetMembers().OfType<IMethodSymbol>().Where(static m => m is { DeclaredAccessibility: Accessibility.Public, IsStatic: false, MethodKind: MethodKind.Ordinary } && !PoolOperations.IsTrap(m)).GroupBy(static m => m.Name)];
        Assert.Contains(methods, static m => m.Key == "Submit");
        foreach (IGrouping<string, IMethodSymbol> overloads in methods)
        {
            bool guarded = overloads.Any(static m => IsGuarded(m.GetDocumentationCommentId()!));
            Assert.All(overloads, method => Assert.True(guarded == PoolOperations.IsMainOnly(method), $"{method.Name}: documented as for the main rank: {guarded}"));
        }
    }

    [Fact]
    public void Blocking_AreThoseThatWaitAndReturnNoTask()
    {
        string[] blocking = [.. s_pool.GetMembers().OfType<IMethodSymbol>().Where(PoolOperations.IsBlocking).Select(static m => m.Name).Distinct()];
        Assert.Contains("Apply", blocking);
        Assert.Contains("Map", blocking);
        Assert.DoesNotContain(blocking, static name => name.EndsWith("Async", StringComparison.Ordinal) || name.StartsWith("Submit", StringComparison.Ordinal) || name.StartsWith("Open", StringComparison.Ordinal) || name.StartsWith("get_", StringComparison.Ordinal) || name is "Post" or "Stream");
        Assert.Equal(
            typeof(Batch<int>).GetMethods(BindingFlags.Instance | BindingFlags.Public | BindingFlags.DeclaredOnly).Where(static m => !m.IsSpecialName && !m.Name.EndsWith("Async", StringComparison.Ordinal)).Select(static m => m.Name).Order(),
            Compiled.Source("").GetTypeByMetadataName("MpiPool.Batch`1")!.GetMembers().OfType<IMethodSymbol>().Where(static m => m.DeclaredAccessibility == Accessibility.Public && PoolOperations.IsBlocking(m)).Select(static m => m.Name).Order());
    }

    private static bool IsGuarded(string id)
    {
        XElement documentation = s_documentation[id];
        return documentation.Elements("exception").Any(static e => e.Attribute("cref")!.Value == "T:MpiPool.PoolGuardException")
            || documentation.Elements("inheritdoc").Any(static i => i.Attribute("cref") is { } cref && IsGuarded(cref.Value));
    }
}
