using Microsoft.CodeAnalysis;
using MpiPool.Generators.Model;

namespace MpiPool.Generators.Parser;

/// <summary>Values whose form an attribute names: MemoryPack's formatters, written as straight code, and formatters of one's own.</summary>
internal sealed partial class ShapeParser
{
    // What MemoryPack's attributes say where nothing else is given.
    private const int DefaultWindow = 22;
    private const int DefaultSizeLimit = 128 * 1024 * 1024;

    private ValueModel? ParseMemberValue(ISymbol member)
    {
        ITypeSymbol type = ObjectMembers.TypeOf(member);
        _path.Add(member.Name);
        ValueModel? value;
        if (!TryParseFormatted(member.GetAttributes(), type, out value))
            value = MemoryPackAttributes.FindCustomFormatter(member) is { } attribute ? ParseByMemoryPackFormatter(attribute, type) : ParseCore(type);
        _path.RemoveAt(_path.Count - 1);
        return value;
    }

    /// <summary>A value for which a task formatter is named; false where none is.</summary>
    private bool TryParseFormatted(IEnumerable<AttributeData> attributes, ITypeSymbol type, out ValueModel? value)
    {
        value = null;
        INamedTypeSymbol[] formatters = [.. TaskFormatters.FindAll(attributes)];
        if (formatters.Length == 0)
            return false;
        INamedTypeSymbol? formatter = formatters.FirstOrDefault(f => TaskFormatters.Formats(f, type));
        value = formatter is null ? Fail(Rules.WrongFormatter) : Formatted(formatter, type);
        return true;
    }

    private ValueModel? Formatted(INamedTypeSymbol formatter, ITypeSymbol type) => Access.IsAccessible(formatter, _compilation)
        ? new ValueModel(
            ValueKind.Helper,
            TypeNames.Codec(type),
            $"Formatted<{TypeNames.Codec(formatter)}, {TypeNames.Codec(type)}>",
            1,
            $"{TypeNames.Full(type)} by {TypeNames.Full(formatter)}",
            WriteArguments: "!")
        : Fail(Rules.TypeNotAccessible);

    private ValueModel? ParseByMemoryPackFormatter(AttributeData attribute, ITypeSymbol type)
    {
        INamedTypeSymbol formatter = attribute.AttributeClass!;
        if (TypeNames.Namespace(formatter) != "MemoryPack")
            return ParseByOwnFormatter(attribute, formatter, type);
        bool isText = type.SpecialType == SpecialType.System_String;
        return formatter.MetadataName switch
        {
            "Utf8StringFormatterAttribute" when isText => Helper(type, "String", "string"),
            "Utf16StringFormatterAttribute" when isText => Helper(type, "Utf16String", "string in UTF-16"),
            "InternStringFormatterAttribute" when isText => Helper(type, "InternedString", "string"),
            "BrotliStringFormatterAttribute" when isText => Compressed(type, "BrotliString", attribute),
            "BitPackFormatterAttribute" when IsArrayOf(type, SpecialType.System_Boolean) => Helper(type, "PackedBits", "bits"),
            "BrotliFormatterAttribute" when IsArrayOf(type, SpecialType.System_Byte) => Compressed(type, "BrotliArray", attribute),
            "BrotliFormatterAttribute`1" => ParseCompressed(type, attribute),
            "OrdinalIgnoreCaseStringDictionaryFormatter`1" when type is INamedTypeSymbol dictionary && TypeNames.Is(type, "System.Collections.Generic", "Dictionary`2") => ParseIgnoringCase(dictionary),
            // Their arrays come from a pool that nobody gives them back to: the bytes are those of any memory.
            "MemoryPoolFormatterAttribute`1" or "ReadOnlyMemoryPoolFormatterAttribute`1" => ParseCore(type),
            _ => Fail(Rules.WrongFormatter),
        };
    }

