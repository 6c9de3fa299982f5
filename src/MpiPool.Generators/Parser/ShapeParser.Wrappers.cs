using Microsoft.CodeAnalysis;
using MpiPool.Generators.Model;

namespace MpiPool.Generators.Parser;

/// <summary>Tuples and pairs, memory, and the single values that the runtime itself reads and writes.</summary>
internal sealed partial class ShapeParser
{
    private bool TryParseTuple(INamedTypeSymbol type, out ValueModel? value)
    {
        value = null;
        if (type.TypeArguments.IsEmpty || type.ContainingType is not null)
            return false;
        if (TypeNames.Is(type, "System.Collections.Generic", "KeyValuePair`2"))
        {
            value = ParseItems(type, hasHeader: false, ["Key", "Value"]);
            return true;
        }
        bool isClass = type.Name == "Tuple";
        if ((!isClass && type.Name != "ValueTuple") || TypeNames.Namespace(type) != "System")
            return false;
        value = ParseItems(type, isClass, [.. type.TypeArguments.Select(static (_, i) => i == 7 ? "Rest" : $"Item{i + 1}")]);
        return true;
    }

    private ValueModel? ParseItems(INamedTypeSymbol type, bool hasHeader, string[] names)
    {
        var items = new List<ValueModel>();
        for (int i = 0; i < names.Length; i++)
        {
            if (ParsePart(type.TypeArguments[i], names[i]) is { } item)
                items.Add(item);
        }
        return items.Count < names.Length
            ? null
            : Codec(type, name => new TupleShape(name, TypeNames.Codec(type), hasHeader, items.ToEquatableArray(), names.ToEquatableArray()));
    }

    /// <summary>Memory of unmanaged elements travels as an array does.</summary>
    private bool TryParseMemory(INamedTypeSymbol type, out ValueModel? value)
    {
        value = null;
        string? method = type.MetadataName switch
        {
            "Memory`1" or "ReadOnlyMemory`1" or "ArraySegment`1" when TypeNames.Namespace(type) == "System" => type.Name,
            "ReadOnlySequence`1" when TypeNames.Namespace(type) == "System.Buffers" => type.Name,
            "List`1" when TypeNames.Namespace(type) == "System.Collections.Generic" => type.Name,
            _ => null,
        };
        if (method is null)
            return false;
        ValueModel? element = ParsePart(type.TypeArguments[0], "[]");
        if (element is null)
            return true;
        if (element.Kind != ValueKind.Unmanaged)
        {
            if (method == "List")
                return false;
            value = Fail(Rules.NotSerializable);
            return true;
        }
        value = method == "List"
            ? Helper(type, $"List<{element.Type}>", element.Text + "[]")
            : ArrayHelper(type, method, type.TypeArguments[0], element);
        return true;
    }

    private static bool TryParseScalar(INamedTypeSymbol type, out ValueModel? value)
    {
        string? method = type.Name switch
        {
            "Uri" or "Version" when TypeNames.Namespace(type) == "System" => type.Name,
            "BigInteger" when TypeNames.Namespace(type) == "System.Numerics" => type.Name,
            "StringBuilder" when TypeNames.Namespace(type) == "System.Text" => type.Name,
            "BitArray" when TypeNames.Namespace(type) == "System.Collections" => type.Name,
            "CultureInfo" when TypeNames.Namespace(type) == "System.Globalization" => type.Name,
            "TimeZoneInfo" when TypeNames.Namespace(type) == "System" => type.Name,
            _ => null,
        };
        value = method is null ? null : Helper(type, method, TypeNames.Full(type));
        return value is not null;
    }
}
