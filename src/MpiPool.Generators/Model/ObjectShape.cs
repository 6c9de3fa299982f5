namespace MpiPool.Generators.Model;

/// <summary>A class, struct or record: a header with the number of members, and the members.</summary>
/// <param name="Name">The codec's name.</param>
/// <param name="Type">The type.</param>
/// <param name="IsValueType">It cannot be null.</param>
/// <param name="IsSealed">No derived instance can stand in its place.</param>
/// <param name="IsRecursive">It can contain itself, so its depth is counted.</param>
/// <param name="Members">The members in the order they are written.</param>
/// <param name="Arguments">The members passed to the constructor, by the name of its parameter.</param>
/// <param name="Callbacks">The methods of the type that are called before and after.</param>
internal sealed record ObjectShape(
    string Name,
    string Type,
    bool IsValueType,
    bool IsSealed,
    bool IsRecursive,
    EquatableArray<MemberModel> Members,
    EquatableArray<ArgumentModel> Arguments,
    EquatableArray<CallbackModel> Callbacks) : ShapeModel(Name, Type)
{
    public override IEnumerable<ValueModel> Parts => Members.Select(static m => m.Value);
}

/// <summary>A property or field.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Value">Its value.</param>
/// <param name="IsInitialized">It is set in the object initializer.</param>
internal sealed record MemberModel(string Name, ValueModel Value, bool IsInitialized);

/// <summary>An argument of a constructor.</summary>
/// <param name="Parameter">The parameter's name.</param>
/// <param name="Member">The place of the member that is passed.</param>
internal sealed record ArgumentModel(string Parameter, int Member);
