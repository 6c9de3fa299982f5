using System.Collections;
using System.Collections.Immutable;
using System.Reflection;
using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using MpiPool.Generators.Parser;

namespace MpiPool.Generators.Tests;

/// <summary>An edit makes only that again which it changes, and no model keeps a compilation alive.</summary>
public class IncrementalTests
{
    private const string Source = """
        static class K
        {
            [MpiTask] internal static int A(int x) => x;
            [MpiTask] internal static R B(R x) => x;
        }
        static class L { [MpiTask] internal static List<string> C(List<string> x) => x; }
        public record R(int X, string Y);
        [MpiReducer] public struct Longest : IReducer<string, R> { public static string Identity => ""; public static string Add(string a, R b) => a + b.Y; public static string Combine(string a, string b) => a + b; }
        """;

    private static readonly string[] s_steps = [StepNames.Assembly, StepNames.Module, StepNames.Tasks, StepNames.TaskFiles, StepNames.Shapes, StepNames.Companions, StepNames.TaskClasses, StepNames.Reducers, StepNames.ReducerFiles, StepNames.ReducerClasses];

    [Fact]
    public void EditElsewhere_RunsNothingAgain()
    {
        GeneratorRunResult result = RunTwice(static source => source + "class Other { public int X => 1; }");
        foreach (string step in s_steps)
            Assert.All(Outputs(result, step), static reason => Assert.True(reason is IncrementalStepRunReason.Unchanged or IncrementalStepRunReason.Cached, reason.ToString()));
        Assert.All(SourceOutputs(result), static reason => Assert.Equal(IncrementalStepRunReason.Cached, reason));
    }

    [Fact]
    public void EditOfABody_RunsNothingAgain() =>
        Assert.All(SourceOutputs(RunTwice(static source => source.Replace("A(int x) => x;", "A(int x) => x + 1;", StringComparison.Ordinal))), static reason => Assert.Equal(IncrementalStepRunReason.Cached, reason));

    [Fact]
    public void EditOfARecord_MakesItsCodecItsTaskAndItsReducerAgain()
    {
        GeneratorRunResult result = RunTwice(static source => source.Replace("string Y", "string Z", StringComparison.Ordinal));
        Assert.Equal(1, Outputs(result, StepNames.Tasks).Count(static reason => reason == IncrementalStepRunReason.Modified));
        Assert.Equal(1, Outputs(result, StepNames.Shapes).Count(static reason => reason == IncrementalStepRunReason.Modified));
        Assert.DoesNotContain(IncrementalStepRunReason.Modified, Outputs(result, StepNames.Companions));
        Assert.Equal(3, SourceOutputs(result).Count(static reason => reason == IncrementalStepRunReason.Modified));
    }

    [Fact]
    public void EditOfASignature_MakesTheTaskAndItsCompanionAgain()
    {
        GeneratorRunResult result = RunTwice(static source => source.Replace("A(int x)", "A(int y)", StringComparison.Ordinal).Replace("=> x;\n    [MpiTask] internal static R", "=> y;\n    [MpiTask] internal static R", StringComparison.Ordinal));
        Assert.Equal(2, SourceOutputs(result).Count(static reason => reason == IncrementalStepRunReason.Modified));
    }

    [Fact]
    public void Models_HoldNoSymbol()
    {
        GeneratorRunResult result = RunTwice(static source => source);
        var seen = new HashSet<object>(ReferenceEqualityComparer.Instance);
        foreach (string step in s_steps)
        {
            foreach ((object value, _) in result.TrackedSteps[step].SelectMany(static s => s.Outputs))
                AssertNoSymbol(value, seen);
        }
    }

    [Fact]
    public void EditElsewhere_LeavesTheOldCompilationToTheCollector()
    {
        (GeneratorDriver driver, WeakReference first) = RunAndForget();
        // A table of weak references lets go in the collection after the one that finds its key dead.
        for (int i = 0; i < 3; i++)
        {
            GC.Collect();
            GC.WaitForPendingFinalizers();
        }
        Assert.False(first.IsAlive);
        Assert.NotEmpty(driver.GetRunResult().Results);
    }

