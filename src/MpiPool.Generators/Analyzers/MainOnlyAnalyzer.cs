using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace MpiPool.Generators.Analyzers;

/// <summary>Finds members for the main rank that all ranks reach, on pools from <c>WorkerPool.Open</c>.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class MainOnlyAnalyzer : PoolAnalyzer
{
    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = [Rules.MainOnly];

    private protected override void Register(CompilationStartAnalysisContext context)
    {
        context.RegisterOperationAction(AnalyzeCall, OperationKind.Invocation);
        context.RegisterOperationAction(AnalyzeAssignment, OperationKind.SimpleAssignment);
    }

    private static void AnalyzeCall(OperationAnalysisContext context)
    {
        var call = (IInvocationOperation)context.Operation;
        if (PoolOperations.IsMainOnly(call.TargetMethod))
            Check(context, call.Instance, call.TargetMethod.Name);
    }

    private static void AnalyzeAssignment(OperationAnalysisContext context)
    {
        if (((ISimpleAssignmentOperation)context.Operation).Target is IPropertyReferenceOperation { Property: { Name: "ExitCode" } property, Instance: var pool } && PoolOperations.IsPool(property.ContainingType))
            Check(context, pool, "ExitCode");
    }

    private static void Check(OperationAnalysisContext context, IOperation? pool, string member)
    {
        if (pool is ILocalReferenceOperation { Local: var local }
            && PoolOperations.Origin(pool) is IInvocationOperation { TargetMethod: { Name: "Open" } open }
            && PoolOperations.IsPool(open.ContainingType)
            && !MainGuard.IsAround(context.Operation, local))
            context.ReportDiagnostic(Diagnostic.Create(Rules.MainOnly, context.Operation.Syntax.GetLocation(), member, local.Name));
    }
}
