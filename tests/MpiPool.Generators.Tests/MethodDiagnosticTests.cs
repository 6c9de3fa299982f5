namespace MpiPool.Generators.Tests;

/// <summary>What is wrong with a method, at the place it is wrong.</summary>
public class MethodDiagnosticTests
{
    [Fact]
    public Task InstanceMethod() => Marked.CheckAsync("class K { [MpiTask] public int {|MPIPOOL001:M|}(int x) => x; }", "K.M");

    [Fact]
    public Task GenericMethod() => Marked.CheckAsync("static class K { [MpiTask] public static int {|MPIPOOL002:M|}<T>(int x) => x; }");

    [Fact]
    public Task GenericType() => Marked.CheckAsync("static class K<T> { internal static class L { [MpiTask] public static int {|MPIPOOL002:M|}(int x) => x; } }");

    [Fact]
    public Task PrivateMethod() => Marked.CheckAsync("static class K { [MpiTask] static int {|MPIPOOL003:M|}(int x) => x; }", "'M' is private");

    [Fact]
    public Task MethodOfPrivateType() => Marked.CheckAsync("static class K { private static class L { [MpiTask] public static int {|MPIPOOL003:M|}(int x) => x; } }", "'L' is private");

    [Fact]
    public Task MethodOfFileLocalType() => Marked.CheckAsync("file static class K { [MpiTask] public static int {|MPIPOOL003:M|}(int x) => x; }", "local to its file");

    [Fact]
    public Task ProtectedMethod() => Marked.CheckAsync("class K { [MpiTask] protected static int {|MPIPOOL003:M|}(int x) => x; }", "protected");

    [Theory]
    [InlineData("ref")]
    [InlineData("out")]
    [InlineData("in")]
    [InlineData("ref readonly")]
    public Task ParameterByReference(string modifier) =>
        Marked.CheckAsync($"static class K {{ [MpiTask] public static int M(int a, {modifier} int {{|MPIPOOL004:b|}}) => throw null!; }}", "'b'");

    [Fact]
    public Task TwoMethodsOfOneName() => Marked.CheckAsync("""
        static class K
        {
            [MpiTask(Name = "same")] public static int A(int x) => x;
            [MpiTask(Name = "same")] public static int {|MPIPOOL012:B|}(int x) => x;
        }
        """, "'K.A' and 'K.B'");

    [Fact]
    public Task LocalFunction() => Marked.CheckAsync("static class K { static void M() { [{|MPIPOOL013:MpiTask|}] static int F(int x) => x; F(1); } }", "local function");

    [Fact]
    public Task LocalFunctionWithOtherAttributes_IsFine() => Marked.CheckAsync(
        "static class K { static void M() { [Mine.MpiTask, System.Diagnostics.DebuggerStepThrough] static int F(int x) => x; F(1); } } namespace Mine { class MpiTaskAttribute : Attribute; }");

    [Fact]
    public Task MethodWithAnotherAttributeOfThatName_IsFine() => Marked.CheckAsync("class K { [Mine.MpiTask] int M(Stream x) => 1; } namespace Mine { class MpiTaskAttribute : Attribute; }");

    [Fact]
    public Task Lambda() => Marked.CheckAsync("static class K { static Func<int, int> F = [{|MPIPOOL013:MpiTask|}] (int x) => x; }", "lambda");

    [Theory]
    [InlineData("Equals")]
    [InlineData("ToString")]
    [InlineData("GetHashCode")]
    [InlineData("GetType")]
    [InlineData("Finalize")]
    [InlineData("MemberwiseClone")]
    [InlineData("ReferenceEquals")]
    [InlineData("Handles")]
    [InlineData("HandleList")]
    [InlineData("Instance")]
    public Task NameThatClashes(string name) => Marked.CheckAsync($"class K {{ [MpiTask] public static int {{|MPIPOOL014:{name}|}}(int x, int y) => x; }}", name);

    [Fact]
    public Task MemberCalledTasks() => Marked.CheckAsync("static class K { public static int Tasks => 1; [MpiTask] public static int {|MPIPOOL015:M|}(int x) => x; }", "'KTasks.Instance'");

    [Fact]
    public Task SameArgumentsFromTheCaller() => Marked.CheckAsync("""
        static class K
        {
            [MpiTask] public static int {|MPIPOOL016:M|}(int x) => x;
            [MpiTask] public static int {|MPIPOOL016:M|}(int x, CancellationToken cancel) => x;
        }
        """);

    [Theory]
    [InlineData("in CancellationToken")]
    [InlineData("ref TaskContext")]
    [InlineData("in IProgress<int>")]
    public Task FilledInParameterByReference(string parameter) =>
        Marked.CheckAsync($"static class K {{ [MpiTask] public static int M(int a, {parameter} {{|MPIPOOL004:b|}}) => throw null!; }}", "'b'");

    [Fact]
    public Task TwoReceiversOfReports() =>
        Marked.CheckAsync("static class K { [MpiTask] public static int M(IProgress<int> a, IProgress<string> {|MPIPOOL017:b|}) => 1; }", "'K.M' has two IProgress<T> parameters");

    [Fact]
    public Task StreamBesideReports() => Marked.CheckAsync(
        "static class K { [MpiTask] public static async {|MPIPOOL017:IAsyncEnumerable<int>|} M(IProgress<int> a) { await Task.Yield(); yield return 1; } }", "'K.M' yields items and has an IProgress<T> parameter");

    [Fact]
    public Task SameArgumentsFromTheCaller_BesideProgress() => Marked.CheckAsync("""
        static class K
        {
            [MpiTask] public static int {|MPIPOOL016:M|}(int x) => x;
            [MpiTask] public static int {|MPIPOOL016:M|}(int x, IProgress<int> progress) => x;
        }
        """);

    [Fact]
    public Task AsyncVoid() => Marked.CheckAsync("static class K { [MpiTask] public static async void {|MPIPOOL017:M|}(int x) => await Task.Yield(); }", "Return a Task");

    [Fact]
    public Task ReturnByReference() => Marked.CheckAsync("static class K { static int s; [MpiTask] public static ref int {|MPIPOOL017:M|}() => ref {|MPIPOOL032:s|}; }");

    [Fact]
    public Task MethodOfAnExtensionBlock() => Marked.CheckAsync("static class K { extension(int self) { [MpiTask] public static int {|MPIPOOL017:M|}(int x) => x; } }", "'M' stands in an extension block");

    [Fact]
    public Task StaticAbstract() => Marked.CheckAsync("interface K { [MpiTask] static abstract int {|MPIPOOL017:M|}(int x); }");

    [Fact]
    public Task PartialTask_IsOne() => Marked.CheckAsync("static partial class K { [MpiTask] internal static partial int M(int x); internal static partial int M(int x) => x; }");

    [Fact]
    public Task GoodTasks_AreNotReported() => Marked.CheckAsync("static class K { [MpiTask] internal static Task<int> M(int x, TaskContext context, CancellationToken cancel) => Task.FromResult(x); }");
}
