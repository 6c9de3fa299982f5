using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace MpiPool.Generators.Analyzers;

/// <summary>Notes static state in tasks that may differ from rank to rank.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class MutableStaticAnalyzer : PoolAnalyzer
{
    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = [Rules.MutableStatic];

    private protected override void Register(CompilationStartAnalysisContext context) =>
        TaskBody.Register(context, Analyze, OperationKind.FieldReference, OperationKind.PropertyReference);

    private static void Analyze(OperationAnalysisContext context, IMethodSymbol task)
    {
        ISymbol? state = context.Operation switch
        {
            { Parent: INameOfOperation } => null,
            IFieldReferenceOperation { Field: { IsStatic: true, IsReadOnly: false, IsConst: false } field } => field,
            IPropertyReferenceOperation { Property: { IsStatic: true, SetMethod: not null } property } when IsAutomatic(property) => property,
            _ => null,
        };
        if (state is not null)
            context.ReportDiagnostic(Diagnostic.Create(Rules.MutableStatic, context.Operation.Syntax.GetLocation(), task.Name, state.Name));
    }

    private static bool IsAutomatic(IPropertySymbol property) =>
        property.ContainingType.GetMembers().OfType<IFieldSymbol>().Any(field => SymbolEqualityComparer.Default.Equals(field.AssociatedSymbol, property));
}
