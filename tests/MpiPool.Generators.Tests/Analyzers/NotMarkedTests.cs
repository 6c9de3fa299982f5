namespace MpiPool.Generators.Tests.Analyzers;

public class NotMarkedTests
{
    [Theory]
    [InlineData("var call = Kernels.Tasks.{|MPIPOOL025:Square|}(3);")]
    [InlineData("pool.Submit(Kernels.Tasks.{|MPIPOOL025:Square|}(3));")]
    [InlineData("var results = pool.Map(Kernels.Tasks.{|MPIPOOL025:Square|}, [1]);")]
    [InlineData("pool.Submit(Kernels.{|MPIPOOL025:Square|}(3));")]
    [InlineData("pool.Apply(Kernels.{|MPIPOOL025:Square|}(3));")]
    [InlineData("var results = pool.Map(Kernels.{|MPIPOOL025:Square|}, [1]);")]
    [InlineData("var call = Bare.Tasks.{|MPIPOOL025:Cube|}(3);")]
    [InlineData("pool?.Submit(Kernels.{|MPIPOOL025:Square|}(3));")]
    public Task UseOfAnUnmarkedMethod_IsReported(string body) => Marked.CheckWrongUseAsync(Program(body), "is not marked as a task", ".Tasks.");

    [Theory]
    [InlineData("Kernels.Tasks.Nothing(3);")]
    [InlineData("pool.Submit(Kernels.Twice(3));")]
    [InlineData("pool.Submit(Math.Abs(3));")]
    [InlineData("var results = pool.Map(Kernels.Twice, [1]);")]
    [InlineData("Kernels.Square(3);")]
    [InlineData("pool.Submit(Kernels.Tasks.Twice(Kernels.Square(3)));")]
    [InlineData("int x = Own.Tasks.Square;")]
    [InlineData("Other.Tasks.Square(\"x\");")]
    [InlineData("Kernels.Jobs.Square(3);")]
    [InlineData("Kernels.Tasks.get_Ready();")]
    [InlineData("Other.Take(Kernels.Square(3));")]
    [InlineData("pool.Submit(new Other().Get(3));")]
    [InlineData("pool.Submit(Kernels.MakeCall());")]
    [InlineData("var results = pool.Map(Kernels.Tasks.Handles.Twice, Kernels.Numbers());")]
    [InlineData("var results = pool.Map(Kernels.Tasks.Twice, Kernels.Numbers());")]
    public Task OtherUses_AreLeftToTheCompiler(string body) => Marked.CheckWrongUseAsync(Program(body));

    private static string Program(string body) => $$"""
        static class P { static void Main() { } static void Body(WorkerPool pool) { {{body}} } }
        static partial class Kernels
        {
            internal static int Square(int x) => x * x;
            internal static bool Ready => true;
            internal static TaskCall<int> MakeCall() => null!;
            internal static IEnumerable<int> Numbers() => [];
        }
        class Other
        {
            internal static Jobs Tasks => new();
            internal static int Square(int x) => x;
            internal int Get(int x) => x;
            [Obsolete] internal static void Take(int x) { }
            internal class Jobs { internal int Square(int x) => x; }
        }
        static class Bare { internal static int Cube(int x) => x; }
        static class Own { internal static (int Square, int) Tasks => (1, 2); internal static int Square(int x) => x; }
        """;
}
