using Microsoft.CodeAnalysis.CSharp;

namespace MpiPool.Generators.Tests;

/// <summary>Every form in which a user can name a task, call it and map it, compiled and run.</summary>
public class CallRunTests
{
    private const string Kernels = """
        namespace App.Work
        {
            /// <summary>Tasks.</summary>
            public static partial class Kernels
            {
                internal static string Noted = "";

                /// <summary>Raises a number.</summary>
                [MpiTask] public static double Power(int x, double y = 2, string? name = null, DayOfWeek day = DayOfWeek.Friday) => Math.Pow(x, y) + (name?.Length ?? 0) + (day == DayOfWeek.Monday ? 1000 : 0);

                /// <summary>Adds.</summary>
                [MpiTask] public static int Sum(params int[] values) => values.Sum();

                /// <summary>One.</summary>
                [MpiTask] public static int Twice(int x) => 2 * x;

                /// <summary>Two.</summary>
                [MpiTask] public static string Twice(string x) => x + x;

                /// <summary>Nothing.</summary>
                [MpiTask] public static async Task Wait(TimeSpan time, TaskContext context, CancellationToken cancel = default) { await Task.Delay(time, cancel); Noted += "waited on " + context.Rank; }

                /// <summary>Reports.</summary>
                [MpiTask] public static int Report(int x, IProgress<(int A, string? B)>? progress = null) { progress!.Report((x, "r")); return x; }

                /// <summary>Something.</summary>
                [MpiTask] public static ValueTask<List<string?>?> Texts(List<string?>? a, Dictionary<string, List<int>>? b = null) => new(a is null ? null : [.. a, b?.Count.ToString()]);

                [MpiTask] internal static void @event(int @class) => Noted += "event " + @class;

                /// <summary>Many.</summary>
                [MpiTask] public static string Sixteen(int a, int b, int c, int d, int e, int f, int g, int h, int i, int j, int k, int l, int m, int n, string o, int p = 16) => $"{a}{b}{c}{d}{e}{f}{g}{h}{i}{j}{k}{l}{m}{n}{o}{p}";

                [MpiTask] internal static string Seventeen(int a, int b, int c, int d, int e, int f, int g, int h, int i, int j, int k, int l, int m, int n, string o, int p, int q) => $"{a}{q}{o}";

                [MpiTask] internal static string Filled(TaskContext context, string text, CancellationToken cancel, int number = 4) => $"{text} {number} {context.Size} {cancel.IsCancellationRequested} {context.Attempt}";

                /// <summary>Inside.</summary>
                public static class Nested { /// <summary>A task.</summary>
                    [MpiTask] public static int M(int x) => x + 1; }
            }

            public static partial class Kernels { /// <summary>The other part.</summary>
                [MpiTask] public static int Other(int x) => x + 2; }

            /// <summary>A class that has tasks of its own.</summary>
            public static class WithTasks { /// <summary>Its own.</summary>
                public static int Tasks => 5; /// <summary>A task.</summary>
                [MpiTask] public static int M(int x) => x + 3; }

            /// <summary>A record.</summary>
            /// <param name="X">A number.</param>
            public record R(int X) { /// <summary>A task of a record.</summary>
                [MpiTask] public static R? Next(R? r) => r is null ? null : new(r.X + 1); }
        }
        /// <summary>In the global namespace.</summary>
        public static class Globals { /// <summary>A task.</summary>
            [MpiTask] public static int M(int x) => x + 4; }
        namespace @class { static class @event { [MpiTask] internal static int @int(int @long) => @long + 5; } }
        """;

