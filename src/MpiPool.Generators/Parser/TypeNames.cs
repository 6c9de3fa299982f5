using System.Text;
using Microsoft.CodeAnalysis;

namespace MpiPool.Generators.Parser;

/// <summary>The ways in which generated code and messages name a type.</summary>
internal static class TypeNames
{
    private static readonly (TypeNameStyle Style, SymbolDisplayFormat Format) s_codec = (
        TypeNameStyle.Global | TypeNameStyle.Keywords | TypeNameStyle.TuplesByName,
        SymbolDisplayFormat.FullyQualifiedFormat.AddMiscellaneousOptions(SymbolDisplayMiscellaneousOptions.ExpandValueTuple));

    private static readonly (TypeNameStyle Style, SymbolDisplayFormat Format) s_annotated = (
        TypeNameStyle.Global | TypeNameStyle.Keywords | TypeNameStyle.Annotated,
        SymbolDisplayFormat.FullyQualifiedFormat.AddMiscellaneousOptions(SymbolDisplayMiscellaneousOptions.IncludeNullableReferenceTypeModifier));

    private static readonly (TypeNameStyle Style, SymbolDisplayFormat Format) s_short = (
        TypeNameStyle.Keywords,
        new(typeQualificationStyle: SymbolDisplayTypeQualificationStyle.NameAndContainingTypes,
            genericsOptions: SymbolDisplayGenericsOptions.IncludeTypeParameters,
            miscellaneousOptions: SymbolDisplayMiscellaneousOptions.UseSpecialTypes));

    private static readonly (TypeNameStyle Style, SymbolDisplayFormat Format) s_full = (
        TypeNameStyle.Namespace | TypeNameStyle.TuplesByName,
        new(typeQualificationStyle: SymbolDisplayTypeQualificationStyle.NameAndContainingTypesAndNamespaces,
            genericsOptions: SymbolDisplayGenericsOptions.IncludeTypeParameters,
            miscellaneousOptions: SymbolDisplayMiscellaneousOptions.ExpandValueTuple));

    private const int MaximumIdentifierLength = 100;

    /// <summary>All styles in use, each beside the compiler's own form of it.</summary>
    public static IEnumerable<(TypeNameStyle Style, SymbolDisplayFormat Format)> Formats => [s_codec, s_annotated, s_short, s_full];

    /// <summary>The type without annotations and tuple names: equal for all spellings of one type of the runtime.</summary>
    public static string Codec(ITypeSymbol type) => Write(type, s_codec);

    /// <summary>The type as the user wrote it.</summary>
    public static string Annotated(ITypeSymbol type) => Write(type, s_annotated);

    /// <summary>The type for messages.</summary>
    public static string Short(ITypeSymbol type) => Write(type, s_short);

    /// <summary>The type with its namespace, for wire shapes and IDs.</summary>
    public static string Full(ITypeSymbol type) => Write(type, s_full);

    /// <summary>An identifier that stands for the type, readable and different for different types.</summary>
    public static string Identifier(ITypeSymbol type)
    {
        var name = new StringBuilder();
        Append(name, type);
        return Shorten(name.ToString());
    }

    /// <summary>Cuts an identifier that is too long for a file name and marks it with a hash.</summary>
    public static string Shorten(string identifier) => identifier.Length <= MaximumIdentifierLength
        ? identifier
        : $"{identifier.Substring(0, MaximumIdentifierLength - 17)}_{Fnv1a.Hash(identifier):x16}";

    /// <summary>An identifier made of a dotted name.</summary>
    public static string Mangle(string name)
    {
        var identifier = new StringBuilder(name.Length);
        foreach (char c in name)
        {
            if (c is '_')
                identifier.Append("__");
            else if (char.IsLetterOrDigit(c))
                identifier.Append(c);
            else
                identifier.Append('_');
        }
        if (identifier.Length == 0 || char.IsDigit(identifier[0]))
            identifier.Insert(0, '_');
        return identifier.ToString();
    }

    /// <summary>Whether the type, or the definition it is made from, is this one.</summary>
    public static bool Is(ITypeSymbol type, string containingNamespace, string metadataName) =>
        type.MetadataName == metadataName && type.ContainingType is null && NamespaceIs(type, containingNamespace);

    /// <summary>The namespace with dots; empty for the global one.</summary>
    public static string Namespace(ITypeSymbol type) => Path(type.ContainingNamespace);

    private static string Write(ITypeSymbol type, (TypeNameStyle Style, SymbolDisplayFormat Format) form) =>
        TypeNameWriter.TryWrite(type, form.Style) ?? type.ToDisplayString(form.Format);

    private static string Path(INamespaceSymbol? space) => space switch
    {
        null or { IsGlobalNamespace: true } => "",
        { ContainingNamespace.IsGlobalNamespace: true } => space.Name,
        _ => $"{Path(space.ContainingNamespace)}.{space.Name}",
    };

    private static bool NamespaceIs(ITypeSymbol type, string name)
    {
        int end = name.Length;
        INamespaceSymbol? space = type.ContainingNamespace;
        while (space is { IsGlobalNamespace: false })
        {
            int start = end - space.Name.Length;
            if (start < 0 || string.CompareOrdinal(name, start, space.Name, 0, space.Name.Length) != 0)
                return false;
            space = space.ContainingNamespace;
            if (space is null or { IsGlobalNamespace: true })
                return start == 0;
            if (start == 0 || name[start - 1] != '.')
                return false;
            end = start - 1;
        }
        return end == 0;
    }

    private static void Append(StringBuilder name, ITypeSymbol type)
    {
        switch (type)
        {
            case IArrayTypeSymbol { Rank: 1 } array:
                name.Append("ArrayOf");
                Append(name, array.ElementType);
                break;
            case IArrayTypeSymbol array:
                name.Append("Array").Append(array.Rank).Append("DOf");
                Append(name, array.ElementType);
                break;
            case INamedTypeSymbol named:
                AppendNamed(name, named);
                break;
            default:
                name.Append(Mangle(type.Name));
                break;
        }
    }

    private static void AppendNamed(StringBuilder name, INamedTypeSymbol type)
    {
        string space = Namespace(type);
        if (type.ContainingType is { } outer)
        {
            AppendNamed(name, outer);
            name.Append('_');
        }
        else if (space.Length > 0 && !IsFamiliar(space))
        {
            name.Append(Mangle(space)).Append('_');
        }
        name.Append(Mangle(type.Name));
        if (type.TypeArguments.IsEmpty)
            return;
        // The arity makes the name unambiguous where types of one name differ in it, as tuples do.
        if (type.TypeArguments.Length > 1 && !space.StartsWith("System.Collections", StringComparison.Ordinal))
            name.Append(type.TypeArguments.Length);
        for (int i = 0; i < type.TypeArguments.Length; i++)
        {
            name.Append(i == 0 ? "Of" : "And");
            Append(name, type.TypeArguments[i]);
        }
    }

    private static bool IsFamiliar(string space) => space is "System" or "System.Collections.Generic" or "System.Collections.Immutable" or "System.Collections.Frozen";
}
