using Microsoft.CodeAnalysis;
using MpiPool.Generators.Model;

namespace MpiPool.Generators.Parser;

/// <summary>
/// Turns a struct marked as a reducer into a model, or into the reasons why it cannot be one. The generator and the analyzer both use it, so
/// that they cannot disagree.
/// </summary>
internal static class ReducerParser
{
    public const string AttributeName = "MpiPool.MpiReducerAttribute";

    /// <summary>Whether the type carries the attribute.</summary>
    public static bool IsMarked(ISymbol type) =>
        type.GetAttributes().Any(static a => a.AttributeClass is { Name: "MpiReducerAttribute" } attribute && TypeNames.Namespace(attribute) == "MpiPool");

    /// <summary>Parses a marked struct.</summary>
    /// <param name="compilation">The compilation it belongs to.</param>
    /// <param name="type">The struct.</param>
    /// <param name="problems">What is wrong with it.</param>
    /// <returns>The model; null where an error was found, or one that the compiler itself reports.</returns>
    public static ReducerModel? Parse(Compilation compilation, INamedTypeSymbol type, out IReadOnlyList<Problem> problems)
    {
        var found = new List<Problem>();
        problems = found;
        void Report(DiagnosticDescriptor rule, params string[] arguments) => found.Add(new Problem(rule, type, false, null, arguments));

        string name = TypeNames.Short(type);
        INamedTypeSymbol[] interfaces = [.. type.AllInterfaces.Where(static i => TypeNames.Is(i, "MpiPool", "IReducer`2"))];
        if (interfaces.Length != 1)
            Report(Rules.BadReducer, name, interfaces.Length == 0 ? "implements no IReducer<TAccumulator, TItem>" : "implements several IReducer<TAccumulator, TItem>: write a struct for each");
        if (type.IsRefLikeType)
            Report(Rules.BadReducer, name, "is a ref struct, which cannot be a type argument: leave out ref");
        if (IsGeneric(type))
            Report(Rules.BadReducer, name, "is generic, or stands in a generic type: a worker cannot know the type arguments. Write a struct for each");
        if (IsFileLocal(type) || !Access.IsAccessible(type, compilation))
            Report(Rules.BadReducer, name, "cannot be named by generated code: make it, and the types around it, internal or public");
        if (found.Count != 0)
            return null;

        var shapes = new ShapeParser(compilation, (rule, path, blamed) => found.Add(new Problem(rule, type, false, blamed, [path])));
        ReducedModel? accumulator = ParseValue(interfaces[0].TypeArguments[0], shapes);
        ReducedModel? item = ParseValue(interfaces[0].TypeArguments[1], shapes);
        if (accumulator is null || item is null)
            return null;
        string full = TypeNames.Full(type);
        return new ReducerModel(
            TypeNames.Codec(type),
            name,
            TypeNames.Shorten(TypeNames.Identifier(type) + "_Reducer"),
            Fnv1a.Hash("reducer " + full),
            WireText.Describe(accumulator.Value, item.Value, shapes.Shapes),
            IsPublic(type) && interfaces[0].TypeArguments.All(IsPublic),
            type.GetMembers("Reducer").Any(),
            accumulator,
            item,
            shapes.Shapes.Values.OrderBy(static s => s.Name, StringComparer.Ordinal).ToEquatableArray(),
            shapes.Elements.OrderBy(static e => e.Type, StringComparer.Ordinal).ToEquatableArray());
    }

    private static ReducedModel? ParseValue(ITypeSymbol type, ShapeParser shapes) =>
        shapes.Parse(type) is { } value ? new ReducedModel(TypeNames.Annotated(type), value) : null;

    private static bool IsGeneric(INamedTypeSymbol type) => type.IsGenericType || (type.ContainingType is { } outer && IsGeneric(outer));

    private static bool IsFileLocal(INamedTypeSymbol type) => type.IsFileLocal || (type.ContainingType is { } outer && IsFileLocal(outer));

    private static bool IsPublic(ITypeSymbol type) => type switch
    {
        IArrayTypeSymbol array => IsPublic(array.ElementType),
        INamedTypeSymbol named => named.DeclaredAccessibility == Accessibility.Public
            && (named.ContainingType is not { } outer || IsPublic(outer))
            && named.TypeArguments.All(IsPublic),
        _ => false,
    };
}
