using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace MpiPool.GeneratorBenchmark;

/// <summary>A project of many tasks, ten in a class, a class in a file, over common types and over records of the project.</summary>
internal static class TaskProject
{
    private const int TasksInAClass = 10;

    private static readonly CSharpParseOptions s_parse = new(LanguageVersion.CSharp14, DocumentationMode.Parse);

    public static CSharpParseOptions ParseOptions => s_parse;

    /// <summary>The file that edits change; it has no task.</summary>
    public static SyntaxTree OtherFile(int version) => Parse($"static class Other {{ internal static int Version => {version}; }}", "Other.cs");

    public static CSharpCompilation Create(int tasks)
    {
        var files = new List<SyntaxTree> { OtherFile(0) };
        for (int i = 0; i < tasks / TasksInAClass; i++)
            files.Add(Parse(Class(i), $"Kernels{i}.cs"));
        IEnumerable<MetadataReference> references = ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!)
            .Split(Path.PathSeparator)
            .Select(static path => MetadataReference.CreateFromFile(path));
        return CSharpCompilation.Create("Project", files, references, new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable));
    }

    private static SyntaxTree Parse(string source, string path) => CSharpSyntaxTree.ParseText(source, s_parse, path);

    private static string Class(int number)
    {
        var source = new StringBuilder("using System; using System.Collections.Generic; using System.Threading; using System.Threading.Tasks; using MpiPool;\n");
        source.Append($"namespace Work.Part{number} {{\n");
        source.Append($"public sealed record Input{number}(string Name, int[] Values, Dictionary<string, double> Map);\n");
        source.Append($"public static class Kernels{number} {{\n");
        for (int i = 0; i < TasksInAClass; i++)
        {
            source.Append((i % 5) switch
            {
                0 => $"[MpiTask] public static double Power{i}(int x, double y = 2) => x * y;\n",
                1 => $"[MpiTask] public static string Text{i}(string a, List<string> b) => a;\n",
                2 => $"[MpiTask] public static Task<Input{number}> Run{i}(Input{number} input, CancellationToken cancel) => Task.FromResult(input);\n",
                3 => $"[MpiTask] public static double[] Scale{i}(double[] values, double factor) => values;\n",
                _ => $"[MpiTask] public static Input{number}? Find{i}(List<Input{number}> inputs, (int, string) key, TaskContext context) => null;\n",
            });
        }
        return source.Append("} }\n").ToString();
    }
}
