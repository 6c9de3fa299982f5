using Microsoft.CodeAnalysis;
using MpiPool.Generators.Model;

namespace MpiPool.Generators.Parser;

/// <summary>The type of a parameter or of a result, as far as a task's model tells it from others.</summary>
/// <param name="Name">The type as the user wrote it.</param>
/// <param name="Content">What travels of it; null where nothing does.</param>
internal sealed record SignatureType(string Name, ParsedType? Content)
{
    /// <summary>Describes a type once for each compilation; null where it cannot travel.</summary>
    public static SignatureType? Of(Compilation compilation, ITypeSymbol type)
    {
        ParseCache cache = ParseCache.Of(compilation);
        if (cache.SignatureTypes.TryGetValue(type, out SignatureType? known))
            return known;
        ParsedType? parsed = null;
        if (Travelling(type) is { } content && (parsed = new ShapeParser(compilation, static (_, _, _) => { }).ParseType(content)) is null)
            return null;
        return cache.SignatureTypes.GetOrAdd(type, new SignatureType(TypeNames.Annotated(type), parsed));
    }

    private static ITypeSymbol? Travelling(ITypeSymbol type)
    {
        if (type.SpecialType == SpecialType.System_Void || TaskParser.SourceOf(type) is ParameterSource.Context or ParameterSource.Token)
            return null;
        bool isWrapper = type is INamedTypeSymbol named && (Forbidden.IsTask(named) || TaskParser.IsStream(type) || TaskParser.IsShared(type) || TaskParser.SourceOf(type) == ParameterSource.Progress);
        return isWrapper ? ((INamedTypeSymbol)type).TypeArguments.FirstOrDefault() : type;
    }
}
