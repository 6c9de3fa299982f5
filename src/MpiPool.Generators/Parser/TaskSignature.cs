using Microsoft.CodeAnalysis;
using MpiPool.Generators.Model;

namespace MpiPool.Generators.Parser;

/// <summary>
/// All that the model of a task takes from outside its method's own syntax. Two parses of one declaration give equal models where these are
/// equal. Holds no symbol.
/// </summary>
/// <param name="Container">The type that declares the method.</param>
/// <param name="Result">The type of the result.</param>
/// <param name="Parameters">The types of the parameters.</param>
/// <param name="Defaults">The default values of the parameters, whose constants may stand elsewhere; an empty text where there is none.</param>
/// <param name="Name">The explicit name, or null.</param>
/// <param name="IsIdempotent">The attribute says so.</param>
internal sealed record TaskSignature(
    ContainerModel Container,
    SignatureType Result,
    EquatableArray<SignatureType> Parameters,
    EquatableArray<string> Defaults,
    string? Name,
    bool IsIdempotent)
{
    /// <summary>The signature of a task; null where it takes more into account than a signature has, or a type that cannot travel.</summary>
    public static TaskSignature? Read(Compilation compilation, IMethodSymbol method, AttributeData attribute, ContainerModel container)
    {
        if (!IsPlain(method) || SignatureType.Of(compilation, method.ReturnType) is not { } result)
            return null;
        var parameters = new SignatureType[method.Parameters.Length];
        var defaults = new string[parameters.Length];
        for (int i = 0; i < parameters.Length; i++)
        {
            IParameterSymbol parameter = method.Parameters[i];
            if (!parameter.GetAttributes().IsEmpty || SignatureType.Of(compilation, parameter.Type) is not { } type)
                return null;
            parameters[i] = type;
            defaults[i] = DefaultValue.Format(parameter) ?? "";
        }
        return new TaskSignature(
            container,
            result,
            new EquatableArray<SignatureType>(parameters),
            new EquatableArray<string>(defaults),
            TaskParser.ExplicitName(attribute),
            TaskParser.IsIdempotent(attribute));
    }

    // No attribute but the one that marks it, no part elsewhere, and no other method of its name.
    private static bool IsPlain(IMethodSymbol method) =>
        method.GetAttributes().Length == 1
        && method.GetReturnTypeAttributes().IsEmpty
        && method is { DeclaringSyntaxReferences.Length: 1, PartialDefinitionPart: null, PartialImplementationPart: null }
        && method.ContainingType.GetMembers(method.Name).Length == 1;
}
