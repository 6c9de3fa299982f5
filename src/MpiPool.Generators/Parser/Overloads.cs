using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using MpiPool.Generators.Model;

namespace MpiPool.Generators.Parser;

/// <summary>Tasks of one name in one type.</summary>
internal static class Overloads
{
    /// <summary>The method's name, with its parameters' types where another task has the same name.</summary>
    public static string DistinctName(IMethodSymbol method) => Others(method).Any()
        ? string.Join("_", new[] { method.Name }.Concat(Travelling(method).Select(static p => TypeNames.Identifier(p.Type))))
        : method.Name;

    /// <summary>Whether another task takes the same arguments from its caller.</summary>
    public static bool HasSameCall(IMethodSymbol method)
    {
        if (!Others(method).Any())
            return false;
        IParameterSymbol[] parameters = [.. Travelling(method)];
        return Others(method).Any(other => SameTypes(parameters, parameters.Length, [.. Travelling(other)]));
    }

    /// <summary>The numbers of parameters of the shorter calls, one for each optional parameter, but for those that could be another task's call.</summary>
    public static IEnumerable<int> ShorterOnes(IMethodSymbol method, List<ParameterModel> models)
    {
        IParameterSymbol[] parameters = [.. Travelling(method)];
        ParameterModel[] travelling = [.. models.Where(static m => m.Value is not null)];
        for (int count = parameters.Length - 1; count >= 0; count--)
        {
            if (travelling[count].Default is null)
                yield break;
            int length = count;
            if (!Others(method).Any(other => CanBeCalledWith(other, parameters, length)))
                yield return count;
        }
    }

    private static IEnumerable<IMethodSymbol> Others(IMethodSymbol method)
    {
        ImmutableArray<ISymbol> named = method.ContainingType.GetMembers(method.Name);
        return named.Length == 1
            ? []
            : named.OfType<IMethodSymbol>().Where(other => !SymbolEqualityComparer.Default.Equals(other, method) && TaskParser.FindAttribute(other) is not null);
    }

    private static IEnumerable<IParameterSymbol> Travelling(IMethodSymbol method) => method.Parameters.Where(static p => TaskParser.SourceOf(p.Type) == ParameterSource.Caller);

    private static bool CanBeCalledWith(IMethodSymbol other, IParameterSymbol[] parameters, int count)
    {
        IParameterSymbol[] others = [.. Travelling(other)];
        return others.Length >= count && others.Skip(count).All(static p => p.HasExplicitDefaultValue) && SameTypes(parameters, count, [.. others.Take(count)]);
    }

    private static bool SameTypes(IParameterSymbol[] parameters, int count, IParameterSymbol[] others)
    {
        if (others.Length != count)
            return false;
        for (int i = 0; i < count; i++)
        {
            if (TypeNames.Codec(parameters[i].Type) != TypeNames.Codec(others[i].Type))
                return false;
        }
        return true;
    }
}
