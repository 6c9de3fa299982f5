using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace MpiPool.Generators.Tests;

/// <summary>What a user can write against the generated code, compiled with every warning on.</summary>
public class CallSurfaceTests
{
    private const string Kernels = """
        namespace App.Work
        {
            /// <summary>Tasks.</summary>
            public static class Kernels
            {
                /// <summary>Raises a number.</summary>
                /// <param name="x">The number.</param>
                /// <param name="y">The power.</param>
                /// <param name="name">A name.</param>
                /// <param name="day">A day.</param>
                /// <returns>The result.</returns>
                [MpiTask] public static double Power(int x, double y = 2, string? name = null, DayOfWeek day = DayOfWeek.Friday) => x;

                /// <summary>Adds.</summary>
                [MpiTask] public static int Sum(params int[] values) => 0;

                /// <summary>One.</summary>
                [MpiTask] public static int Twice(int x) => x;

                /// <summary>Two.</summary>
                [MpiTask] public static string Twice(string x) => x;

                /// <summary>Nothing.</summary>
                [MpiTask] public static async Task Wait(TimeSpan time, TaskContext context, CancellationToken cancel = default) => await Task.Delay(time, cancel);

                /// <summary>Reports.</summary>
                [MpiTask] public static int Report(int x, IProgress<(int A, string? B)>? progress = null) => x;

                /// <summary>Something.</summary>
                [MpiTask] public static ValueTask<List<string?>?> Texts(List<string?>? a, Dictionary<string, List<int>>? b = null) => default;

                [MpiTask] internal static void @event(int @class) { }

                /// <summary>Old.</summary>
                [MpiTask, Obsolete("Use another.")] public static int Old(int x) => x;
            }
        }
        """;

    [Theory]
    [InlineData("TaskCall<double> c = Kernels.Tasks.Power(3);")]
    [InlineData("TaskCall<double> c = Kernels.Tasks.Power(3, y: 4);")]
    [InlineData("TaskCall<double> c = Kernels.Tasks.Power(y: 4, x: 3);")]
    [InlineData("TaskCall<double> c = Kernels.Tasks.Power(3, day: DayOfWeek.Monday);")]
    [InlineData("Func<int, TaskCall<double>> c = Kernels.Tasks.Power;")]
    [InlineData("Func<int, double, TaskCall<double>> c = Kernels.Tasks.Power;")]
    [InlineData("TaskCall<int> c = Kernels.Tasks.Sum(1, 2, 3);")]
    [InlineData("Func<string, TaskCall<string>> c = Kernels.Tasks.Twice;")]
    [InlineData("TaskCall<NoResult> c = Kernels.Tasks.Wait(TimeSpan.Zero);")]
    [InlineData("TaskCall<List<string?>?> c = Kernels.Tasks.Texts(null);")]
    [InlineData("TaskCall<NoResult> c = Kernels.Tasks.@event(@class: 1);")]
    [InlineData("TaskHandle<int, double, string?, DayOfWeek, double> c = Kernels.Tasks.Handles.Power;")]
    [InlineData("TaskHandle<string, string> c = Kernels.Tasks.Handles.Twice_String;")]
    [InlineData("ProgressTaskCall<int, (int A, string? B)> c = Kernels.Tasks.Report(1);")]
    [InlineData("TaskCall<int> c = Kernels.Tasks.Report(1).ReportTo(new Progress<(int A, string? B)>());")]
    [InlineData("TaskHandle<int, int> c = Kernels.Tasks.Handles.Report;")]
    [InlineData("TaskHandle<TimeSpan, NoResult> c = Kernels.Tasks.Handles.Wait;")]
    [InlineData("TaskCall<double> c = App.Work.KernelsTasks.Instance.Power(3);")]
    public void Use_Compiles_WithoutWarnings(string statement)
    {
        string use = $"namespace Other {{ using App.Work; class User {{ public object Use() {{ {statement} return c; }} }} }}";
        Assert.Empty(Compiled.CompilerProblems(Compiled.Generate(Compiled.Source(Kernels + use)).Output));
    }

    [Theory]
    [InlineData("Kernels.Tasks.Power(\"3\");", "CS1503")]
    [InlineData("Kernels.Tasks.Power();", "CS1501")]
    [InlineData("Kernels.Tasks.Wait(TimeSpan.Zero, null, default);", "CS1501")]
    [InlineData("Kernels.Tasks.Twice(null);", "CS8625")]
    [InlineData("Kernels.Tasks.Old(1);", "CS0618")]
    public void WrongUse_IsTheOrdinaryCompilerError(string statement, string id)
    {
        string use = $"namespace Other {{ using App.Work; class User {{ public void Use() {{ {statement} }} }} }}";
        string problem = Assert.Single(Compiled.CompilerProblems(Compiled.Generate(Compiled.Source(Kernels + use)).Output));
        Assert.Contains(id, problem, StringComparison.Ordinal);
        Assert.StartsWith("Source.cs", problem, StringComparison.Ordinal);
    }

