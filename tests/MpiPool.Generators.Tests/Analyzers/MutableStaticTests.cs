namespace MpiPool.Generators.Tests.Analyzers;

public class MutableStaticTests
{
    [Theory]
    [InlineData("static int s_x; [MpiTask] public static int M(int x) => x + {|MPIPOOL032:s_x|};")]
    [InlineData("static int s_x; [MpiTask] public static int M(int x) => {|MPIPOOL032:s_x|} = x;")]
    [InlineData("static int s_x; [MpiTask] public static int M(int x) => Interlocked.Increment(ref {|MPIPOOL032:s_x|});")]
    [InlineData("static int X { get; set; } [MpiTask] public static int M(int x) => {|MPIPOOL032:X|};")]
    [InlineData("static int s_x; [MpiTask] public static int M(int x) { int F() => {|MPIPOOL032:s_x|}; return F(); }")]
    public Task MutableState_InATask_IsNoted(string members) => Marked.CheckUseAsync(Program(members), "'M'");

    [Theory]
    [InlineData("static readonly int s_x = 1; [MpiTask] public static int M(int x) => s_x;")]
    [InlineData("const int X = 1; [MpiTask] public static int M(int x) => X;")]
    [InlineData("static int X { get; } = 1; [MpiTask] public static int M(int x) => X;")]
    [InlineData("static int X { get => 1; set { } } [MpiTask] public static int M(int x) => X;")]
    [InlineData("static int s_x; [MpiTask] public static string M(int x) => nameof(s_x);")]
    [InlineData("static int s_x; public static int M(int x) => s_x++;")]
    [InlineData("static int s_x = 1; static int X { get => 1; set { } } [MpiTask] public static int M(int x) => X; static int N() => s_x++;")]
    [InlineData("class Box { public int X; public int Y { get; set; } } [MpiTask] public static int M(int x) { var box = new Box { X = x }; box.Y = box.X; return box.Y; }")]
    public Task OtherState_IsFine(string members) => Marked.CheckUseAsync(Program(members));

    private static string Program(string members) => $"static class P {{ static void Main() {{ }} {members} }}";
}
