namespace MpiPool.Generators.Model;

/// <summary>How the members of an object stand on the wire.</summary>
internal enum ObjectLayout
{
    /// <summary>One after the other behind a header with their number.</summary>
    Plain,

    /// <summary>Behind their lengths: a reader skips those it does not know and leaves those out that the writer did not.</summary>
    VersionTolerant,

    /// <summary>The same with a number for the object, by which it is referred to where it occurs again.</summary>
    CircularReference,
}

/// <summary>A class, struct or record: a header with the number of members, and the members.</summary>
/// <param name="Name">The codec's name.</param>
/// <param name="Type">The type.</param>
/// <param name="IsValueType">It cannot be null.</param>
/// <param name="IsSealed">No derived instance can stand in its place.</param>
/// <param name="IsRecursive">It can contain itself, so its depth is counted.</param>
/// <param name="Layout">How the members stand on the wire.</param>
/// <param name="Members">The members in the order they are written.</param>
/// <param name="Constructor">The accessor that constructs it; null where its constructor can be named.</param>
/// <param name="Arguments">The members passed to the constructor, by the name of its parameter.</param>
/// <param name="Callbacks">The methods of the type that are called before and after.</param>
/// <param name="Accessors">The ways to what generated code cannot name.</param>
internal sealed record ObjectShape(
    string Name,
    string Type,
    bool IsValueType,
    bool IsSealed,
    bool IsRecursive,
    ObjectLayout Layout,
    EquatableArray<MemberModel> Members,
    string? Constructor,
    EquatableArray<ArgumentModel> Arguments,
    CallbackSet Callbacks,
    EquatableArray<AccessorModel> Accessors) : ShapeModel(Name, Type)
{
    public override IEnumerable<ValueModel> Parts => Members.Select(static m => m.Value);

    /// <summary>The number of places for members on the wire, those that no member has among them.</summary>
    public int Places => Members.Count == 0 ? 0 : Members[Members.Count - 1].Place + 1;
}

/// <summary>How a member gets its value back.</summary>
internal enum MemberSetting
{
    /// <summary>By the constructor, or not at all.</summary>
    None,

    /// <summary>In the object initializer.</summary>
    Initializer,

    /// <summary>By an assignment to the object.</summary>
    Assignment,

    /// <summary>By an assignment where the writer knew the member; else it keeps what the constructor gave it.</summary>
    AssignmentWherePresent,
}

/// <summary>A property or field.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Value">Its value.</param>
/// <param name="Place">Its place on the wire.</param>
/// <param name="Setting">How it gets its value back.</param>
/// <param name="Getter">The accessor that reads it; null where it can be named.</param>
/// <param name="Setter">The accessor that sets it; null where it can be named. The getter's where that gives a reference.</param>
/// <param name="IsAssignable">It can be set on an object that is there already.</param>
internal sealed record MemberModel(string Name, ValueModel Value, int Place, MemberSetting Setting, string? Getter, string? Setter, bool IsAssignable);

/// <summary>An argument of a constructor.</summary>
/// <param name="Parameter">The parameter's name.</param>
/// <param name="Member">The index of the member that is passed.</param>
internal sealed record ArgumentModel(string Parameter, int Member);
