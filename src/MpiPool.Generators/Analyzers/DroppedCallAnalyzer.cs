using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace MpiPool.Generators.Analyzers;

/// <summary>Finds statements that make a call of a task and do nothing with it.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class DroppedCallAnalyzer : PoolAnalyzer
{
    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = [Rules.DroppedCall];

    private protected override void Register(CompilationStartAnalysisContext context)
    {
        if (context.Compilation.GetTypeByMetadataName("MpiPool.TaskCall") is { } call)
            context.RegisterOperationAction(operation => Analyze(operation, call), OperationKind.ExpressionStatement);
    }

    private static void Analyze(OperationAnalysisContext context, INamedTypeSymbol call)
    {
        if (((IExpressionStatementOperation)context.Operation).Operation is not IInvocationOperation invocation)
            return;
        for (ITypeSymbol? type = invocation.Type; type is not null; type = type.BaseType)
        {
            if (!SymbolEqualityComparer.Default.Equals(type, call))
                continue;
            context.ReportDiagnostic(Diagnostic.Create(Rules.DroppedCall, invocation.Syntax.GetLocation(), invocation.TargetMethod.Name));
            return;
        }
    }
}
