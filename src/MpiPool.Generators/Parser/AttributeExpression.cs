using Microsoft.CodeAnalysis;
using MpiPool.Generators.Emitter;

namespace MpiPool.Generators.Parser;

/// <summary>An attribute as C# source that makes it again, so that nothing has to look for it at run time.</summary>
internal static class AttributeExpression
{
    public static string Make(AttributeData attribute)
    {
        string arguments = string.Join(", ", attribute.ConstructorArguments.Select(Constant));
        string properties = string.Join(", ", attribute.NamedArguments.Select(static n => $"{Names.Escape(n.Key)} = {Constant(n.Value)}"));
        return $"new {TypeNames.Codec(attribute.AttributeClass!)}({arguments}){(properties.Length == 0 ? "" : $" {{ {properties} }}")}";
    }

    private static string Constant(TypedConstant constant) => constant switch
    {
        { IsNull: true } => $"({TypeNames.Codec(constant.Type!)})null",
        { Kind: TypedConstantKind.Array } => $"new {TypeNames.Codec(constant.Type!)} {{ {string.Join(", ", constant.Values.Select(Constant))} }}",
        { Kind: TypedConstantKind.Type } => $"typeof({TypeNames.Codec((ITypeSymbol)constant.Value!)})",
        // A cast keeps the overload that the user's argument chose.
        _ => $"({TypeNames.Codec(constant.Type!)})({DefaultValue.Literal(constant.Value)})",
    };
}
