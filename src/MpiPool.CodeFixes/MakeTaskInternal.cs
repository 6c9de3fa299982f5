using System.Collections.Immutable;
using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Editing;

namespace MpiPool.CodeFixes;

/// <summary>Makes a private task internal (MPIPOOL003), where the method and not a type around it is to blame.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(MakeTaskInternal))]
[Shared]
public sealed class MakeTaskInternal : CodeFixProvider
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = ["MPIPOOL003"];

    /// <inheritdoc/>
    public override FixAllProvider GetFixAllProvider() => WellKnownFixAllProviders.BatchFixer;

    /// <inheritdoc/>
    public override async Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        if (await Declarations.FindMethodAsync(context).ConfigureAwait(false) is not { Symbol.DeclaredAccessibility: Accessibility.Private } method)
            return;
        context.RegisterCodeFix(
            CodeAction.Create($"Make '{method.Symbol.Name}' internal", cancel => ApplyAsync(context.Document, method.Syntax, cancel), nameof(MakeTaskInternal)),
            context.Diagnostics);
    }

    private static async Task<Document> ApplyAsync(Document document, MethodDeclarationSyntax method, CancellationToken cancellationToken)
    {
        DocumentEditor editor = await DocumentEditor.CreateAsync(document, cancellationToken).ConfigureAwait(false);
        editor.SetAccessibility(method, Accessibility.Internal);
        return editor.GetChangedDocument();
    }
}
