using System.Reflection;
using Microsoft.CodeAnalysis;
using MpiPool.Tasks;

namespace MpiPool.Generators.Tests;

/// <summary>Tasks of different assemblies can have one ID, which no compiler sees: the program says so when it starts.</summary>
public class SameIdTests
{
    [Fact]
    public void TwoAssemblies_WithOneNameForTwoTasks_AreAnErrorThatNamesBoth()
    {
        Type first = Module("First", "public static class A { [MpiTask(Name = \"solve\")] public static int One(int x) => x; }");
        Type second = Module("Second", "public static class B { [MpiTask(Name = \"solve\")] public static int Two(int x) => x; }");
        var error = Assert.IsType<InvalidOperationException>(Assert.Throws<TargetInvocationException>(() => Create(first, second)).InnerException);
        Assert.Contains("'B.Two' and 'A.One' have the same ID", error.Message, StringComparison.Ordinal);
        Assert.Contains("Give one of them another [MpiTask(Name = …)].", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void TwoAssemblies_WithTwoNames_MakeOneCatalog()
    {
        Type first = Module("First", "public static class A { [MpiTask(Name = \"solve\")] public static int One(int x) => x; }");
        Type second = Module("Second", "public static class B { [MpiTask(Name = \"check\")] public static int Two(int x) => x; }");
        Assert.Equal(["A.One", "B.Two"], Create(first, second).Entries.ToArray().Select(static entry => entry.Name).Order());
    }

    private static TaskCatalog Create(Type first, Type second) =>
        (TaskCatalog)typeof(TaskCatalog).GetMethod(nameof(TaskCatalog.Create))!.MakeGenericMethod(typeof(Both<,>).MakeGenericType(first, second)).Invoke(null, null)!;

    private static Type Module(string name, string source)
    {
        using var stream = new MemoryStream();
        Assert.True(Compiled.Generate(Compiled.Source(source, name: name)).Output.Emit(stream, cancellationToken: TestContext.Current.CancellationToken).Success);
        return Assembly.Load(stream.ToArray()).GetType($"MpiPool.Generated.{name}.TaskModule")!;
    }

    /// <summary>A program that references two libraries.</summary>
    private sealed class Both<TFirst, TSecond> : ITaskModule where TFirst : ITaskModule where TSecond : ITaskModule
    {
        public static void Register(TaskCatalogBuilder builder)
        {
            builder.Include<TFirst>();
            builder.Include<TSecond>();
        }
    }
}
