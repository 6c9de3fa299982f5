using System.Collections.Immutable;
using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Editing;
using Microsoft.CodeAnalysis.Simplification;

namespace MpiPool.CodeFixes;

/// <summary>
/// Marks the method that <c>Kernels.Tasks.Square</c> means, where it is not marked as a task: the compiler says that there is no
/// <c>Tasks</c> (CS0117), or no <c>Square</c> in it (CS1061).
/// </summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(MarkTask))]
[Shared]
public sealed class MarkTask : CodeFixProvider
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = ["CS0117", "CS1061"];

    /// <inheritdoc/>
    /// <remarks>None: each place may mean another method.</remarks>
    public override FixAllProvider? GetFixAllProvider() => null;

    /// <inheritdoc/>
    public override async Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        if (await FindMethodAsync(context).ConfigureAwait(false) is not { DeclaringSyntaxReferences: { Length: 1 } references } method)
            return;
        SyntaxReference reference = references[0];
        Solution solution = context.Document.Project.Solution;
        if (solution.GetDocument(reference.SyntaxTree) is not { } document)
            return;
        context.RegisterCodeFix(
            CodeAction.Create($"Mark '{method.ContainingType.Name}.{method.Name}' as a task", cancel => ApplyAsync(document, reference, cancel), nameof(MarkTask)),
            context.Diagnostics);
    }

    /// <summary>The one method that the expression around the diagnostic means; null where there are several, or none.</summary>
    private static async Task<IMethodSymbol?> FindMethodAsync(CodeFixContext context)
    {
        SyntaxNode? root = await context.Document.GetSyntaxRootAsync(context.CancellationToken).ConfigureAwait(false);
        SemanticModel? model = await context.Document.GetSemanticModelAsync(context.CancellationToken).ConfigureAwait(false);
        MemberAccessExpressionSyntax? access = root?.FindNode(context.Span, getInnermostNodeForTie: true).AncestorsAndSelf()
            .OfType<MemberAccessExpressionSyntax>()
            .FirstOrDefault(static node => node.Expression is MemberAccessExpressionSyntax { Name.Identifier.ValueText: "Tasks" });
        if (access is not { Expression: MemberAccessExpressionSyntax { Expression: { } container } }
            || model?.GetSymbolInfo(container, context.CancellationToken).Symbol is not INamedTypeSymbol type)
            return null;
        ImmutableArray<ISymbol> named = type.GetMembers(access.Name.Identifier.ValueText);
        return named.Length == 1 && named[0] is IMethodSymbol { MethodKind: MethodKind.Ordinary, IsStatic: true } method && !IsMarked(method) ? method : null;
    }

    private static bool IsMarked(IMethodSymbol method) =>
        method.GetAttributes().Any(static attribute => attribute.AttributeClass is { Name: "MpiTaskAttribute", ContainingNamespace.Name: "MpiPool" });

    private static async Task<Document> ApplyAsync(Document document, SyntaxReference reference, CancellationToken cancellationToken)
    {
        SyntaxNode method = await reference.GetSyntaxAsync(cancellationToken).ConfigureAwait(false);
        DocumentEditor editor = await DocumentEditor.CreateAsync(document, cancellationToken).ConfigureAwait(false);
        SyntaxNode attribute = editor.Generator.Attribute("MpiPool.MpiTask").WithAdditionalAnnotations(Simplifier.Annotation);
        editor.AddAttribute(method, attribute);
        return editor.GetChangedDocument();
    }
}
