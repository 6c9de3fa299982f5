namespace MpiPool.Generators.Model;

/// <summary>A <c>Nullable</c> of a struct that contains references.</summary>
/// <param name="Name">The codec's name.</param>
/// <param name="Type">The nullable type.</param>
/// <param name="Value">The value inside.</param>
internal sealed record NullableShape(string Name, string Type, ValueModel Value) : ShapeModel(Name, Type)
{
    public override IEnumerable<ValueModel> Parts => [Value];
}

/// <summary>A tuple, or a key with its value: the items one after the other.</summary>
/// <param name="Name">The codec's name.</param>
/// <param name="Type">The tuple type.</param>
/// <param name="HasHeader">It is a class: a header with the number of items comes first.</param>
/// <param name="Items">The items.</param>
/// <param name="ItemNames">The members that hold them.</param>
internal sealed record TupleShape(string Name, string Type, bool HasHeader, EquatableArray<ValueModel> Items, EquatableArray<string> ItemNames) : ShapeModel(Name, Type)
{
    public override IEnumerable<ValueModel> Parts => Items;
}

/// <summary>A value that is compressed with Brotli.</summary>
/// <param name="Name">The codec's name.</param>
/// <param name="Type">The type.</param>
/// <param name="Value">The value's own form.</param>
/// <param name="Compression">The quality and the window.</param>
internal sealed record CompressedShape(string Name, string Type, ValueModel Value, string Compression) : ShapeModel(Name, Type)
{
    public override IEnumerable<ValueModel> Parts => [Value];
}

/// <summary>A value that a formatter of MemoryPack's kind writes and reads.</summary>
/// <param name="Name">The codec's name.</param>
/// <param name="Type">The type.</param>
/// <param name="Formatter">The formatter's type, or the interface where its attribute says no more.</param>
/// <param name="Attribute">An expression that makes the attribute, which makes the formatter.</param>
internal sealed record MemoryPackFormatterShape(string Name, string Type, string Formatter, string Attribute) : ShapeModel(Name, Type)
{
    public override IEnumerable<ValueModel> Parts => [];
}

/// <summary>A base type or interface whose derived types are listed: a tag, and the derived type's own form.</summary>
/// <param name="Name">The codec's name.</param>
/// <param name="Type">The base type.</param>
/// <param name="IsRecursive">It can contain itself, so its depth is counted.</param>
/// <param name="Cases">The derived types.</param>
/// <param name="Callbacks">The methods of the base type that are called before and after.</param>
/// <param name="Accessors">The ways to those that cannot be named.</param>
internal sealed record UnionShape(
    string Name,
    string Type,
    bool IsRecursive,
    EquatableArray<UnionCase> Cases,
    CallbackSet Callbacks,
    EquatableArray<AccessorModel> Accessors) : ShapeModel(Name, Type)
{
    public override IEnumerable<ValueModel> Parts => Cases.Select(static c => c.Value);
}

/// <summary>A derived type of a union.</summary>
/// <param name="Tag">The number that stands for it on the wire.</param>
/// <param name="Value">Its form.</param>
internal sealed record UnionCase(int Tag, ValueModel Value);
