using Microsoft.CodeAnalysis;

namespace MpiPool.Generators.Tests;

/// <summary>The first mistakes everyone makes: what the user is told, and where.</summary>
public class TrapTests
{
    private const string Kernels = """
        static class Kernels
        {
            [MpiTask] internal static double Square(int x) => x * x;
            [MpiTask] internal static double Power(int x, double y = 2) => x;
            [MpiTask] internal static Task<int> Later(int x) => null!;
            internal static int NoTask(int x) => x;
        }
        """;

    [Theory]
    [InlineData("pool.Submit(Kernels.Square(3))", "CS0619", "pool.Submit(Kernels.Tasks.Square(3))")]
    [InlineData("pool.Apply(Kernels.Square(3))", "CS0619", "Submit takes a call of the task")]
    [InlineData("pool.Submit(Kernels.Later(3))", "CS0619", "Submit takes a call of the task")]
    [InlineData("pool.Submit(5)", "CS0619", "Submit takes a call of the task")]
    [InlineData("pool.Map(Kernels.Square, new[] { 1, 2 })", "CS0619", "pool.Map(Kernels.Tasks.Square, xs)")]
    [InlineData("pool.Map(Kernels.NoTask, Enumerable.Range(0, 3))", "CS0619", "A method cannot travel, a call of a task can")]
    [InlineData("pool.Map(x => Kernels.Square(x), new[] { 1, 2 })", "CS0619", "a lambda must return a call, x => Kernels.Tasks.Square(x)")]
    [InlineData("pool.Map(x => x + 1, new[] { 1, 2 })", "CS0619", "a lambda must return a call")]
    [InlineData("pool.Submit(Kernels.Tasks.Square(\"3\"))", "CS1503", "cannot convert from 'string' to 'int'")]
    [InlineData("pool.Submit(Kernels.Tasks.Square())", "CS7036", "'x'")]
    [InlineData("pool.Submit(Kernels.Tasks.NoTask(3))", "CS1061", "NoTask")]
    [InlineData("pool.Submit(Kernels.Tasks.Power(3, z: 1))", "CS1739", "'z'")]
    [InlineData("pool.Map(Kernels.Tasks.Square, new[] { \"a\" })", "CS0411", "Map")]
    public void Mistake_IsToldInItsPlace(string expression, string id, string text)
    {
        string source = $"{Kernels} class User {{ public object Use(WorkerPool pool) => {expression}; }}";
        Diagnostic[] problems = [.. Compiled.Generate(Compiled.Source(source)).Output.GetDiagnostics().Where(static d => d.Severity == DiagnosticSeverity.Error)];
        Diagnostic problem = Assert.Single(problems);
        Assert.Equal(id, problem.Id);
        Assert.Contains(text, problem.GetMessage(System.Globalization.CultureInfo.InvariantCulture), StringComparison.Ordinal);
        Assert.Equal("Source.cs", problem.Location.SourceTree?.FilePath);
    }

    [Theory]
    [InlineData("pool.Submit(Kernels.Tasks.Square(3))")]
    [InlineData("pool.Apply(Kernels.Tasks.Later(3))")]
    [InlineData("pool.Map(Kernels.Tasks.Power, new[] { 1, 2 })")]
    [InlineData("pool.Map(x => Kernels.Tasks.Square(x), new[] { 1, 2 })")]
    public void RightForm_IsNoMistake(string expression)
    {
        string source = $"{Kernels} class User {{ public object Use(WorkerPool pool) => {expression}; }}";
        Assert.Empty(Compiled.CompilerProblems(Compiled.Generate(Compiled.Source(source)).Output));
    }
}
