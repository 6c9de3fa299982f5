using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace MpiPool.Generators.Analyzers;

/// <summary>Finds tasks that wait for the pool.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class BlockingInTaskAnalyzer : PoolAnalyzer
{
    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = [Rules.BlockingInTask];

    private protected override void Register(CompilationStartAnalysisContext context) =>
        TaskBody.Register(context, Analyze, OperationKind.Invocation, OperationKind.PropertyReference);

    private static void Analyze(OperationAnalysisContext context, IMethodSymbol task)
    {
        string? blocking = context.Operation switch
        {
            IInvocationOperation { TargetMethod: var method, Instance: { } pool } when PoolOperations.IsBlocking(method) && !IsOwnPool(pool) => $"{method.Name}(…)",
            IPropertyReferenceOperation { Property.Name: "Result", Instance: { } waited } when IsSubmitted(waited) => "Result",
            IInvocationOperation { TargetMethod.Name: "Wait", Instance: { } waited } when IsSubmitted(waited) => "Wait(…)",
            IInvocationOperation { TargetMethod.Name: "GetResult", Instance: { } awaiter } when GetAwaited(awaiter) is { } waited && IsSubmitted(waited) => "GetResult()",
            _ => null,
        };
        if (blocking is not null)
            context.ReportDiagnostic(Diagnostic.Create(Rules.BlockingInTask, context.Operation.Syntax.GetLocation(), blocking, task.Name));
    }

    // A pool that the task opens inside its process has workers of its own.
    private static bool IsOwnPool(IOperation poolOrBatch) => PoolOperations.Origin(poolOrBatch) switch
    {
        IInvocationOperation { TargetMethod: var method } when PoolOperations.IsPoolMethod(method, "OpenInProcess") => true,
        IInvocationOperation { TargetMethod: var method, Instance: { } pool } when PoolOperations.IsMainOnly(method) => IsOwnPool(pool),
        _ => false,
    };

    private static bool IsSubmitted(IOperation waited) =>
        PoolOperations.Origin(waited) is IInvocationOperation { TargetMethod: var method, Instance: { } pool } && PoolOperations.IsMainOnly(method) && !IsOwnPool(pool);

    private static IOperation? GetAwaited(IOperation awaiter) => PoolOperations.Origin(awaiter) switch
    {
        IInvocationOperation { TargetMethod.Name: "GetAwaiter", Instance: IInvocationOperation { TargetMethod.Name: "ConfigureAwait", Instance: { } task } } => task,
        IInvocationOperation { TargetMethod.Name: "GetAwaiter", Instance: { } task } => task,
        _ => null,
    };
}
