using System.Collections.Immutable;
using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Editing;
using Microsoft.CodeAnalysis.Simplification;

namespace MpiPool.CodeFixes;

/// <summary>
/// Marks the method that <c>Kernels.Tasks.Square</c> means, where it is not marked as a task (MPIPOOL025, or the compiler's words for it: there is
/// no <c>Tasks</c>, CS0117, or no <c>Square</c> in it, CS1061). Where the method itself stands in the place of a call, its task takes its place.
/// </summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(MarkTask))]
[Shared]
public sealed class MarkTask : CodeFixProvider
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = ["MPIPOOL025", "CS0117", "CS1061"];

    /// <inheritdoc/>
    /// <remarks>None: each place may mean another method.</remarks>
    public override FixAllProvider? GetFixAllProvider() => null;

    /// <inheritdoc/>
    public override async Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        SyntaxNode? root = await context.Document.GetSyntaxRootAsync(context.CancellationToken).ConfigureAwait(false);
        SemanticModel? model = await context.Document.GetSemanticModelAsync(context.CancellationToken).ConfigureAwait(false);
        bool isAccess = context.Diagnostics[0].Id == "MPIPOOL025";
        MemberAccessExpressionSyntax? access = root?.FindNode(context.Span, getInnermostNodeForTie: true).AncestorsAndSelf()
            .OfType<MemberAccessExpressionSyntax>()
            .FirstOrDefault(node => isAccess || NamesTasks(node.Expression));
        if (access is null
            || model is null
            || FindMethod(access, model, context.CancellationToken) is not { DeclaringSyntaxReferences: { Length: 1 } references } method
            || context.Document.Project.Solution.GetDocument(references[0].SyntaxTree) is null)
            return;
        context.RegisterCodeFix(
            CodeAction.Create($"Mark '{method.ContainingType.Name}.{method.Name}' as a task", cancel => ApplyAsync(context.Document, access, references[0], cancel), nameof(MarkTask)),
            context.Diagnostics);
    }

    /// <summary>The one method that the expression means; null where there are several, or none.</summary>
    private static IMethodSymbol? FindMethod(MemberAccessExpressionSyntax access, SemanticModel model, CancellationToken cancellationToken)
    {
        ExpressionSyntax container = NamesTasks(access.Expression) ? ((MemberAccessExpressionSyntax)access.Expression).Expression : access.Expression;
        if (model.GetSymbolInfo(container, cancellationToken).Symbol is not INamedTypeSymbol type)
            return null;
        ImmutableArray<ISymbol> named = type.GetMembers(access.Name.Identifier.ValueText);
        return named.Length == 1 && named[0] is IMethodSymbol { MethodKind: MethodKind.Ordinary, IsStatic: true } method && !IsMarked(method) ? method : null;
    }

    private static bool NamesTasks(ExpressionSyntax expression) => expression is MemberAccessExpressionSyntax { Name.Identifier.ValueText: "Tasks" };

    private static bool IsMarked(IMethodSymbol method) =>
        method.GetAttributes().Any(static attribute => attribute.AttributeClass is { Name: "MpiTaskAttribute", ContainingNamespace.Name: "MpiPool" });

    private static async Task<Solution> ApplyAsync(Document document, MemberAccessExpressionSyntax access, SyntaxReference reference, CancellationToken cancellationToken)
    {
        var editor = new SolutionEditor(document.Project.Solution);
        DocumentEditor declaration = await editor.GetDocumentEditorAsync(document.Project.Solution.GetDocument(reference.SyntaxTree)!.Id, cancellationToken).ConfigureAwait(false);
        SyntaxNode method = await reference.GetSyntaxAsync(cancellationToken).ConfigureAwait(false);
        declaration.AddAttribute(method, declaration.Generator.Attribute("MpiPool.MpiTask").WithAdditionalAnnotations(Simplifier.Annotation));
        if (!NamesTasks(access.Expression))
        {
            DocumentEditor use = await editor.GetDocumentEditorAsync(document.Id, cancellationToken).ConfigureAwait(false);
            use.ReplaceNode(access.Expression, SyntaxFactory.MemberAccessExpression(SyntaxKind.SimpleMemberAccessExpression, access.Expression, SyntaxFactory.IdentifierName("Tasks")));
        }
        return editor.GetChangedSolution();
    }
}
