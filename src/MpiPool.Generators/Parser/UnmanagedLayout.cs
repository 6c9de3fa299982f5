using System.Text;
using Microsoft.CodeAnalysis;

namespace MpiPool.Generators.Parser;

/// <summary>Describes unmanaged types in words, so that a renamed or moved field changes the wire shape.</summary>
internal static class UnmanagedLayout
{
    // A struct that contains itself is an error of the program, and must not become one of the compiler.
    private const int MaximumDepth = 64;

    /// <summary>The type with its fields; null where it contains a pointer, which has no meaning on another rank.</summary>
    public static string? Describe(ITypeSymbol type)
    {
        var text = new StringBuilder();
        return Append(text, type, 0) ? text.ToString() : null;
    }

    private static bool Append(StringBuilder text, ITypeSymbol type, int depth)
    {
        if (type.TypeKind is TypeKind.Pointer or TypeKind.FunctionPointer || depth > MaximumDepth)
            return false;
        text.Append(TypeNames.Full(type));
        if (type is INamedTypeSymbol { EnumUnderlyingType: { } underlying })
            text.Append(':').Append(underlying.Name);
        // Primitives and the platform's own structs are known by their name; their private fields are no contract.
        if (type.TypeKind != TypeKind.Struct || type.SpecialType != SpecialType.None || IsPlatform(type))
            return true;
        text.Append('{');
        foreach (IFieldSymbol field in type.GetMembers().OfType<IFieldSymbol>())
        {
            if (field.IsStatic)
                continue;
            text.Append(field.AssociatedSymbol?.Name ?? field.Name).Append(':');
            if (field.IsFixedSizeBuffer)
                text.Append(((IPointerTypeSymbol)field.Type).PointedAtType.Name).Append('[').Append(field.FixedSize).Append(']');
            else if (!Append(text, field.Type, depth + 1))
                return false;
            text.Append(';');
        }
        text.Append('}');
        return true;
    }

    /// <summary>A struct of the base library with no type argument of its own.</summary>
    private static bool IsPlatform(ITypeSymbol type)
    {
        INamespaceSymbol? space = type.ContainingNamespace;
        while (space is { IsGlobalNamespace: false, ContainingNamespace.IsGlobalNamespace: false })
            space = space.ContainingNamespace;
        return space is { Name: "System", IsGlobalNamespace: false } && type is INamedTypeSymbol { IsGenericType: false };
    }
}
