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

    /// <summary>The calls.</summary>
    public static IEnumerable<CallbackModel> Collect(INamedTypeSymbol type) => Find(type).Select(static c => new CallbackModel(c.Moment, c.Method.Name, c.Method.IsStatic));

    /// <summary>Whether one of them cannot be called: it takes MemoryPack's own writer or reader, or generated code cannot see it.</summary>
    public static bool HasUnsupported(INamedTypeSymbol type, Compilation compilation) =>
        Find(type).Any(c => !c.Method.Parameters.IsEmpty || !Access.IsAccessible(c.Method, compilation));
}
