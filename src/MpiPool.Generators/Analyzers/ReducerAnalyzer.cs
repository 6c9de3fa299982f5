using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using MpiPool.Generators.Parser;

namespace MpiPool.Generators.Analyzers;

/// <summary>Reports why a struct marked as a reducer cannot be one.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class ReducerAnalyzer : PoolAnalyzer
{
    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } =
    [
        Rules.BadReducer, Rules.Pointer, Rules.RefStruct, Rules.Delegate, Rules.Stream, Rules.TaskValue, Rules.NotSerializable,
        Rules.AbstractWithoutUnion, Rules.TypeNotAccessible, Rules.CannotRestore, Rules.Unsupported, Rules.OwnException, Rules.WrongOrder,
        Rules.WrongFormatter, Rules.NothingToSerialize, Rules.SharedInside,
    ];

    private protected override void Register(CompilationStartAnalysisContext context) => context.RegisterSymbolAction(Analyze, SymbolKind.NamedType);

    private static void Analyze(SymbolAnalysisContext context)
    {
        var type = (INamedTypeSymbol)context.Symbol;
        if (!ReducerParser.IsMarked(type))
            return;
        ReducerParser.Parse(context.Compilation, type, out IReadOnlyList<Problem> problems);
        foreach (Problem problem in problems)
            context.ReportDiagnostic(Diagnostic.Create(problem.Descriptor, problem.Place.Locations[0], problem.Arguments));
    }
}
