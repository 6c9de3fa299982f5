using Microsoft.CodeAnalysis;
using MpiPool.Generators.Model;

namespace MpiPool.Generators.Parser;

/// <summary>
/// Collects the accessors of one type: its private members that MemoryPack's attributes include, which MemoryPack itself reaches from the
/// type's other part. They are declared against the definition of the declaring type, as the runtime asks for it.
/// </summary>
internal sealed class Accessors
{
    private readonly string _prefix;
    private readonly Dictionary<string, AccessorModel> _all = new(StringComparer.Ordinal);

    /// <summary>Starts the accessors of one type.</summary>
    /// <param name="codec">The name of the type's codec, which sets them apart from those of other types.</param>
    public Accessors(string codec) => _prefix = codec + "_";

    public IEnumerable<AccessorModel> All => _all.Values;

    /// <summary>A way to a field, which gives a reference to it.</summary>
    public string ToField(IFieldSymbol field) => Add(field, "At_", "Field", field.Name, "ref " + TypeNames.Codec(field.OriginalDefinition.Type), Instance(field));

    /// <summary>A way to a property's getter.</summary>
    public string ToGetter(IPropertySymbol property) =>
        Add(property, "Get_", "Method", property.GetMethod!.MetadataName, TypeNames.Codec(property.OriginalDefinition.Type), Instance(property));

    /// <summary>A way to a property's setter.</summary>
    public string ToSetter(IPropertySymbol property) =>
        Add(property, "Set_", "Method", property.SetMethod!.MetadataName, "void", $"{Instance(property)}, {TypeNames.Codec(property.OriginalDefinition.Type)} item");

    /// <summary>A way to a method.</summary>
    public string ToMethod(IMethodSymbol method)
    {
        IEnumerable<string> parameters = method.OriginalDefinition.Parameters.Select(static (p, i) => $"{(p.RefKind == RefKind.None ? "" : "ref ")}{TypeNames.Codec(p.Type)} argument{i}");
        return Add(method, "Call_", method.IsStatic ? "StaticMethod" : "Method", method.Name, TypeNames.Codec(method.OriginalDefinition.ReturnType), string.Join(", ", parameters.Prepend(Instance(method))));
    }

    /// <summary>A way to a constructor.</summary>
    public string ToConstructor(IMethodSymbol constructor)
    {
        IEnumerable<string> parameters = constructor.OriginalDefinition.Parameters.Select(static p => $"{TypeNames.Codec(p.Type)} {Emitter.Names.Escape(p.Name)}");
        return Add(constructor, "New", "Constructor", null, TypeNames.Codec(constructor.ContainingType.OriginalDefinition), string.Join(", ", parameters));
    }

    private static string Instance(ISymbol member) => (member.ContainingType.IsValueType ? "ref " : "") + TypeNames.Codec(member.ContainingType.OriginalDefinition) + " value";

    private string Add(ISymbol member, string verb, string kind, string? target, string result, string parameters)
    {
        string name = _prefix + verb + (target is null ? "" : TypeNames.Mangle(member.Name));
        List<(ITypeParameterSymbol Parameter, ITypeSymbol Argument)> types = TypeParameters(member.ContainingType);
        string typeParameters = types.Count == 0 ? "" : $"<{string.Join(", ", types.Select(static t => t.Parameter.Name))}>";
        string typeArguments = types.Count == 0 ? "" : $"<{string.Join(", ", types.Select(static t => TypeNames.Codec(t.Argument)))}>";
        ITypeParameterSymbol[] own = member is IMethodSymbol { OriginalDefinition: var method } ? [.. method.TypeParameters] : [];
        var accessor = new AccessorModel(
            name,
            kind,
            target,
            result,
            parameters,
            typeParameters,
            typeArguments,
            string.Concat(types.Select(static t => Constraint(t.Parameter))),
            own.Length == 0 ? "" : $"<{string.Join(", ", own.Select(static t => t.Name))}>",
            string.Concat(own.Select(Constraint)));
        _all[name] = accessor;
        return accessor.Reference;
    }

    private static List<(ITypeParameterSymbol, ITypeSymbol)> TypeParameters(INamedTypeSymbol type)
    {
        var all = new List<(ITypeParameterSymbol, ITypeSymbol)>();
        for (INamedTypeSymbol? level = type; level is not null; level = level.ContainingType)
            all.InsertRange(0, level.TypeParameters.Zip(level.TypeArguments, static (parameter, argument) => (parameter, argument)));
        return all;
    }

    private static string Constraint(ITypeParameterSymbol parameter)
    {
        var constraints = new List<string>();
        if (parameter.HasUnmanagedTypeConstraint)
            constraints.Add("unmanaged");
        else if (parameter.HasValueTypeConstraint)
            constraints.Add("struct");
        else if (parameter.HasReferenceTypeConstraint)
            constraints.Add("class");
        constraints.AddRange(parameter.ConstraintTypes.Select(static t => TypeNames.Codec(t)));
        if (parameter.HasConstructorConstraint)
            constraints.Add("new()");
        return constraints.Count == 0 ? "" : $" where {parameter.Name} : {string.Join(", ", constraints)}";
    }
}
