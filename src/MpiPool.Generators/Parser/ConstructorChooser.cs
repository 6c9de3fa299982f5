using Microsoft.CodeAnalysis;

namespace MpiPool.Generators.Parser;

/// <summary>Chooses the constructor that reads an object back.</summary>
internal sealed class ConstructorChooser
{
    private readonly Compilation _compilation;

    public ConstructorChooser(Compilation compilation) => _compilation = compilation;

    /// <summary>
    /// The constructor marked with MemoryPackConstructor; else, of those whose parameters are all members, the one that leaves the fewest
    /// members lost, and of these the one with the fewest parameters. Null where there is none.
    /// </summary>
    public IMethodSymbol? Choose(INamedTypeSymbol type, List<ISymbol> members)
    {
        IMethodSymbol? best = null;
        int fewestLost = int.MaxValue;
        foreach (IMethodSymbol constructor in type.InstanceConstructors.OrderBy(static c => c.Parameters.Length))
        {
            if (!Access.IsAccessible(constructor, _compilation) || !constructor.Parameters.All(p => Matches(p, members)))
                continue;
            if (MemoryPackAttributes.Has(constructor, "MemoryPackConstructor"))
                return constructor;
            int lost = members.Count(member => !ObjectMembers.IsSettable(member, _compilation) && FindParameter(constructor, member) is null);
            if (lost >= fewestLost)
                continue;
            best = constructor;
            fewestLost = lost;
        }
        return best;
    }

    /// <summary>
    /// MemoryPack's choice: the constructor marked, or the only one that is declared, whoever may call it. Null where there is none, or where it has
    /// a parameter that is no member.
    /// </summary>
    public static IMethodSymbol? ChooseAsMemoryPack(INamedTypeSymbol type, List<ISymbol> members)
    {
        IMethodSymbol[] declared = [.. type.InstanceConstructors.Where(static c => !c.IsImplicitlyDeclared)];
        IMethodSymbol? chosen = declared.FirstOrDefault(static c => MemoryPackAttributes.Has(c, "MemoryPackConstructor")) ?? (declared.Length == 1 ? declared[0] : null);
        return chosen is not null && chosen.Parameters.All(p => Matches(p, members)) ? chosen : null;
    }

    /// <summary>The parameter that takes the member's value, or null.</summary>
    public static IParameterSymbol? FindParameter(IMethodSymbol constructor, ISymbol member) => constructor.Parameters.FirstOrDefault(p => IsNamedAfter(p, member));

    public static bool SetsRequiredMembers(IMethodSymbol constructor) => constructor.GetAttributes().Any(static a => a.AttributeClass?.Name == "SetsRequiredMembersAttribute");

    private static bool Matches(IParameterSymbol parameter, List<ISymbol> members) =>
        parameter.RefKind is RefKind.None or RefKind.In
        && members.Any(member => IsNamedAfter(parameter, member) && SymbolEqualityComparer.Default.Equals(ObjectMembers.TypeOf(member), parameter.Type));

    private static bool IsNamedAfter(IParameterSymbol parameter, ISymbol member) =>
        string.Equals(parameter.Name, member.Name, StringComparison.OrdinalIgnoreCase)
        || (member.Name.Length > 1 && member.Name[0] == '_' && string.Equals(parameter.Name, member.Name.Substring(1), StringComparison.OrdinalIgnoreCase));
}
