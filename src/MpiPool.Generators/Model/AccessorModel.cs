namespace MpiPool.Generators.Model;

/// <summary>
/// A way to a member, method or constructor that generated code cannot name: a method without a body that the runtime and the native
/// compiler bind to it, without reflection.
/// </summary>
/// <param name="Name">The accessor's name.</param>
/// <param name="Kind">The member of UnsafeAccessorKind.</param>
/// <param name="Target">The name of what it leads to; null for a constructor.</param>
/// <param name="Result">What it returns.</param>
/// <param name="Parameters">Its parameters.</param>
/// <param name="TypeParameters">Those of the declaring type, in brackets; empty where it is not generic.</param>
/// <param name="TypeArguments">The types that stand for them, in brackets.</param>
/// <param name="Constraints">The constraints of the type parameters.</param>
/// <param name="MethodTypeParameters">Those of the method itself, in brackets; empty where it has none.</param>
/// <param name="MethodConstraints">Their constraints.</param>
internal sealed record AccessorModel(
    string Name,
    string Kind,
    string? Target,
    string Result,
    string Parameters,
    string TypeParameters,
    string TypeArguments,
    string Constraints,
    string MethodTypeParameters,
    string MethodConstraints)
{
    /// <summary>How it is called from a codec. One to a generic type stands in a class that has the type's parameters.</summary>
    public string Reference => TypeParameters.Length == 0 ? Name : $"{Holder}{TypeArguments}.{Name}";

    /// <summary>The class it stands in where the declaring type is generic.</summary>
    public string Holder => Name + "_Of";
}
