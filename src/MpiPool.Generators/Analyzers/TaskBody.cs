using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using MpiPool.Generators.Parser;

namespace MpiPool.Generators.Analyzers;

/// <summary>Lets analyzers look at what stands in the bodies of tasks, lambdas and local functions in them included.</summary>
internal static class TaskBody
{
    /// <summary>Calls back for every operation of the kinds in the body of a method marked as a task.</summary>
    public static void Register(CompilationStartAnalysisContext context, Action<OperationAnalysisContext, IMethodSymbol> analyze, params OperationKind[] kinds) =>
        context.RegisterOperationBlockStartAction(block =>
        {
            if (block.OwningSymbol is IMethodSymbol method && TaskParser.FindAttribute(method) is not null)
                block.RegisterOperationAction(operation => analyze(operation, method), kinds);
        });
}
