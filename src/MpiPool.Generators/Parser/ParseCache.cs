using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;
using MpiPool.Generators.Model;

namespace MpiPool.Generators.Parser;

/// <summary>What the tasks of one compilation have in common, found out once. It goes with the compilation, and nothing in the pipeline holds it. Thread-safe.</summary>
internal sealed class ParseCache
{
    private static readonly ConditionalWeakTable<Compilation, ParseCache> s_caches = new();

    private ParseCache()
    {
    }

    /// <summary>The types that can travel and were met so far.</summary>
    public ConcurrentDictionary<ITypeSymbol, ParsedType> Types { get; } = new(SymbolEqualityComparer.Default);

    /// <summary>The types of parameters and results that were met so far, annotations and tuple names told apart.</summary>
    public ConcurrentDictionary<ITypeSymbol, SignatureType> SignatureTypes { get; } = new(SymbolEqualityComparer.IncludeNullability);

    /// <summary>The types that declare tasks and were met so far.</summary>
    public ConcurrentDictionary<ITypeSymbol, ContainerModel> Containers { get; } = new(SymbolEqualityComparer.Default);

    /// <summary>The cache of a compilation.</summary>
    public static ParseCache Of(Compilation compilation) => s_caches.GetValue(compilation, static _ => new ParseCache());
}

/// <summary>The wire form of a type, the shapes that are reachable from it, and the element types of its arrays.</summary>
/// <param name="Value">The wire form.</param>
/// <param name="Shapes">The shapes, those that can contain themselves marked.</param>
/// <param name="Elements">The element types of arrays.</param>
internal sealed record ParsedType(ValueModel Value, EquatableArray<ShapeModel> Shapes, EquatableArray<ElementModel> Elements);
