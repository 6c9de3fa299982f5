using Microsoft.CodeAnalysis;
using MpiPool.Generators.Model;

namespace MpiPool.Generators.Parser;

/// <summary>
/// Walks types and makes the shapes of all that is reachable from them. One instance a task; what cannot travel is reported with the path
/// of members that leads to it, and gives null. What was found for a type is kept for the other tasks of the compilation.
/// </summary>
internal sealed partial class ShapeParser
{
    // MemoryPack's format knows no more dimensions.
    private const int MaximumRank = 4;

    private readonly Compilation _compilation;
    private readonly ParseCache _cache;
    private readonly Action<DiagnosticDescriptor, string, ITypeSymbol?> _report;
    private readonly Dictionary<ITypeSymbol, ValueModel> _values = new(SymbolEqualityComparer.Default);
    private readonly Dictionary<string, ShapeModel> _shapes = new(StringComparer.Ordinal);
    private readonly Dictionary<string, ShapeModel> _allShapes = new(StringComparer.Ordinal);
    private readonly Dictionary<string, ElementModel> _elements = new(StringComparer.Ordinal);
    private readonly Dictionary<string, ElementModel> _allElements = new(StringComparer.Ordinal);
    private readonly List<string> _path = [];

    /// <summary>Makes a parser for the types of one compilation.</summary>
    /// <param name="compilation">Where the generated code will stand.</param>
    /// <param name="report">Takes a rule that is broken, the path to the type that breaks it, and that type where a fix could change it.</param>
    public ShapeParser(Compilation compilation, Action<DiagnosticDescriptor, string, ITypeSymbol?> report)
    {
        _compilation = compilation;
        _cache = ParseCache.Of(compilation);
        _report = report;
    }

    /// <summary>All shapes found so far by the names of their codecs, those that can contain themselves marked.</summary>
    public Dictionary<string, ShapeModel> Shapes => _allShapes;

    /// <summary>The element types of arrays found so far.</summary>
    public IEnumerable<ElementModel> Elements => _allElements.Values;

    /// <summary>The same where attributes of the parameter or the result may name a formatter.</summary>
    public ValueModel? Parse(ITypeSymbol type, IEnumerable<AttributeData> attributes)
    {
        _path.Add(TypeNames.Short(type));
        bool isFormatted = TryParseFormatted(attributes, type, out ValueModel? value);
        _path.RemoveAt(_path.Count - 1);
        return isFormatted ? value : Parse(type);
    }

    /// <summary>Makes the wire form of a parameter's or a result's type; null where it has none, which has been reported.</summary>
    public ValueModel? Parse(ITypeSymbol type)
    {
        if (ParseType(type) is not { } parsed)
            return null;
        foreach (ShapeModel shape in parsed.Shapes)
            _allShapes[shape.Name] = shape;
        foreach (ElementModel element in parsed.Elements)
            _allElements[element.Type] = element;
        return parsed.Value;
    }

    /// <summary>Makes a type's wire form with all it is made of; null where it has none, which has been reported.</summary>
    public ParsedType? ParseType(ITypeSymbol type)
    {
        if (_cache.Types.TryGetValue(type, out ParsedType? known))
            return known;
        _values.Clear();
        _shapes.Clear();
        _elements.Clear();
        // A failure is not kept: it must be reported wherever it occurs.
        return ParsePart(type, TypeNames.Short(type)) is { } value
            ? _cache.Types.GetOrAdd(type, new ParsedType(value, Recursion.Mark(_shapes).Values.ToEquatableArray(), _elements.Values.ToEquatableArray()))
            : null;
    }

    private ValueModel? ParsePart(ITypeSymbol type, string step)
    {
        _path.Add(step);
        ValueModel? value = ParseCore(type);
        _path.RemoveAt(_path.Count - 1);
        return value;
    }

    private ValueModel? ParseCore(ITypeSymbol type)
    {
        if (_values.TryGetValue(type, out ValueModel? known))
            return known;
        if (_cache.Types.TryGetValue(type, out ParsedType? parsed))
            return Adopt(parsed);
        ValueModel? value = ParseNew(type);
        if (value is null)
            _values.Remove(type);
        else
            _values[type] = value;
        return value;
    }

    private ValueModel Adopt(ParsedType parsed)
    {
        foreach (ShapeModel shape in parsed.Shapes)
            _shapes[shape.Name] = shape;
        foreach (ElementModel element in parsed.Elements)
            _elements[element.Type] = element;
        return parsed.Value;
    }

