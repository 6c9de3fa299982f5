using Microsoft.CodeAnalysis;
using MpiPool.Generators.Model;

namespace MpiPool.Generators.Parser;

/// <summary>Finds the methods that a type wants called when it is written and read. As with MemoryPack, those of base types are not called.</summary>
internal static class MemoryPackCallbacks
{
    /// <summary>The methods and what their attributes say.</summary>
    public static IEnumerable<(IMethodSymbol Method, CallbackMoment Moment)> Find(INamedTypeSymbol type) =>
        from method in type.GetMembers().OfType<IMethodSymbol>()
        from moment in new[] { CallbackMoment.Serializing, CallbackMoment.Serialized, CallbackMoment.Deserializing, CallbackMoment.Deserialized }
        where MemoryPackAttributes.Has(method, "MemoryPackOn" + moment)
        select (method, moment);

    /// <summary>The calls; those that cannot be named go through accessors.</summary>
    public static IEnumerable<CallbackModel> Collect(INamedTypeSymbol type, Compilation compilation, Accessors accessors) =>
        from callback in Find(type)
        let isNamed = compilation.IsSymbolAccessibleWithin(callback.Method, compilation.Assembly)
        select new CallbackModel(callback.Moment, callback.Method.Name, callback.Method.IsStatic, isNamed ? null : accessors.ToMethod(callback.Method));

    /// <summary>
    /// Whether one of them cannot be called: it takes MemoryPack's own writer or reader, or is a hidden one of a struct that has no struct
    /// to be called on.
    /// </summary>
    public static bool HasUnsupported(INamedTypeSymbol type, Compilation compilation) => Find(type).Any(callback =>
        !callback.Method.Parameters.IsEmpty
        || (type.IsValueType
            && (callback.Method.IsStatic || callback.Moment == CallbackMoment.Deserializing)
            && !Access.IsAccessible(callback.Method, compilation)));
}
