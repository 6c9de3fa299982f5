using Microsoft.CodeAnalysis;
using MpiPool.Generators.Model;

namespace MpiPool.Generators.Parser;

/// <summary>Finds the methods that a type wants called when it is written and read. As with MemoryPack, those of base types are not called.</summary>
internal static class MemoryPackCallbacks
{
    /// <summary>The calls; those that cannot be named go through accessors. Null where one has parameters that MemoryPack does not give.</summary>
    public static CallbackSet? Collect(INamedTypeSymbol type, Compilation compilation, Accessors accessors)
    {
        var callbacks = new List<CallbackModel>();
        foreach ((IMethodSymbol method, CallbackMoment moment) in Find(type))
        {
            bool isPlain = method.Parameters.IsEmpty && method.TypeParameters.IsEmpty;
            if (!isPlain && !TakesStream(method, moment))
                return null;
            bool isNamed = compilation.IsSymbolAccessibleWithin(method, compilation.Assembly);
            callbacks.Add(new CallbackModel(moment, method.Name, method.IsStatic, !isPlain, isNamed ? null : accessors.ToMethod(method)));
        }
        return new CallbackSet(TypeNames.Codec(type), type.IsValueType, callbacks.ToEquatableArray());
    }

    /// <summary>A type without any.</summary>
    public static CallbackSet None(INamedTypeSymbol type) => new(TypeNames.Codec(type), type.IsValueType, default);

    private static IEnumerable<(IMethodSymbol Method, CallbackMoment Moment)> Find(INamedTypeSymbol type) =>
        from method in type.GetMembers().OfType<IMethodSymbol>()
        from moment in new[] { CallbackMoment.Serializing, CallbackMoment.Serialized, CallbackMoment.Deserializing, CallbackMoment.Deserialized }
        where MemoryPackAttributes.Has(method, "MemoryPackOn" + moment)
        select (method, moment);

    /// <summary>MemoryPack's writer of any buffer, or its reader, and the value, both by reference.</summary>
    private static bool TakesStream(IMethodSymbol method, CallbackMoment moment)
    {
        if (method.Parameters is not [{ RefKind: RefKind.Ref, Type: INamedTypeSymbol stream }, { RefKind: RefKind.Ref } value] || !SymbolEqualityComparer.Default.Equals(value.Type, method.ContainingType))
            return false;
        return moment is CallbackMoment.Serializing or CallbackMoment.Serialized
            ? TypeNames.Is(stream, "MemoryPack", "MemoryPackWriter`1") && method.TypeParameters is [var buffer] && SymbolEqualityComparer.Default.Equals(stream.TypeArguments[0], buffer)
            : TypeNames.Is(stream, "MemoryPack", "MemoryPackReader") && method.TypeParameters.IsEmpty;
    }
}
