using Microsoft.CodeAnalysis;

namespace MpiPool.Generators.Parser;

/// <summary>The members of a class, struct or record that are its state.</summary>
internal static class ObjectMembers
{
    /// <summary>
    /// Public instance fields and readable properties, those of the base types first; a member that hides or overrides another takes its
    /// place. With an explicit layout they stand in the order their attributes give.
    /// </summary>
    public static List<ISymbol> Collect(INamedTypeSymbol type, bool isMemoryPackable, bool isExplicit)
    {
        var members = new List<ISymbol>();
        foreach (INamedTypeSymbol level in Levels(type))
        {
            foreach (ISymbol member in level.GetMembers())
            {
                if (!IsState(member))
                    continue;
                // MemoryPack keeps the last declaration of a name.
                members.RemoveAll(m => m.Name == member.Name);
                members.Add(member);
            }
        }
        if (isMemoryPackable && (isExplicit || members.Any(static m => MemoryPackAttributes.Has(m, "MemoryPackOrder"))))
            members = [.. Places(members).OrderBy(static m => m.Place).Select(static m => m.Member)];
        return members;
    }

    /// <summary>The members with their places on the wire: what an attribute says, or else where the member stands.</summary>
    public static IEnumerable<(ISymbol Member, int Place)> Places(List<ISymbol> members) => members.Select(static (member, i) => (member, ExplicitPlace(member) ?? i));

    /// <summary>The place that an attribute gives the member, or null.</summary>
    public static int? ExplicitPlace(ISymbol member) =>
        MemoryPackAttributes.Find(member, "MemoryPackOrder") is { ConstructorArguments: [{ Value: int order }] } ? order : null;

    public static ITypeSymbol TypeOf(ISymbol member) => member is IFieldSymbol field ? field.Type : ((IPropertySymbol)member).Type;

    public static bool IsRequired(ISymbol member) => member is IFieldSymbol { IsRequired: true } or IPropertySymbol { IsRequired: true };

    /// <summary>Whether an object initializer of the assembly can set it.</summary>
    public static bool IsSettable(ISymbol member, Compilation compilation) => member switch
    {
        IFieldSymbol field => !field.IsReadOnly && !field.IsConst && Access.IsAccessible(field, compilation),
        IPropertySymbol { SetMethod: { } setter } => Access.IsAccessible(setter, compilation),
        _ => false,
    };

    /// <summary>Whether code of the assembly can read it.</summary>
    public static bool IsReadable(ISymbol member, Compilation compilation) =>
        compilation.IsSymbolAccessibleWithin(member is IPropertySymbol { GetMethod: { } getter } ? getter : member, compilation.Assembly);

    /// <summary>Whether it can only be set while the object is made.</summary>
    public static bool IsInitOnly(ISymbol member) => member is IPropertySymbol { SetMethod.IsInitOnly: true };

    /// <summary>Whether nothing can set it, wherever that stands.</summary>
    public static bool IsReadOnly(ISymbol member) => member is IPropertySymbol { SetMethod: null } or IFieldSymbol { IsReadOnly: true };

    /// <summary>A property without a setter that stores nothing: its value follows from the others.</summary>
    public static bool IsComputed(ISymbol member) => member is IPropertySymbol { SetMethod: null } property && !HasBackingField(property);

    /// <summary>Whether the type keeps something that no member tells.</summary>
    public static bool HasHiddenState(INamedTypeSymbol type) => Levels(type).Any(static level => level.GetMembers().Any(static member => member is IFieldSymbol { IsStatic: false, IsConst: false }));

    private static bool HasBackingField(IPropertySymbol property) =>
        property.ContainingType.GetMembers().Any(member => member is IFieldSymbol field && SymbolEqualityComparer.Default.Equals(field.AssociatedSymbol, property));

    private static bool IsState(ISymbol member)
    {
        if (member.IsStatic || member.IsImplicitlyDeclared || !member.CanBeReferencedByName || MemoryPackAttributes.Has(member, "MemoryPackIgnore"))
            return false;
        if (member.DeclaredAccessibility != Accessibility.Public && !MemoryPackAttributes.Has(member, "MemoryPackInclude"))
            return false;
        return member switch
        {
            IFieldSymbol field => !field.IsConst,
            IPropertySymbol property => property.GetMethod is not null && !property.IsIndexer && !property.IsOverride,
            _ => false,
        };
    }

    private static List<INamedTypeSymbol> Levels(INamedTypeSymbol type)
    {
        var levels = new List<INamedTypeSymbol>();
        for (INamedTypeSymbol? level = type; level is { SpecialType: SpecialType.None }; level = level.BaseType)
            levels.Insert(0, level);
        return levels;
    }
}
