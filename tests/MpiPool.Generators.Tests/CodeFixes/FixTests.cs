using Microsoft.CodeAnalysis.CodeFixes;
using MpiPool.CodeFixes;

namespace MpiPool.Generators.Tests.CodeFixes;

/// <summary>Each fix makes a program that compiles without the diagnostic it is for, or is not offered.</summary>
public class FixTests
{
    private static readonly MakeTaskStatic s_static = new();
    private static readonly MakeTaskInternal s_internal = new();
    private static readonly MarkTask s_mark = new();
    private static readonly MakeMemoryPackable s_pack = new();

    [Fact]
    public Task InstanceTask_BecomesStatic() => Fixed.CheckAsync(
        s_static,
        "MPIPOOL001",
        "class K { [MpiTask] public int M(int x) => x; }",
        "class K { [MpiTask] public static int M(int x) => x; }");

    [Theory]
    [InlineData("class K { [MpiTask] public virtual int M(int x) => x; }")]
    [InlineData("abstract class K { [MpiTask] public abstract int M(int x); }")]
    [InlineData("class K : B { [MpiTask] public override int M(int x) => x; } class B { public virtual int M(int x) => x; }")]
    [InlineData("class K : I { [MpiTask] int I.M(int x) => x; } interface I { int M(int x); }")]
    public Task TaskOfAHierarchy_IsLeftToTheUser(string source) => Fixed.CheckNotOfferedAsync(s_static, "MPIPOOL001", source);

    [Fact]
    public Task PrivateTask_BecomesInternal() => Fixed.CheckAsync(
        s_internal,
        "MPIPOOL003",
        "static class K { [MpiTask] static int M(int x) => x; }",
        "static class K { [MpiTask] internal static int M(int x) => x; }");

    [Fact]
    public Task TaskOfPrivateType_IsLeftToTheUser() =>
        Fixed.CheckNotOfferedAsync(s_internal, "MPIPOOL003", "static class K { private static class L { [MpiTask] public static int M(int x) => x; } }");

    [Fact]
    public Task UnmarkedMethod_BesideATask_IsMarked() => Fixed.CheckAsync(
        s_mark,
        "CS1061",
        "static class K { [MpiTask] public static int A(int x) => x; public static int B(int x) => x; static object Use() => K.Tasks.B(1); }",
        "static class K { [MpiTask] public static int A(int x) => x; [MpiTask] public static int B(int x) => x; static object Use() => K.Tasks.B(1); }");

    [Fact]
    public Task UnmarkedMethod_OfAClassWithoutTasks_IsMarked() => Fixed.CheckAsync(
        s_mark,
        "CS0117",
        "static class K { public static int B(int x) => x; static object Use() => K.Tasks.B(1); }",
        "static class K { [MpiTask] public static int B(int x) => x; static object Use() => K.Tasks.B(1); }");

    [Theory]
    [InlineData("static class K { [MpiTask] public static int A(int x) => x; static object Use() => K.Tasks.B(1); }")]
    [InlineData("static class K { [MpiTask] public static int A(int x) => x; static int B(int x) => x; static int B(long x) => 1; static object Use() => K.Tasks.B(1); }")]
    [InlineData("static class K { [MpiTask] public static int A(int x) => x; [MpiTask] public static int B(Action x) => 1; static object Use() => K.Tasks.B(null!); }")]
    [InlineData("static class K { [MpiTask] public static int A(int x) => x; public static int X => 1; static object Use() => K.Tasks.get_X(); }")]
    [InlineData("class K { [MpiTask] public static int A(int x) => x; public int B(int x) => x; static object Use() => K.Tasks.B(1); }")]
    public Task NoMethodOrSeveral_AreLeftToTheUser(string source) => Fixed.CheckNotOfferedAsync(s_mark, "CS1061", source);

    [Fact]
    public Task OtherMemberThanTasks_IsLeftToTheUser() =>
        Fixed.CheckNotOfferedAsync(s_mark, "CS0117", "static class K { public static int B(int x) => x; static object Use() => K.Jobs.B(1); }");

    [Theory]
    [InlineData("CS1061")]
    [InlineData("MPIPOOL025")]
    public Task UnmarkedMethod_IsMarkedForEitherDiagnostic(string id) => Fixed.CheckAsync(
        s_mark,
        id,
        "static class K { [MpiTask] public static int A(int x) => x; public static int B(int x) => x; static object Use() => K.Tasks.B(1); }",
        "static class K { [MpiTask] public static int A(int x) => x; [MpiTask] public static int B(int x) => x; static object Use() => K.Tasks.B(1); }");