    [Fact]
    public void WhatIsKeptOfATask_HoldsNoSymbol()
    {
        CSharpCompilation compilation = Compiled.Source(Source);
        IMethodSymbol method = compilation.GetTypeByMetadataName("K")!.GetMembers("B").OfType<IMethodSymbol>().Single();
        TaskSignature? signature = TaskSignature.Read(compilation, method, TaskParser.FindAttribute(method)!, ContainerParser.Parse(compilation, method.ContainingType));
        Assert.NotNull(signature);
        AssertNoSymbol(signature, new HashSet<object>(ReferenceEqualityComparer.Instance));
    }

    [Fact]
    public void ASymbolInAModel_IsFound() =>
        Assert.ThrowsAny<Xunit.Sdk.XunitException>(() => AssertNoSymbol((1, new[] { Compiled.Source(Source).Assembly }), new HashSet<object>(ReferenceEqualityComparer.Instance)));

    // In a method of its own, so that no local keeps the first compilation.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static (GeneratorDriver Driver, WeakReference First) RunAndForget()
    {
        CancellationToken cancellation = TestContext.Current.CancellationToken;
        CSharpCompilation first = Compiled.Source(Source);
        // Without the tracking of steps, which keeps the inputs too.
        GeneratorDriver driver = CSharpGeneratorDriver.Create([new TaskGenerator().AsSourceGenerator()], parseOptions: Compiled.ParseOptions()).RunGenerators(first, cancellation);
        SyntaxTree usings = first.SyntaxTrees.Single(static t => t.FilePath == "Usings.cs");
        CSharpCompilation second = first.ReplaceSyntaxTree(usings, CSharpSyntaxTree.ParseText(usings + " class Other;", Compiled.ParseOptions(), "Usings.cs", cancellationToken: cancellation));
        return (driver.RunGenerators(second, cancellation), new WeakReference(first));
    }

    private static GeneratorRunResult RunTwice(Func<string, string> edit)
    {
        CancellationToken cancellation = TestContext.Current.CancellationToken;
        CSharpCompilation first = Compiled.Source(Source);
        SyntaxTree file = first.SyntaxTrees.Single(static t => t.FilePath == "Source.cs");
        CSharpCompilation second = first.ReplaceSyntaxTree(file, CSharpSyntaxTree.ParseText(edit(Source), Compiled.ParseOptions(), "Source.cs", cancellationToken: cancellation));
        GeneratorDriver driver = Compiled.Driver().RunGenerators(first, cancellation).RunGenerators(second, cancellation);
        return Assert.Single(driver.GetRunResult().Results);
    }

    private static IEnumerable<IncrementalStepRunReason> Outputs(GeneratorRunResult result, string step) =>
        result.TrackedSteps[step].SelectMany(static s => s.Outputs).Select(static o => o.Reason);

    private static IEnumerable<IncrementalStepRunReason> SourceOutputs(GeneratorRunResult result) =>
        result.TrackedOutputSteps.SelectMany(static s => s.Value).SelectMany(static s => s.Outputs).Select(static o => o.Reason);

    private static void AssertNoSymbol(object? value, HashSet<object> seen)
    {
        if (value is null or string || value.GetType().IsPrimitive || value.GetType().IsEnum || !seen.Add(value))
            return;
        Assert.False(value is ISymbol or Compilation or SyntaxNode or SemanticModel or Location, value.GetType().ToString());
        if (value is IEnumerable items)
        {
            foreach (object? item in items)
                AssertNoSymbol(item, seen);
        }
        foreach (FieldInfo field in value.GetType().GetFields(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic))
            AssertNoSymbol(field.GetValue(value), seen);
    }
}