    private static readonly (string Expression, string Expected)[] s_cases =
    [
        ("pool.Apply(App.Work.Kernels.Tasks.Power(3))", "9"),
        ("pool.Apply(App.Work.Kernels.Tasks.Power(3, y: 3))", "27"),
        ("pool.Apply(App.Work.Kernels.Tasks.Power(y: 3, x: 2, name: \"four\"))", "12"),
        ("pool.Apply(App.Work.Kernels.Tasks.Power(1, day: DayOfWeek.Monday))", "1001"),
        ("pool.Submit(App.Work.Kernels.Tasks.Sum(1, 2, 3)).Result", "6"),
        ("pool.Apply(App.Work.Kernels.Tasks.Sum([]))", "0"),
        ("pool.Apply(App.Work.Kernels.Tasks.Twice(4))", "8"),
        ("pool.Apply(App.Work.Kernels.Tasks.Twice(\"ab\"))", "abab"),
        ("pool.Apply(App.Work.Kernels.Tasks.Report(7))", "7"),
        ("pool.Apply(App.Work.Kernels.Tasks.Texts(null))", "null"),
        ("string.Join(',', pool.Apply(App.Work.Kernels.Tasks.Texts([\"a\", null], new() { [\"k\"] = [1] }))!)", "a,,1"),
        ("pool.Apply(App.Work.Kernels.Tasks.Sixteen(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, \"o\"))", "1234567891011121314o16"),
        ("pool.Apply(App.Work.Kernels.Tasks.Handles.Sixteen.Bind(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, \"o\", 0))", "1234567891011121314o0"),
        ("pool.Apply(App.Work.Kernels.Tasks.Seventeen(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, \"o\", 16, 17))", "117o"),
        ("pool.Apply(App.Work.Kernels.Tasks.Filled(\"t\"))", "t 4 3 False 1"),
        ("pool.Apply(App.Work.Kernels.Tasks.Handles.Filled.Bind(\"t\", 5))", "t 5 3 False 1"),
        ("pool.Apply(App.Work.Kernels.Nested.Tasks.M(1))", "2"),
        ("pool.Apply(App.Work.Kernels.Tasks.Other(1))", "3"),
        ("pool.Apply(App.Work.WithTasksTasks.Instance.M(App.Work.WithTasks.Tasks))", "8"),
        ("pool.Apply(App.Work.R.Tasks.Next(new(1)))", "R { X = 2 }"),
        ("pool.Apply(Globals.Tasks.M(1))", "5"),
        ("pool.Apply(@class.@event.Tasks.@int(@long: 1))", "6"),
        ("pool.Apply(App.Work.KernelsTasks.Instance.Power(2))", "4"),
        ("Note(pool, App.Work.Kernels.Tasks.@event(@class: 1))", "event 1"),
        ("Note(pool, App.Work.Kernels.Tasks.Handles.@event.Bind(2))", "event 2"),
        ("Note(pool, App.Work.Kernels.Tasks.Wait(TimeSpan.Zero), length: 9)", "waited on"),
        // a handle, a factory as method group with and without its optional parameters, an overload, a lambda
        ("Join(pool.Map(App.Work.Kernels.Tasks.Handles.Twice_Int32, [1, 2, 3]))", "2,4,6"),
        ("Join(pool.Map(App.Work.Kernels.Tasks.Power, [1, 2, 3]))", "1,4,9"),
        ("Join(pool.Map(App.Work.Kernels.Tasks.Twice, [1, 2, 3]))", "2,4,6"),
        ("Join(pool.Map(App.Work.Kernels.Tasks.Twice, [\"a\", \"b\"]))", "aa,bb"),
        ("Join(pool.Map(x => App.Work.Kernels.Tasks.Power(x, 3), [1, 2]))", "1,8"),
        ("Join(pool.Map(static ((int X, double Y) p) => App.Work.Kernels.Tasks.Power(p.X, p.Y), [(1, 1.0), (2, 5.0)]))", "1,32"),
        ("Join(pool.Map(App.Work.Kernels.Tasks.Report, [1, 2]))", "1,2"),
        ("Join(pool.Map(App.Work.Kernels.Tasks.Filled, [\"a\"]))", "a 4 3 False 1"),
    ];

    private static readonly Lazy<Loaded> s_loaded = new(static () => new Loaded(Compiled.Source(Kernels + User(s_cases.Select(static c => c.Expression)))));

    public static TheoryData<int, string, string> Cases => [.. s_cases.Select(static (c, i) => (i, c.Expression, c.Expected))];

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task Form_Runs(int number, string expression, string expected) =>
        Assert.Equal((expression, expected), (expression, await s_loaded.Value.CallAsync("User", $"Use{number}")));

    [Fact]
    public async Task Companion_Runs_BelowCSharp14()
    {
        const string Source = """
            namespace App { public static class Kernels { [MpiTask] public static int Twice(int x, int y = 2) => y * x; } }
            """;
        string user = User(["pool.Apply(App.KernelsTasks.Instance.Twice(4))", "Join(pool.Map(App.KernelsTasks.Instance.Twice, new[] { 1, 2 }))", "pool.Apply(App.KernelsTasks.Instance.Handles.Twice.Bind(1, 3))"], noted: "\"\"");
        var loaded = new Loaded(Compiled.Source(Source + user, LanguageVersion.CSharp13));
        Assert.Equal("8", await loaded.CallAsync("User", "Use0"));
        Assert.Equal("2,4", await loaded.CallAsync("User", "Use1"));
        Assert.Equal("3", await loaded.CallAsync("User", "Use2"));
    }

    private static string User(IEnumerable<string> expressions, string noted = "App.Work.Kernels.Noted") => $$"""

        static class User
        {
            {{string.Join('\n', expressions.Select(static (e, i) => $"public static object? Use{i}(WorkerPool pool) => {e};"))}}
            private static string Join<T>(IEnumerable<T> values) => string.Join(',', values);
            private static string Note(WorkerPool pool, TaskCall<NoResult> call, int? length = null) { pool.Apply(call); string noted = {{noted}}; {{(noted[0] == '"' ? "" : noted + " = \"\";")}} return noted[..(length ?? noted.Length)]; }
        }
        """;
}