    [Theory]
    [InlineData("pool.Submit(K.B(1))", "pool.Submit(K.Tasks.B(1))")]
    [InlineData("pool.Apply(K.B(1))", "pool.Apply(K.Tasks.B(1))")]
    [InlineData("pool.Map(K.B, [1])", "pool.Map(K.Tasks.B, [1])")]
    public Task UnmarkedMethod_InThePlaceOfACall_IsMarkedAndItsTaskIsCalled(string before, string after) => Fixed.CheckAsync(
        s_mark,
        "MPIPOOL025",
        $"static class K {{ [MpiTask] public static int A(int x) => x; public static int B(int x) => x; static object Use(WorkerPool pool) => {before}; }}",
        $"static class K {{ [MpiTask] public static int A(int x) => x; [MpiTask] public static int B(int x) => x; static object Use(WorkerPool pool) => {after}; }}");

    [Theory]
    [InlineData("class Mesh { private int _x = 1; }", "[MemoryPack.MemoryPackable] partial class Mesh { [MemoryPack.MemoryPackInclude] internal int _x = 1; }")]
    [InlineData("class Mesh { static int s_n; const int C = 1; private int _x = 1; }", "[MemoryPack.MemoryPackable] partial class Mesh { static int s_n; const int C = 1; [MemoryPack.MemoryPackInclude] internal int _x = 1; }")]
    [InlineData("class Mesh { internal int _x = 1; protected internal int _y; }", "[MemoryPack.MemoryPackable] partial class Mesh { [MemoryPack.MemoryPackInclude] internal int _x = 1; [MemoryPack.MemoryPackInclude] protected internal int _y; }")]
    [InlineData("class Mesh { [NonSerialized] private int _x = 1; }", "[MemoryPack.MemoryPackable] partial class Mesh { [NonSerialized][MemoryPack.MemoryPackInclude] internal int _x = 1; }")]
    [InlineData("record struct Mesh { string _x, _y; }", "[MemoryPack.MemoryPackable] partial record struct Mesh { [MemoryPack.MemoryPackInclude] internal string _x, _y; }")]
    [InlineData(
        "partial class Mesh { internal string[] X { get; set; } = []; protected int y; }",
        "[MemoryPack.MemoryPackable] partial class Mesh { [MemoryPack.MemoryPackInclude] internal string[] X { get; set; } = []; [MemoryPack.MemoryPackInclude] internal int y; }")]
    public Task TypeWithHiddenMembers_IsMarkedAndSendsThem(string before, string after) => Fixed.CheckAsync(
        s_pack,
        "MPIPOOL026",
        $"static class K {{ [MpiTask] internal static int M(List<Mesh> x) => 1; }} {before}",
        $"static class K {{ [MpiTask] internal static int M(List<Mesh> x) => 1; }} {after}");

    [Theory]
    [InlineData("class Mesh { readonly int _x = 1; }")]
    [InlineData("class Mesh { int X { get; } = 1; }")]
    [InlineData("class Mesh { int X { get; init; } = 1; }")]
    [InlineData("class Mesh { internal int X { get; private set; } = 1; }")]
    [InlineData("class Mesh(int x) { public Mesh() : this(1) { } public int M() => x; }")]
    [InlineData("class Mesh : Base { int _x = 1; } class Base { int _y = 1; }")]
    [InlineData("partial class Mesh { int _x = 1; } partial class Mesh { int _y = 1; }")]
    public Task TypeThatCannotBeSet_IsLeftToTheUser(string type) => Fixed.CheckNotOfferedAsync(s_pack, "MPIPOOL026", $"static class K {{ [MpiTask] internal static int M(Mesh x) => 1; }} {type}");

    [Fact]
    public void EveryFix_IsExported() => Assert.All(
        new CodeFixProvider[] { s_static, s_internal, s_mark, s_pack },
        static fix => Assert.Equal([fix.GetType().Name], fix.GetType().GetCustomAttributes(typeof(ExportCodeFixProviderAttribute), false).Select(static a => ((ExportCodeFixProviderAttribute)a).Name)));
}
