namespace MpiPool.Generators.Model;

/// <summary>How a value of one type is written and read.</summary>
internal enum ValueKind
{
    /// <summary>Its bytes as they stand in memory; neighbours are written together.</summary>
    Unmanaged,

    /// <summary>A <c>Nullable</c> of an unmanaged type: its bytes too, though the unmanaged constraint does not allow it.</summary>
    NullableUnmanaged,

    /// <summary>A pair of members of the payload writer and reader, such as <c>WriteString</c> and <c>ReadString</c>.</summary>
    Helper,

    /// <summary>A pair of generated methods, one for each <see cref="ShapeModel"/>.</summary>
    Codec,
}

/// <summary>A reference to a type's wire form, as small as the place of use needs it.</summary>
/// <param name="Kind">How it is written.</param>
/// <param name="Type">The C# type without nullable annotations and tuple names.</param>
/// <param name="Method">What follows Write and Read in the method's name, type arguments included; empty for unmanaged values.</param>
/// <param name="MinimumSize">The fewest bytes a value can take, for the check of lengths.</param>
/// <param name="Text">The wire shape in words; for a codec its type's name, which the shape's own text expands.</param>
internal sealed record ValueModel(ValueKind Kind, string Type, string Method, int MinimumSize, string Text)
{
    /// <summary>Whether the value can stand in one write with its neighbours.</summary>
    public bool IsFixedSize => Kind is ValueKind.Unmanaged or ValueKind.NullableUnmanaged;

    /// <summary>The same for a parameter: memory is lent to the task, so that a worker can receive it into the same place again and again.</summary>
    public ValueModel AsParameter() =>
        Kind == ValueKind.Helper && (Method.StartsWith("Memory<", StringComparison.Ordinal) || Method.StartsWith("ReadOnlyMemory<", StringComparison.Ordinal))
            ? this with { Method = "Lent" + Method }
            : this;
}