    [Fact]
    public void CSharp13_HasTheCompanionAlone()
    {
        const string Use = "class User { public object Use() => App.Work.KernelsTasks.Instance.Power(3); }";
        (Compilation output, IReadOnlyDictionary<string, string> files) = Compiled.Generate(Compiled.Source(Kernels + Use, LanguageVersion.CSharp13));
        Assert.Empty(Compiled.CompilerProblems(output));
        Assert.DoesNotContain(files.Values, static file => file.Contains("extension(", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("static class K { [MpiTask] internal static int M(int x) => x; }", "K")]
    [InlineData("namespace A.B { class Outer { internal struct Inner { [MpiTask] internal static int M(int x) => x; } } }", "A.B.Outer.Inner")]
    [InlineData("partial class K { [MpiTask] internal static int M(int x) => x; } partial class K { [MpiTask] internal static int N(int x) => x; }", "K")]
    [InlineData("namespace @class { static class @event { [MpiTask] internal static int M(int x) => x; } }", "@class.@event")]
    [InlineData("record K(int X) { [MpiTask] internal static int M(int x) => x; }", "K")]
    [InlineData("interface K { [MpiTask] internal static int M(int x) => x; }", "K")]
    [InlineData("static class K { [MpiTask] internal static int M(int x) => x; } class KTasks;", "K")]
    [InlineData("static class K { [MpiTask] internal static int M(int x) => x; internal static class L { [MpiTask] internal static int M(int x) => x; } } static class KL { [MpiTask] internal static int M(int x) => x; }", "K.L")]
    [InlineData("static class K { [MpiTask] internal static int M(int x) => x; [MpiTask] internal static int N(int a, int b = 1) => 0; [MpiTask] internal static int N(int a, string b = \"\") => 0; }", "K")]
    [InlineData("static class K { [MpiTask] internal static Ab M(int x, Ab? a = null) => null!; [MpiTask] internal static AB m(int x) => null!; } record Ab(string X); record AB(string X);", "K")]
    [InlineData("static class K { [MpiTask] internal static int M(int arguments) => arguments; [MpiTask] internal static int N(int context, int result, TaskContext c) => 0; [MpiTask] internal static int O(int Entry, int writer, int reader) => 0; }", "K")]
    public void TypeOfAnyKind_HasTasks(string source, string type)
    {
        string use = $"namespace Other {{ class User {{ public object Use() => global::{type}.Tasks.M(1); }} }}";
        Assert.Empty(Compiled.CompilerProblems(Compiled.Generate(Compiled.Source(source + use)).Output));
    }

    [Theory]
    [InlineData(LanguageVersion.CSharp13)]
    [InlineData(LanguageVersion.CSharp14)]
    public void CodeThatSaysNothingOfNull_HasTasks(LanguageVersion version)
    {
        const string Source = """
            class Item { public string Name { get; set; } public List<Item> Items { get; set; } }
            static class K
            {
                [MpiTask] internal static string M(string a, string[] b = null, Item item = null, IProgress<string> reports = null) => a;
                [MpiTask] internal static Task<Item> N(Item item, params string[] names) => Task.FromResult(item);
                [MpiTask] internal static async IAsyncEnumerable<Item> O(Dictionary<string, Item> items) { await Task.Yield(); yield return items[""]; }
                [MpiTask] internal static int P(Shared<string[]> texts) => 0;
            }
            class User { public object[] Use() => new object[] { KTasks.Instance.M(null), KTasks.Instance.M("", null), KTasks.Instance.N(null, "a"), KTasks.Instance.O(null) }; }
            """;
        CSharpCompilation compilation = Compiled.Source(Source, version);
        Assert.Empty(Compiled.CompilerProblems(Compiled.Generate(compilation.WithOptions(compilation.Options.WithNullableContextOptions(NullableContextOptions.Disable))).Output));
    }

    [Fact]
    public void MemberCalledTasks_LeavesTheCompanion()
    {
        const string Source = "static class K { public static int Tasks => 1; [MpiTask] internal static int M(int x) => x; } class User { public object Use() => KTasks.Instance.M(K.Tasks); }";
        Assert.Empty(Compiled.CompilerProblems(Compiled.Generate(Compiled.Source(Source)).Output));
    }

    [Fact]
    public void SeventeenParameters_HaveACallButNoHandle()
    {
        string parameters = string.Join(", ", Enumerable.Range(1, 17).Select(static i => $"int p{i}"));
        (Compilation output, IReadOnlyDictionary<string, string> files) = Compiled.Generate(Compiled.Source($"static class K {{ [MpiTask] internal static int M({parameters}) => 0; }}"));
        Assert.Empty(Compiled.CompilerProblems(output));
        Assert.DoesNotContain("Handle :", files["K_M.Task.g.cs"], StringComparison.Ordinal);
    }

    [Fact]
    public void DefaultValues_AreRepeated()
    {
        const string Source = """
            static class K
            {
                [MpiTask] internal static int M(
                    double a = double.NaN, float b = -1.5f, decimal c = 1.10m, char d = '\'', string e = "a\"\n", long f = long.MinValue, bool g = true,
                    DayOfWeek h = (DayOfWeek)99, DayOfWeek? i = DayOfWeek.Monday, int? j = null, Guid k = default, ulong l = ulong.MaxValue, sbyte m = -3) => 0;
            }
            class User { public object Use() => K.Tasks.M(); }
            """;
        Assert.Empty(Compiled.CompilerProblems(Compiled.Generate(Compiled.Source(Source)).Output));
    }

    [Theory]
    [InlineData("K.Tasks.M(1);", true)]
    [InlineData("K.Tasks.Handles.M.Bind(1);", true)]
    [InlineData("var call = K.Tasks.M(1);", false)]
    [InlineData("_ = K.Tasks.M(1);", false)]
    [InlineData("Console.WriteLine(K.Tasks.M(1));", false)]
    public async Task DroppedCall_IsAWarning(string statement, bool expected)
    {
        string source = $"static class K {{ [MpiTask] internal static int M(int x) => x; }} class User {{ public void Use() {{ {statement} }} }}";
        Diagnostic[] found = [.. await Compiled.AnalyzeAsync(Compiled.Generate(Compiled.Source(source)).Output)];
        Assert.Equal(expected ? [("MPIPOOL021", statement.TrimEnd(';'))] : [], found.Select(d => (d.Id, source.Substring(d.Location.SourceSpan.Start, d.Location.SourceSpan.Length))));
    }
}
