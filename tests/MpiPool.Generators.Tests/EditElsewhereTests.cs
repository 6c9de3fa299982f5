using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using MpiPool.Generators.Model;

namespace MpiPool.Generators.Tests;

/// <summary>What a task takes from other files is noticed when it changes there, though the task's own file is as it was and its model is kept.</summary>
public class EditElsewhereTests
{
    private const string Tasks = """
        namespace Work;
        static partial class K
        {
            [MpiTask(Name = Words.Name, Idempotent = Words.Again)] internal static int A(int x = Words.Value) => x;
            [MpiTask] internal static List<Pair> B(Item item = null!) => [];
            [MpiTask] internal static async Task<Answer?> C(Answer? x, IProgress<Report> reports, TaskContext context) => await Task.FromResult(x);
            [MpiTask] internal static void D(Shared<Item> x) { }
        }
        """;

    private const string Others = """
        global using Pair = (int First, int Second);
        global using Answer = Base.Text;
        static class Words { internal const int Value = 1; internal const string Name = "a"; internal const bool Again = false; }
        record Item(int X);
        record Report(int Done);
        namespace Base { record Text(string Value); record Number(int Value); }
        namespace Work { static partial class K { } }
        """;

    [Fact]
    public void Nothing_KeepsTheModels()
    {
        (TaskModel[] before, TaskModel[] after) = Models(Others + " class New;");
        Assert.Equal(4, before.Length);
        Assert.All(before.Zip(after), static pair => Assert.Same(pair.First, pair.Second));
    }

    [Theory]
    [InlineData("Value = 1", "Value = 2")]
    [InlineData("Name = \"a\"", "Name = \"b\"")]
    [InlineData("Again = false", "Again = true")]
    [InlineData("int First", "int Erst")]
    [InlineData("Base.Text;", "Base.Number;")]
    [InlineData("Item(int X)", "Item(int Y)")]
    [InlineData("Item(int X)", "Item(long X)")]
    [InlineData("Item(int X)", "Item(System.IO.Stream X)")]
    [InlineData("Report(int Done)", "Report(double Done)")]
    [InlineData("Text(string Value)", "Text(string[] Value)")]
    [InlineData("partial class K { }", "partial class K { [MpiTask] internal static int A(string x) => 0; }")]
    [InlineData("partial class K { }", "partial class K { internal static int Tasks => 0; }")]
    [InlineData("partial class K { }", "partial class K { } record Item(double Z);")]
    [InlineData("static partial class K { }", "public static partial class K { }")]
    [InlineData("partial class K { }", "partial class K { } class KTasks;")]
    [InlineData("static class Words", "[assembly: TaskFormatter<F>] class F : MpiPool.Wire.ITaskFormatter<Item> { public static void Write(ref MpiPool.Wire.PayloadWriter writer, Item value) { } public static Item Read(ref MpiPool.Wire.PayloadReader reader) => new(1); } static class Words")]
    public void WhatATaskTakes_ChangesWhatIsGenerated(string text, string replacement)
    {
        Assert.Contains(text, Others, StringComparison.Ordinal);
        CSharpCompilation first = Compile(Others);
        CSharpCompilation second = Edit(first, Others.Replace(text, replacement, StringComparison.Ordinal));
        GeneratorDriver driver = Compiled.Driver().RunGenerators(first, TestContext.Current.CancellationToken);
        ImmutableSortedDictionary<string, string> before = Files(driver);
        ImmutableSortedDictionary<string, string> after = Files(driver.RunGenerators(second, TestContext.Current.CancellationToken));
        // From new trees, of which nothing can be known.
        ImmutableSortedDictionary<string, string> anew = Files(Compiled.Driver().RunGenerators(Compile(Others.Replace(text, replacement, StringComparison.Ordinal)), TestContext.Current.CancellationToken));
        Assert.Equal(anew, after);
        Assert.NotEqual(before, after);
    }

    private static (TaskModel[] Before, TaskModel[] After) Models(string others)
    {
        CSharpCompilation first = Compile(Others);
        GeneratorDriver driver = Compiled.Driver().RunGenerators(first, TestContext.Current.CancellationToken);
        TaskModel[] before = Models(driver);
        return (before, Models(driver.RunGenerators(Edit(first, others), TestContext.Current.CancellationToken)));
    }

    private static TaskModel[] Models(GeneratorDriver driver) =>
        [.. Assert.Single(driver.GetRunResult().Results).TrackedSteps[StepNames.Tasks].SelectMany(static step => step.Outputs).Select(static output => (TaskModel)output.Value)];

    private static ImmutableSortedDictionary<string, string> Files(GeneratorDriver driver) =>
        Assert.Single(driver.GetRunResult().Results).GeneratedSources.ToImmutableSortedDictionary(static s => s.HintName, static s => s.SourceText.ToString(), StringComparer.Ordinal);

    private static CSharpCompilation Compile(string others) => Compiled.Source(Tasks).AddSyntaxTrees(Parse(others));

    private static CSharpCompilation Edit(CSharpCompilation compilation, string others) =>
        compilation.ReplaceSyntaxTree(compilation.SyntaxTrees.Single(static tree => tree.FilePath == "Others.cs"), Parse(others));

    private static SyntaxTree Parse(string others) => CSharpSyntaxTree.ParseText(others, Compiled.ParseOptions(), "Others.cs");
}
