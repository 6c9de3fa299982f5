using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace MpiPool.Generators.Parser;

/// <summary>How a type's name is spelled.</summary>
[Flags]
internal enum TypeNameStyle
{
    /// <summary>The name and those of the types around it.</summary>
    None = 0,

    /// <summary>With the namespace.</summary>
    Namespace = 1,

    /// <summary>As generated code names it: from <c>global::</c> on, keywords escaped.</summary>
    Global = 2 | Namespace,

    /// <summary><c>int</c> instead of <c>Int32</c>.</summary>
    Keywords = 4,

    /// <summary>With the question marks of nullable reference types.</summary>
    Annotated = 8,

    /// <summary>Tuples by their type's name instead of in brackets.</summary>
    TuplesByName = 16,
}

/// <summary>
/// Spells the common types as the compiler's display strings do, at a fraction of their price: names are what a parse spends its time on, and
/// every edit of a project parses all tasks again. What is rare is left to the compiler.
/// </summary>
internal sealed class TypeNameWriter
{
    // Longer than most names, so that it rarely grows.
    private const int InitialCapacity = 128;

    [ThreadStatic]
    private static StringBuilder? s_text;

    private readonly StringBuilder _text;
    private readonly TypeNameStyle _style;

    private TypeNameWriter(TypeNameStyle style)
    {
        _text = s_text ??= new StringBuilder(InitialCapacity);
        _text.Clear();
        _style = style;
    }

    /// <summary>The type's name, or null where the compiler has to be asked.</summary>
    public static string? TryWrite(ITypeSymbol type, TypeNameStyle style)
    {
        if (Has(style, TypeNameStyle.Keywords) && type.SpecialType != SpecialType.None && Keyword(type) is { } keyword && !IsAnnotated(type, style))
            return keyword;
        var writer = new TypeNameWriter(style);
        return writer.TryAppend(type) ? writer._text.ToString() : null;
    }

    private bool TryAppend(ITypeSymbol type) => type switch
    {
        IArrayTypeSymbol array => TryAppendArray(array),
        INamedTypeSymbol named => TryAppendNamed(named) && AppendAnnotation(named),
        _ => false,
    };

    // Annotations turn the order of a jagged array's brackets around, so those are left to the compiler.
    private bool TryAppendArray(IArrayTypeSymbol array)
    {
        if (array.ElementType is IArrayTypeSymbol || !TryAppend(array.ElementType))
            return false;
        _text.Append('[').Append(',', array.Rank - 1).Append(']');
        return AppendAnnotation(array);
    }

    private bool TryAppendNamed(INamedTypeSymbol type)
    {
        if (type.TypeKind == TypeKind.Error || type.IsAnonymousType || type.IsFileLocal)
            return false;
        // C# has no brackets for a tuple of one.
        if (type is { IsTupleType: true, TupleElements.Length: > 1 } && !Has(_style, TypeNameStyle.TuplesByName))
            return TryAppendTuple(type);
        if (type.OriginalDefinition.SpecialType == SpecialType.System_Nullable_T)
        {
            if (!TryAppend(type.TypeArguments[0]))
                return false;
            _text.Append('?');
            return true;
        }
        if (Has(_style, TypeNameStyle.Keywords) && Keyword(type) is { } keyword)
        {
            _text.Append(keyword);
            return true;
        }
        // The compiler writes nint for these, in some styles.
        if (type.SpecialType is SpecialType.System_IntPtr or SpecialType.System_UIntPtr || !TryAppendOuter(type) || !TryAppendIdentifier(type.Name))
            return false;
        return type.TypeArguments.IsEmpty || TryAppendArguments(type);
    }

    private bool TryAppendTuple(INamedTypeSymbol type)
    {
        char separator = '(';
        foreach (IFieldSymbol element in type.TupleElements)
        {
            _text.Append(separator);
            if (separator == ',')
                _text.Append(' ');
            if (!TryAppend(element.Type))
                return false;
            if (element.IsExplicitlyNamedTupleElement)
            {
                _text.Append(' ');
                if (!TryAppendIdentifier(element.Name))
                    return false;
            }
            separator = ',';
        }
        _text.Append(')');
        return true;
    }

    private bool TryAppendOuter(INamedTypeSymbol type)
    {
        if (type.ContainingType is { } outer)
        {
            if (!TryAppendNamed(outer))
                return false;
            _text.Append('.');
            return true;
        }
        if (!Has(_style, TypeNameStyle.Namespace))
            return true;
        if (Has(_style, TypeNameStyle.Global))
            _text.Append("global::");
        return TryAppendNamespace(type.ContainingNamespace);
    }

    private bool TryAppendNamespace(INamespaceSymbol? space)
    {
        if (space is null or { IsGlobalNamespace: true })
            return true;
        if (!TryAppendNamespace(space.ContainingNamespace) || !TryAppendIdentifier(space.Name))
            return false;
        _text.Append('.');
        return true;
    }

    private bool TryAppendArguments(INamedTypeSymbol type)
    {
        _text.Append('<');
        for (int i = 0; i < type.TypeArguments.Length; i++)
        {
            if (i > 0)
                _text.Append(", ");
            if (!TryAppend(type.TypeArguments[i]))
                return false;
        }
        _text.Append('>');
        return true;
    }

    private bool TryAppendIdentifier(string name)
    {
        if (Has(_style, TypeNameStyle.Global))
        {
            // Words that are keywords in some places only: the compiler knows which.
            if (SyntaxFacts.GetContextualKeywordKind(name) != SyntaxKind.None)
                return false;
            if (SyntaxFacts.GetKeywordKind(name) != SyntaxKind.None)
                _text.Append('@');
        }
        _text.Append(name);
        return true;
    }

    private bool AppendAnnotation(ITypeSymbol type)
    {
        if (IsAnnotated(type, _style))
            _text.Append('?');
        return true;
    }

    private static bool IsAnnotated(ITypeSymbol type, TypeNameStyle style) =>
        Has(style, TypeNameStyle.Annotated) && type is { IsReferenceType: true, NullableAnnotation: NullableAnnotation.Annotated };

    private static bool Has(TypeNameStyle style, TypeNameStyle flags) => (style & flags) == flags;

    private static string? Keyword(ITypeSymbol type) => type.SpecialType switch
    {
        SpecialType.System_Void => "void",
        SpecialType.System_Boolean => "bool",
        SpecialType.System_Char => "char",
        SpecialType.System_SByte => "sbyte",
        SpecialType.System_Byte => "byte",
        SpecialType.System_Int16 => "short",
        SpecialType.System_UInt16 => "ushort",
        SpecialType.System_Int32 => "int",
        SpecialType.System_UInt32 => "uint",
        SpecialType.System_Int64 => "long",
        SpecialType.System_UInt64 => "ulong",
        SpecialType.System_Single => "float",
        SpecialType.System_Double => "double",
        SpecialType.System_Decimal => "decimal",
        SpecialType.System_String => "string",
        SpecialType.System_Object => "object",
        _ => null,
    };
}
