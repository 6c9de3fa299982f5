using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace MpiPool.CodeFixes;

/// <summary>Finds what a diagnostic is about.</summary>
internal static class Declarations
{
    /// <summary>The method at whose name the diagnostic stands, or null.</summary>
    public static async Task<(MethodDeclarationSyntax Syntax, IMethodSymbol Symbol)?> FindMethodAsync(CodeFixContext context)
    {
        SyntaxNode? root = await context.Document.GetSyntaxRootAsync(context.CancellationToken).ConfigureAwait(false);
        SemanticModel? model = await context.Document.GetSemanticModelAsync(context.CancellationToken).ConfigureAwait(false);
        return root?.FindNode(context.Span).FirstAncestorOrSelf<MethodDeclarationSyntax>() is { } method && model?.GetDeclaredSymbol(method, context.CancellationToken) is IMethodSymbol symbol
            ? (method, symbol)
            : null;
    }
}
