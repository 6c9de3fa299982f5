using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using MpiPool.Generators.Parser;

namespace MpiPool.Generators.Analyzers;

/// <summary>
/// Finds methods that are used as tasks and not marked: <c>Kernels.Tasks.Square</c> where there is no such call, and <c>Kernels.Square</c> in a
/// place of the pool that takes calls. The compiler rejects both, for a reason that is not the user's.
/// </summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class NotMarkedAnalyzer : PoolAnalyzer
{
    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = [Rules.NotMarked];

    private protected override void Register(CompilationStartAnalysisContext context) => context.RegisterSyntaxNodeAction(Analyze, SyntaxKind.SimpleMemberAccessExpression);

    private static void Analyze(SyntaxNodeAnalysisContext context)
    {
        var access = (MemberAccessExpressionSyntax)context.Node;
        IMethodSymbol? method = access.Expression is MemberAccessExpressionSyntax { Name.Identifier.ValueText: "Tasks", Expression: var container }
            ? FindUncalled(access, container, context)
            : FindPassed(access, context);
        if (method is not null && TaskParser.FindAttribute(method) is null)
            context.ReportDiagnostic(Diagnostic.Create(Rules.NotMarked, access.Name.GetLocation(), $"{method.ContainingType.Name}.{method.Name}", $"{method.ContainingType.Name}.Tasks.{method.Name}"));
    }

    /// <summary>The method that <c>Kernels.Tasks.Square</c> means, where that is nothing.</summary>
    private static IMethodSymbol? FindUncalled(MemberAccessExpressionSyntax access, ExpressionSyntax container, SyntaxNodeAnalysisContext context)
    {
        if (context.SemanticModel.GetSymbolInfo(container, context.CancellationToken).Symbol is not INamedTypeSymbol type
            || type.GetMembers(access.Name.Identifier.ValueText) is not [IMethodSymbol { MethodKind: MethodKind.Ordinary } method]
            || context.SemanticModel.GetSymbolInfo(access, context.CancellationToken) is not { Symbol: null, CandidateSymbols.IsEmpty: true })
            return null;
        return method;
    }

    /// <summary>The method of this project whose result, or which itself, is given to a pool that asks for a call.</summary>
    private static IMethodSymbol? FindPassed(MemberAccessExpressionSyntax access, SyntaxNodeAnalysisContext context)
    {
        ExpressionSyntax argument = access.Parent as InvocationExpressionSyntax ?? (ExpressionSyntax)access;
        if (argument.Parent is not ArgumentSyntax { Parent: ArgumentListSyntax { Parent: InvocationExpressionSyntax { Expression: { } called } } }
            || context.SemanticModel.GetSymbolInfo(called, context.CancellationToken).Symbol is not IMethodSymbol target
            || !PoolOperations.IsTrap(target))
            return null;
        SymbolInfo passed = context.SemanticModel.GetSymbolInfo(access, context.CancellationToken);
        return (passed.Symbol ?? passed.CandidateSymbols.FirstOrDefault()) is IMethodSymbol { IsStatic: true, DeclaringSyntaxReferences.IsEmpty: false } method ? method : null;
    }
}
