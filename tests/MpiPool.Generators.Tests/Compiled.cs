using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using MpiPool.Generators.Analyzers;

namespace MpiPool.Generators.Tests;

/// <summary>Compiles source text in memory and runs the generator and the analyzer on it.</summary>
internal static class Compiled
{
    private const string Usings = "global using System; global using System.Collections.Generic; global using System.IO; global using System.Linq; global using System.Threading; global using System.Threading.Tasks; global using MpiPool;";

    private static readonly ImmutableArray<MetadataReference> s_references =
    [
        .. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!)
            .Split(Path.PathSeparator)
            .Where(static path => Path.GetFileName(path) is var name && (name.StartsWith("System", StringComparison.Ordinal) || name is "netstandard.dll" or "mscorlib.dll" or "MpiPool.Runtime.dll" or "MemoryPack.Core.dll" or "Microsoft.Extensions.Logging.Abstractions.dll"))
            .Select(static path => MetadataReference.CreateFromFile(path)),
    ];

    /// <summary>A compilation of the source, not yet generated.</summary>
    public static CSharpCompilation Source(
        string source,
        LanguageVersion version = LanguageVersion.CSharp14,
        OutputKind kind = OutputKind.DynamicallyLinkedLibrary,
        string name = "Sample",
        IEnumerable<MetadataReference>? references = null)
    {
        CSharpParseOptions parse = ParseOptions(version);
        var options = new CSharpCompilationOptions(kind, nullableContextOptions: NullableContextOptions.Enable, allowUnsafe: true, generalDiagnosticOption: ReportDiagnostic.Default)
            .WithWarningLevel(9999)
            // What the SDK leaves out too: references built against other versions of the framework.
            .WithSpecificDiagnosticOptions([new("CS1701", ReportDiagnostic.Suppress), new("CS1702", ReportDiagnostic.Suppress)]);
        return CSharpCompilation.Create(
            name,
            [CSharpSyntaxTree.ParseText(Usings, parse, "Usings.cs"), CSharpSyntaxTree.ParseText(source, parse, "Source.cs")],
            s_references.Concat(references ?? []),
            options);
    }

    public static CSharpParseOptions ParseOptions(LanguageVersion version = LanguageVersion.CSharp14) => new(version, DocumentationMode.Diagnose);

    /// <summary>A driver that tracks its steps.</summary>
    public static GeneratorDriver Driver(LanguageVersion version = LanguageVersion.CSharp14) => CSharpGeneratorDriver.Create(
        [new TaskGenerator().AsSourceGenerator()],
        parseOptions: ParseOptions(version),
        driverOptions: new GeneratorDriverOptions(IncrementalGeneratorOutputKind.None, trackIncrementalGeneratorSteps: true));

    /// <summary>The compilation with what was generated, and the generated files by their names.</summary>
    public static (Compilation Output, IReadOnlyDictionary<string, string> Files) Generate(CSharpCompilation compilation)
    {
        GeneratorDriver driver = Driver(compilation.LanguageVersion).RunGeneratorsAndUpdateCompilation(compilation, out Compilation output, out ImmutableArray<Diagnostic> problems);
        Assert.Empty(problems);
        GeneratorRunResult result = Assert.Single(driver.GetRunResult().Results);
        Assert.Null(result.Exception);
        return (output, result.GeneratedSources.ToDictionary(static s => s.HintName, static s => s.SourceText.ToString()));
    }

    /// <summary>What the compiler says about the source and the generated files, from warnings up; the source itself need not be documented.</summary>
    public static string[] CompilerProblems(Compilation output) =>
    [
        .. output.GetDiagnostics()
            .Where(static d => d.Severity >= DiagnosticSeverity.Warning && !(d.Id == "CS1591" && d.Location.SourceTree?.FilePath == "Source.cs"))
            .Select(static d => d.ToString()),
    ];

    /// <summary>All analyzers of the package.</summary>
    public static ImmutableArray<DiagnosticAnalyzer> Analyzers { get; } =
        [new TaskAnalyzer(), new ReducerAnalyzer(), new DroppedCallAnalyzer(), new BlockingInTaskAnalyzer(), new MainOnlyAnalyzer(), new MutableStaticAnalyzer(), new DroppedMapAnalyzer(), new NotMarkedAnalyzer()];

    /// <summary>What the analyzers report.</summary>
    public static Task<ImmutableArray<Diagnostic>> AnalyzeAsync(Compilation compilation) =>
        compilation.WithAnalyzers(Analyzers).GetAnalyzerDiagnosticsAsync();
}