    /// <summary>A formatter of the user's, by MemoryPack's rules: its attribute makes it, and says for which type.</summary>
    private ValueModel? ParseByOwnFormatter(AttributeData attribute, INamedTypeSymbol attributeType, ITypeSymbol type)
    {
        INamedTypeSymbol contract = MemoryPackAttributes.CustomFormatterOf(attributeType);
        if (!SymbolEqualityComparer.Default.Equals(contract.TypeArguments[contract.Arity - 1], type))
            return Fail(Rules.WrongFormatter);
        if (!Access.IsAccessible(attributeType, _compilation) || attribute.AttributeConstructor is not { } constructor || !Access.IsAccessible(constructor, _compilation)
            || !Access.IsAccessible(contract, _compilation))
            return Fail(Rules.TypeNotAccessible);
        string formatter = contract.Arity == 2 ? TypeNames.Codec(contract.TypeArguments[0]) : $"global::MemoryPack.IMemoryPackFormatter<{TypeNames.Codec(type)}>";
        string expression = AttributeExpression.Make(attribute);
        string name = TypeNames.Shorten($"{TypeNames.Identifier(type)}_By_{TypeNames.Identifier(attributeType)}_{Fnv1a.Hash(expression):x16}");
        _shapes[name] = new MemoryPackFormatterShape(name, TypeNames.Codec(type), formatter, expression);
        return new ValueModel(ValueKind.Codec, TypeNames.Codec(type), name, 1, $"{TypeNames.Full(type)} by {TypeNames.Full(attributeType)} {expression.Substring(expression.IndexOf('('))}");
    }

    private static bool IsArrayOf(ITypeSymbol type, SpecialType element) => type is IArrayTypeSymbol { IsSZArray: true } array && array.ElementType.SpecialType == element;

    private static ValueModel Compressed(ITypeSymbol type, string method, AttributeData attribute)
    {
        string limit = (attribute.ConstructorArguments is [_, _, { Value: int size }] ? size : DefaultSizeLimit).ToString(System.Globalization.CultureInfo.InvariantCulture);
        return Helper(type, method, $"{TypeNames.Full(type)} compressed") with { WriteArguments = ", " + Compression(attribute), ReadArguments = limit };
    }

    private ValueModel? ParseCompressed(ITypeSymbol type, AttributeData attribute)
    {
        ValueModel? value = ParseCore(type);
        if (value is null)
            return null;
        string compression = Compression(attribute);
        string name = TypeNames.Shorten($"{TypeNames.Identifier(type)}_Brotli_{TypeNames.Mangle(compression)}");
        _shapes[name] = new CompressedShape(name, TypeNames.Codec(type), value, compression);
        return new ValueModel(ValueKind.Codec, TypeNames.Codec(type), name, 1, $"{TypeNames.Full(type)} compressed");
    }

    /// <summary>Brotli's quality and window, as arguments.</summary>
    private static string Compression(AttributeData attribute)
    {
        int level = attribute.ConstructorArguments is [{ Value: int given }, ..] ? given : 1;
        int window = attribute.ConstructorArguments is [_, { Value: int bits }, ..] ? bits : DefaultWindow;
        // CompressionLevel: Optimal, Fastest, NoCompression, SmallestSize
        int quality = level switch { 0 => 4, 1 => 1, 2 => 0, _ => 11 };
        return FormattableString.Invariant($"{quality}, {window}");
    }

    private ValueModel? ParseIgnoringCase(INamedTypeSymbol type)
    {
        ValueModel? key = ParsePart(type.TypeArguments[0], "Key");
        ValueModel? item = ParsePart(type.TypeArguments[1], "Value");
        if (key is null || item is null || type.TypeArguments[0].SpecialType != SpecialType.System_String)
            return key is null || item is null ? null : Fail(Rules.WrongFormatter);
        string name = TypeNames.Shorten(TypeNames.Identifier(type) + "_IgnoringCase");
        _shapes[name] = new DictionaryShape(name, TypeNames.Codec(type), key, item, PairsAreUnmanaged: false, CollectionRecipes.IgnoringCase);
        return new ValueModel(ValueKind.Codec, TypeNames.Codec(type), name, 1, TypeNames.Full(type) + " ignoring case");
    }
}
