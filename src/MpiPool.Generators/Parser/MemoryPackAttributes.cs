using Microsoft.CodeAnalysis;

namespace MpiPool.Generators.Parser;

/// <summary>Reads MemoryPack's attributes, by name, as schema.</summary>
internal static class MemoryPackAttributes
{
    /// <summary>The attribute of that name, without its suffix, or null.</summary>
    public static AttributeData? Find(ISymbol symbol, string name)
    {
        foreach (AttributeData attribute in symbol.GetAttributes())
        {
            if (IsMemoryPack(attribute, name))
                return attribute;
        }
        return null;
    }

    /// <summary>All attributes of that name.</summary>
    public static IEnumerable<AttributeData> FindAll(ISymbol symbol, string name) => symbol.GetAttributes().Where(a => IsMemoryPack(a, name));

    /// <summary>Whether the symbol has the attribute.</summary>
    public static bool Has(ISymbol symbol, string name) => Find(symbol, name) is not null;

    /// <summary>The attribute that makes a formatter for a member, or null.</summary>
    public static AttributeData? FindCustomFormatter(ISymbol member)
    {
        foreach (AttributeData attribute in member.GetAttributes())
        {
            for (INamedTypeSymbol? type = attribute.AttributeClass; type is not null; type = type.BaseType)
            {
                if (IsCustomFormatter(type))
                    return attribute;
            }
        }
        return null;
    }

    /// <summary>The base of such an attribute: its type arguments are the formatter, if it says which, and the type that is formatted.</summary>
    public static INamedTypeSymbol CustomFormatterOf(INamedTypeSymbol attribute)
    {
        INamedTypeSymbol type = attribute;
        while (!IsCustomFormatter(type))
            type = type.BaseType!;
        return type;
    }

    private static bool IsCustomFormatter(INamedTypeSymbol type) => type.Name == "MemoryPackCustomFormatterAttribute" && TypeNames.Namespace(type) == "MemoryPack";

    private static bool IsMemoryPack(AttributeData attribute, string name) =>
        attribute.AttributeClass is { } type
        && type.Name.Length == name.Length + "Attribute".Length
        && type.Name.StartsWith(name, StringComparison.Ordinal)
        && TypeNames.Namespace(type) == "MemoryPack";
}
