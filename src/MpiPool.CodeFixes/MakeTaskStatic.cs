using System.Collections.Immutable;
using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Editing;

namespace MpiPool.CodeFixes;

/// <summary>Makes a task static (MPIPOOL001), unless it is part of a hierarchy.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(MakeTaskStatic))]
[Shared]
public sealed class MakeTaskStatic : CodeFixProvider
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = ["MPIPOOL001"];

    /// <inheritdoc/>
    public override FixAllProvider GetFixAllProvider() => WellKnownFixAllProviders.BatchFixer;

    /// <inheritdoc/>
    public override async Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        if (await Declarations.FindMethodAsync(context).ConfigureAwait(false) is not { } method)
            return;
        DeclarationModifiers modifiers = DeclarationModifiers.From(method.Symbol);
        if (modifiers.IsVirtual || modifiers.IsAbstract || modifiers.IsOverride || !method.Symbol.ExplicitInterfaceImplementations.IsEmpty)
            return;
        context.RegisterCodeFix(
            CodeAction.Create($"Make '{method.Symbol.Name}' static", cancel => ApplyAsync(context.Document, method.Syntax, cancel), nameof(MakeTaskStatic)),
            context.Diagnostics);
    }

    private static async Task<Document> ApplyAsync(Document document, MethodDeclarationSyntax method, CancellationToken cancellationToken)
    {
        DocumentEditor editor = await DocumentEditor.CreateAsync(document, cancellationToken).ConfigureAwait(false);
        editor.SetModifiers(method, DeclarationModifiers.From(editor.SemanticModel.GetDeclaredSymbol(method, cancellationToken)!).WithIsStatic(true).WithIsReadOnly(false));
        return editor.GetChangedDocument();
    }
}