    private ValueModel? ParseNew(ITypeSymbol type)
    {
        // The compiler has said what is wrong with it.
        if (type.TypeKind == TypeKind.Error)
            return null;
        if (TaskFormatters.FindForAssembly(_compilation.Assembly, type) is { } formatter)
            return Formatted(formatter, type);
        if (type is INamedTypeSymbol { SpecialType: SpecialType.None } marked && TryParseFormatted(marked.GetAttributes(), type, out ValueModel? formatted))
            return formatted;
        if (Forbidden.Find(type) is { } rule)
            return Fail(rule);
        if (!Access.IsAccessible(type, _compilation))
            return Fail(Rules.TypeNotAccessible);
        if (type.SpecialType == SpecialType.System_String)
            return Helper(type, "String", "string");
        if (type is INamedTypeSymbol { OriginalDefinition.SpecialType: SpecialType.System_Nullable_T } nullable)
            return ParseNullable(nullable);
        if (type.IsUnmanagedType)
            return ParseUnmanaged(type);
        return type switch
        {
            IArrayTypeSymbol array => ParseArray(array),
            INamedTypeSymbol named => ParseNamed(named),
            _ => Fail(Rules.NotSerializable),
        };
    }

    private ValueModel? ParseNamed(INamedTypeSymbol type)
    {
        if (WellKnownExceptions.IsException(type))
            return WellKnownExceptions.Contains(type) ? Helper(type, $"Exception<{TypeNames.Codec(type)}>", TypeNames.Full(type)) : Fail(Rules.OwnException);
        if (TryParseScalar(type, out ValueModel? value)
            || TryParseTuple(type, out value)
            || TryParseMemory(type, out value)
            || TryParseUnion(type, out value)
            || TryParseMemoryPackable(type, out value)
            || TryParseCollection(type, out value))
            return value;
        return ParseObject(type);
    }

    private ValueModel? ParseUnmanaged(ITypeSymbol type)
    {
        string? text = UnmanagedLayout.Describe(type);
        return text is null ? Fail(Rules.Pointer) : new ValueModel(ValueKind.Unmanaged, TypeNames.Codec(type), "", 1, text);
    }

    private ValueModel? ParseNullable(INamedTypeSymbol type)
    {
        ValueModel? value = ParseCore(type.TypeArguments[0]);
        if (value is null)
            return null;
        return value.Kind == ValueKind.Unmanaged
            ? new ValueModel(ValueKind.NullableUnmanaged, TypeNames.Codec(type), $"Nullable<{value.Type}>", 1, value.Text + "?")
            : Codec(type, name => new NullableShape(name, TypeNames.Codec(type), value));
    }

    private ValueModel? ParseArray(IArrayTypeSymbol type)
    {
        if (type.Rank > MaximumRank)
            return Fail(Rules.NotSerializable);
        ValueModel? element = ParsePart(type.ElementType, "[]");
        if (element is null)
            return null;
        return type.IsSZArray && element.Kind == ValueKind.Unmanaged
            ? ArrayHelper(type, "Array", type.ElementType, element)
            : Codec(type, name => new ArrayShape(name, TypeNames.Codec(type), element, type.Rank));
    }

    // Every helper's value starts with a length or a marker of 32 bits, or is larger.
    private static ValueModel Helper(ITypeSymbol type, string method, string text) => new(ValueKind.Helper, TypeNames.Codec(type), method, 4, text);

    // A large array is received in place if the runtime knows its element type; the primitives it knows of itself.
    private ValueModel ArrayHelper(ITypeSymbol type, string method, ITypeSymbol elementType, ValueModel element)
    {
        if (elementType.SpecialType is < SpecialType.System_Boolean or > SpecialType.System_Double)
            _elements[element.Type] = new ElementModel(element.Type, element.Text);
        return Helper(type, $"{method}<{element.Type}>", element.Text + "[]");
    }

    private ValueModel Codec(ITypeSymbol type, Func<string, ShapeModel> make)
    {
        string name = TypeNames.Identifier(type);
        _shapes[name] = make(name);
        return new ValueModel(ValueKind.Codec, TypeNames.Codec(type), name, 1, TypeNames.Full(type));
    }

    private ValueModel? Fail(DiagnosticDescriptor rule, ITypeSymbol? type = null)
    {
        _report(rule, string.Concat(_path.Select(static (step, i) => i == 0 || step == "[]" ? step : "." + step)), type);
        return null;
    }
}
