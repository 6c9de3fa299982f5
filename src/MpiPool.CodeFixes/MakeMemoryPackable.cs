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
/// Lets a type travel whose members are not public (MPIPOOL026): marks it as MemoryPackable and each member as included, where all of them can be
/// set and stand in one declaration.
/// </summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(MakeMemoryPackable))]
[Shared]
public sealed class MakeMemoryPackable : CodeFixProvider
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = ["MPIPOOL026"];

    /// <inheritdoc/>
    /// <remarks>None: two diagnostics may mean one type.</remarks>
    public override FixAllProvider? GetFixAllProvider() => null;

    /// <inheritdoc/>
    public override async Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        Compilation? compilation = await context.Document.Project.GetCompilationAsync(context.CancellationToken).ConfigureAwait(false);
        if (compilation is null
            || !context.Diagnostics[0].Properties.TryGetValue("Type", out string? id)
            || id is null
            || DocumentationCommentId.GetFirstSymbolForDeclarationId(id, compilation) is not INamedTypeSymbol { DeclaringSyntaxReferences: { Length: 1 } references, BaseType.SpecialType: SpecialType.System_Object or SpecialType.System_ValueType } type
            || context.Document.Project.GetDocument(references[0].SyntaxTree) is not { } document
            || FindMembers(type) is not { IsEmpty: false } members)
            return;
        context.RegisterCodeFix(
            CodeAction.Create($"Send the members of '{type.Name}'", cancel => ApplyAsync(document, references[0], members, cancel), nameof(MakeMemoryPackable)),
            context.Diagnostics);
    }

    /// <summary>The members that hold the type's state; none where one of them cannot be set.</summary>
    private static ImmutableArray<ISymbol> FindMembers(INamedTypeSymbol type)
    {
        var members = ImmutableArray.CreateBuilder<ISymbol>();
        foreach (IFieldSymbol field in type.GetMembers().OfType<IFieldSymbol>().Where(static field => !field.IsStatic && !field.IsConst))
        {
            ISymbol member = field.AssociatedSymbol ?? field;
            bool settable = member switch
            {
                IPropertySymbol property => property is { GetMethod: not null, SetMethod: { IsInitOnly: false } setter } && setter.DeclaredAccessibility == property.DeclaredAccessibility,
                _ => member is IFieldSymbol { IsReadOnly: false } && !member.IsImplicitlyDeclared,
            };
            if (!settable)
                return ImmutableArray<ISymbol>.Empty;
            members.Add(member);
        }
        return members.ToImmutable();
    }

    private static async Task<Document> ApplyAsync(Document document, SyntaxReference declaration, ImmutableArray<ISymbol> members, CancellationToken cancellationToken)
    {
        DocumentEditor editor = await DocumentEditor.CreateAsync(document, cancellationToken).ConfigureAwait(false);
        foreach (ISymbol member in members)
        {
            SyntaxNode node = await member.DeclaringSyntaxReferences[0].GetSyntaxAsync(cancellationToken).ConfigureAwait(false);
            // One declaration may hold several fields.
            SyntaxNode whole = node.FirstAncestorOrSelf<MemberDeclarationSyntax>() ?? node;
            editor.ReplaceNode(whole, (current, generator) => Include(current, generator, member.DeclaredAccessibility));
        }
        SyntaxNode type = await declaration.GetSyntaxAsync(cancellationToken).ConfigureAwait(false);
        editor.ReplaceNode(type, static (current, generator) =>
            generator.WithModifiers(generator.AddAttributes(current, Attribute(generator, "MemoryPack.MemoryPackable")), generator.GetModifiers(current).WithPartial(true)));
        return editor.GetChangedDocument();
    }

    private static SyntaxNode Include(SyntaxNode member, SyntaxGenerator generator, Accessibility accessibility)
    {
        SyntaxNode open = accessibility is Accessibility.Internal or Accessibility.ProtectedOrInternal ? member : generator.WithAccessibility(member, Accessibility.Internal);
        return IsIncluded(open) ? open : generator.AddAttributes(open, Attribute(generator, "MemoryPack.MemoryPackInclude"));
    }

    // The other fields of the same declaration have marked it already.
    private static bool IsIncluded(SyntaxNode member) =>
        member is MemberDeclarationSyntax { AttributeLists: var lists } && lists.Any(static list => list.Attributes.Any(static attribute => attribute.Name.ToString().EndsWith("MemoryPackInclude", StringComparison.Ordinal)));

    private static SyntaxNode Attribute(SyntaxGenerator generator, string name) => generator.Attribute(name).WithAdditionalAnnotations(Simplifier.Annotation);
}
