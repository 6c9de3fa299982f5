using System.Collections.Concurrent;
using Microsoft.CodeAnalysis;
using MpiPool.Generators.Model;

namespace MpiPool.Generators.Parser;

/// <summary>Describes the type that declares a task.</summary>
internal static class ContainerParser
{
    public static ContainerModel Parse(Compilation compilation, INamedTypeSymbol type)
    {
        ConcurrentDictionary<ITypeSymbol, ContainerModel> known = ParseCache.Of(compilation).Containers;
        return known.TryGetValue(type, out ContainerModel? model) ? model : known.GetOrAdd(type, ParseNew(compilation, type));
    }

    private static ContainerModel ParseNew(Compilation compilation, INamedTypeSymbol type) => new(
        TypeNames.Namespace(type),
        TypeNames.Codec(type),
        TypeNames.Short(type),
        TypeNames.Identifier(type),
        CompanionName(compilation, type),
        IsPublic(type),
        type.GetMembers("Tasks").Any(),
        ExperimentalRules(type).ToEquatableArray());

    /// <summary>The rule that the symbol's <c>[Experimental]</c> names, which the compiler reports wherever the symbol is used; null where it has none.</summary>
    public static string? ExperimentalRule(ISymbol symbol) =>
        symbol.GetAttributes().FirstOrDefault(static a => a.AttributeClass is { Name: "ExperimentalAttribute" } type && TypeNames.Namespace(type) == "System.Diagnostics.CodeAnalysis") is
        { ConstructorArguments: [{ Value: string rule }] }
            ? rule
            : null;

    private static IEnumerable<string> ExperimentalRules(INamedTypeSymbol type)
    {
        for (INamedTypeSymbol? level = type; level is not null; level = level.ContainingType)
        {
            if (ExperimentalRule(level) is { } rule)
                yield return rule;
        }
    }

    /// <summary>The type's name and its containers' with Tasks added, and an underscore where the program has such a type itself.</summary>
    private static string CompanionName(Compilation compilation, INamedTypeSymbol type)
    {
        string name = type.Name + "Tasks";
        for (INamedTypeSymbol? outer = type.ContainingType; outer is not null; outer = outer.ContainingType)
            name = $"{outer.Name}_{name}";
        while (type.ContainingNamespace is { } space && space.GetTypeMembers(name).Any(t => SymbolEqualityComparer.Default.Equals(t.ContainingAssembly, compilation.Assembly)))
            name += "_";
        return name;
    }

    private static bool IsPublic(INamedTypeSymbol type)
    {
        for (INamedTypeSymbol? level = type; level is not null; level = level.ContainingType)
        {
            if (level.DeclaredAccessibility != Accessibility.Public)
                return false;
        }
        return true;
    }
}
