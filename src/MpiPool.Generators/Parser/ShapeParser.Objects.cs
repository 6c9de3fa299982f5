using Microsoft.CodeAnalysis;
using MpiPool.Generators.Model;

namespace MpiPool.Generators.Parser;

/// <summary>Classes, structs and records by their members.</summary>
internal sealed partial class ShapeParser
{
    // The header's byte ends where MemoryPack's reserved codes begin.
    private const int MaximumMembers = 249;

    private ValueModel? ParseObject(INamedTypeSymbol type)
    {
        if (type.TypeKind is not (TypeKind.Class or TypeKind.Struct or TypeKind.Interface) || type.IsStatic)
            return Fail(Rules.NotSerializable);
        if (type.IsAbstract)
            return Fail(Rules.AbstractWithoutUnion);
        // The base library's classes are no data, but for those the parser knows by name.
        return IsOfPlatform(type) ? Fail(Rules.NotSerializable) : ParseMembers(type, ObjectLayout.Plain, isMemoryPackable: false, isExplicit: false);
    }

    private ValueModel? ParseMembers(INamedTypeSymbol type, ObjectLayout layout, bool isMemoryPackable, bool isExplicit)
    {
        List<ISymbol> symbols = ObjectMembers.Collect(type, isMemoryPackable, isExplicit);
        IMethodSymbol? constructor = (isMemoryPackable ? ConstructorChooser.ChooseAsMemoryPack(type, symbols) : null) ?? new ConstructorChooser(_compilation).Choose(type, symbols);
        if (constructor is null)
            return Fail(Rules.NotSerializable);
        if (!isMemoryPackable)
            symbols.RemoveAll(member => ObjectMembers.IsComputed(member) && ConstructorChooser.FindParameter(constructor, member) is null);
        if (symbols.Count == 0 && !isMemoryPackable && ObjectMembers.HasHiddenState(type))
            return Fail(Rules.NothingToSerialize, type);
        if (symbols.Count > MaximumMembers)
            return Fail(Rules.NotSerializable);
        // A reference may lead to an object whose constructor would need it.
        if (layout == ObjectLayout.CircularReference && !constructor.Parameters.IsEmpty)
            return Fail(Rules.Unsupported);
        if (isMemoryPackable && FindMisplaced(symbols, layout, isExplicit) is { } misplaced)
        {
            FailMember(Rules.WrongOrder, misplaced);
            return null;
        }

        ValueModel self = Announce(type);
        var members = new MemberParser(this, type, layout, isMemoryPackable, constructor);
        foreach ((ISymbol symbol, int place) in layout == ObjectLayout.Plain ? symbols.Select(static (s, i) => (s, i)) : ObjectMembers.Places(symbols))
            members.Parse(symbol, place);
        if (members.Members.Count < symbols.Count)
            return null;
        CallbackSet? callbacks = isMemoryPackable ? MemoryPackCallbacks.Collect(type, _compilation, members.Accessors) : MemoryPackCallbacks.None(type);
        if (callbacks is null)
            return Fail(Rules.Unsupported);
        _shapes[self.Method] = new ObjectShape(
            self.Method,
            self.Type,
            type.IsValueType,
            type.IsSealed || type.IsValueType,
            IsRecursive: false,
            layout,
            members.Members.ToEquatableArray(),
            members.Constructor,
            members.Arguments.ToEquatableArray(),
            callbacks,
            members.Accessors.All.ToEquatableArray());
        return self;
    }

    /// <summary>The member whose place MemoryPack would refuse; null where there is none.</summary>
    private static ISymbol? FindMisplaced(List<ISymbol> members, ObjectLayout layout, bool isExplicit)
    {
        var taken = new HashSet<int>();
        foreach ((ISymbol member, int place) in ObjectMembers.Places(members))
        {
            bool isGiven = ObjectMembers.ExplicitPlace(member) is not null;
            if ((isExplicit && !isGiven) || place is < 0 or >= MaximumMembers)
                return member;
            if ((isExplicit || layout != ObjectLayout.Plain) && !taken.Add(place))
                return member;
        }
        return null;
    }

    private MemberModel? FailMember(DiagnosticDescriptor rule, ISymbol member)
    {
        _path.Add(member.Name);
        Fail(rule);
        _path.RemoveAt(_path.Count - 1);
        return null;
    }

    private bool IsOfPlatform(INamedTypeSymbol type)
    {
        if (SymbolEqualityComparer.Default.Equals(type.ContainingAssembly, _compilation.Assembly))
            return false;
        string space = TypeNames.Namespace(type);
        return space == "System" || space.StartsWith("System.", StringComparison.Ordinal);
    }
}
