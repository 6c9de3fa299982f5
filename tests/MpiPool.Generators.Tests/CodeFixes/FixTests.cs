using Microsoft.CodeAnalysis.CodeFixes;
using MpiPool.CodeFixes;

namespace MpiPool.Generators.Tests.CodeFixes;

/// <summary>Each fix makes a program that compiles without the diagnostic it is for, or is not offered.</summary>
public class FixTests
{
    private static readonly MakeTaskStatic s_static = new();
    private static readonly MakeTaskInternal s_internal = new();
    private static readonly MarkTask s_mark = new();

    [Fact]
    public Task InstanceTask_BecomesStatic() => Fixed.CheckAsync(
        s_static,
        "MPIPOOL001",
        "class K { [MpiTask] public int M(int x) => x; }",
        "class K { [MpiTask] public static int M(int x) => x; }");

    [Fact]
    public Task VirtualTask_IsLeftToTheUser() => Fixed.CheckNotOfferedAsync(s_static, "MPIPOOL001", "class K { [MpiTask] public virtual int M(int x) => x; }");

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
    public Task NoMethodOrSeveral_AreLeftToTheUser(string source) => Fixed.CheckNotOfferedAsync(s_mark, "CS1061", source);

    [Fact]
    public void EveryFix_IsExported() => Assert.All(
        new CodeFixProvider[] { s_static, s_internal, s_mark },
        static fix => Assert.Equal([fix.GetType().Name], fix.GetType().GetCustomAttributes(typeof(ExportCodeFixProviderAttribute), false).Select(static a => ((ExportCodeFixProviderAttribute)a).Name)));
}
