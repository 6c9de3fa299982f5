using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;

namespace MpiPool.Generators.Parser;

/// <summary>Finds the formatters that TaskFormatterAttribute names.</summary>
internal static class TaskFormatters
{
    private static readonly ConditionalWeakTable<IAssemblySymbol, IReadOnlyList<INamedTypeSymbol>> s_ofAssembly = new();

    /// <summary>The formatters named by these attributes.</summary>
    public static IEnumerable<INamedTypeSymbol> FindAll(IEnumerable<AttributeData> attributes)
    {
        foreach (AttributeData attribute in attributes)
        {
            if (attribute.AttributeClass is { MetadataName: "TaskFormatterAttribute`1", TypeArguments: [INamedTypeSymbol formatter] } type && TypeNames.Namespace(type) == "MpiPool")
                yield return formatter;
        }
    }

    /// <summary>The formatter that the assembly has for all values of the type, or null.</summary>
    public static INamedTypeSymbol? FindForAssembly(IAssemblySymbol assembly, ITypeSymbol type)
    {
        foreach (INamedTypeSymbol formatter in s_ofAssembly.GetValue(assembly, static assembly => [.. FindAll(assembly.GetAttributes())]))
        {
            if (Formats(formatter, type))
                return formatter;
        }
        return null;
    }

    /// <summary>Whether a type can be called as a formatter of another one.</summary>
    public static bool Formats(INamedTypeSymbol formatter, ITypeSymbol type) =>
        formatter.TypeKind is TypeKind.Class or TypeKind.Struct
        && formatter.AllInterfaces.Any(i => TypeNames.Is(i, "MpiPool.Wire", "ITaskFormatter`1") && SymbolEqualityComparer.Default.Equals(i.TypeArguments[0], type));
}
