using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace MpiPool.Generators.Tests;

/// <summary>Every assembly with tasks announces a module; an executable registers the root.</summary>
public class ModuleTests
{
    private const string Library = "namespace Lib { public static class K { [MpiTask] public static int M(Hidden? x, int y) => y; [MpiTask] internal static int N(Hidden x) => 1; } public class Hidden { public int X { get; set; } } }";
    private const string Main = "static class Program { static void Main() { } }";

    [Fact]
    public void Library_HasAModuleWithoutInitializer()
    {
        string module = Compiled.Generate(Compiled.Source(Library)).Files["TaskModule.g.cs"];
        Assert.Contains("builder.Add(Lib_K_M.Entry.Instance);", module, StringComparison.Ordinal);
        Assert.DoesNotContain("ModuleInitializer", module, StringComparison.Ordinal);
    }

    [Fact]
    public void Executable_WithoutTasks_SetsTheRoot()
    {
        (Compilation output, IReadOnlyDictionary<string, string> files) = Compiled.Generate(Compiled.Source(Main, kind: OutputKind.ConsoleApplication));
        Assert.Empty(Compiled.CompilerProblems(output));
        string module = Assert.Single(files).Value;
        int prepare = module.IndexOf("ProgramStart.Prepare()", StringComparison.Ordinal);
        Assert.InRange(module.IndexOf("SetRoot<TaskModule>()", StringComparison.Ordinal), prepare + 1, int.MaxValue);
        Assert.NotEqual(-1, prepare);
    }

    [Fact]
    public void Library_WithoutTasks_HasNothing() => Assert.Empty(Compiled.Generate(Compiled.Source("class C;")).Files);

    [Fact]
    public void ReferencedModules_AreIncluded()
    {
        PortableExecutableReference library = Reference(Compiled.Source(Library, name: "My.Lib"));
        PortableExecutableReference between = Reference(Compiled.Source("public class Between;", name: "Between", references: [library]));
        (Compilation output, IReadOnlyDictionary<string, string> files) = Compiled.Generate(Compiled.Source(
            Main + " class Use { public object M() => Lib.K.Tasks.M(null, 1); }",
            kind: OutputKind.ConsoleApplication,
            references: [library, between]));
        Assert.Empty(Compiled.CompilerProblems(output));
        Assert.Contains("builder.Include<global::MpiPool.Generated.My_Lib.TaskModule>();", files["TaskModule.g.cs"], StringComparison.Ordinal);
        Assert.Contains("builder.Include<global::MpiPool.Generated.Between.TaskModule>();", files["TaskModule.g.cs"], StringComparison.Ordinal);
    }

    [Fact]
    public void TypeOfReferencedAssembly_Travels_AndItsInternalsAreNotNamed()
    {
        PortableExecutableReference library = Reference(Compiled.Source("namespace Lib { public class Data { public int X { get; set; } internal int Y { get; set; } } }", name: "Lib"));
        (Compilation output, IReadOnlyDictionary<string, string> files) = Compiled.Generate(Compiled.Source("static class K { [MpiTask] internal static Lib.Data M(Lib.Data x) => x; }", references: [library]));
        Assert.Empty(Compiled.CompilerProblems(output));
        Assert.DoesNotContain("value.Y", files["Lib_Data.Codec.g.cs"], StringComparison.Ordinal);
    }

    [Fact]
    public void FriendAssemblies_WithTheSameTypes_DoNotClash()
    {
        const string Shared = "[assembly: System.Runtime.CompilerServices.InternalsVisibleTo(\"Friend\")] namespace Lib { public static class K { [MpiTask] public static List<string> M(List<string> x) => x; } }";
        PortableExecutableReference library = Reference(Compiled.Source(Shared, name: "Lib"));
        (Compilation output, _) = Compiled.Generate(Compiled.Source("static class L { [MpiTask] internal static List<string> M(List<string> x) => x; }", name: "Friend", references: [library]));
        Assert.Empty(Compiled.CompilerProblems(output));
    }

    private static PortableExecutableReference Reference(CSharpCompilation compilation)
    {
        (Compilation output, _) = Compiled.Generate(compilation);
        Assert.Empty(Compiled.CompilerProblems(output));
        var stream = new MemoryStream();
        Assert.True(output.Emit(stream, cancellationToken: TestContext.Current.CancellationToken).Success);
        return MetadataReference.CreateFromImage(stream.ToArray());
    }
}
