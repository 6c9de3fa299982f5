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
        return IsOfPlatform(type) ? Fail(Rules.NotSerializable) : ParseMembers(type, isMemoryPackable: false, isExplicit: false);
    }

    private ValueModel? ParseMembers(INamedTypeSymbol type, bool isMemoryPackable, bool isExplicit)
    {
        List<ISymbol> symbols = ObjectMembers.Collect(type, isMemoryPackable, isExplicit);
        IMethodSymbol? constructor = new ConstructorChooser(_compilation).Choose(type, symbols);
        if (constructor is null)
            return Fail(Rules.NotSerializable);
        if (!isMemoryPackable)
            symbols.RemoveAll(member => ObjectMembers.IsComputed(member) && ConstructorChooser.FindParameter(constructor, member) is null);
        if (symbols.Count == 0 && !isMemoryPackable && ObjectMembers.HasHiddenState(type))
            return Fail(Rules.NothingToSerialize, type);
        if (symbols.Count > MaximumMembers)
            return Fail(Rules.NotSerializable);

        ValueModel self = Announce(type);
        var members = new List<MemberModel>();
        var arguments = new List<ArgumentModel>();
        foreach (ISymbol symbol in symbols)
        {
            IParameterSymbol? parameter = ConstructorChooser.FindParameter(constructor, symbol);
            if (parameter is not null)
                arguments.Add(new ArgumentModel(parameter.Name, members.Count));
            if (ParseMember(symbol, constructor, parameter is not null, isMemoryPackable) is { } member)
                members.Add(member);
        }
        if (members.Count < symbols.Count)
            return null;
        _shapes[self.Method] = new ObjectShape(
            self.Method,
            self.Type,
            type.IsValueType,
            type.IsSealed || type.IsValueType,
            IsRecursive: false,
            members.ToEquatableArray(),
            arguments.ToEquatableArray(),
            (isMemoryPackable ? MemoryPackCallbacks.Collect(type) : []).ToEquatableArray());
        return self;
    }

    private MemberModel? ParseMember(ISymbol symbol, IMethodSymbol constructor, bool isArgument, bool isMemoryPackable)
    {
        bool settable = ObjectMembers.IsSettable(symbol, _compilation);
        if (!Access.IsAccessible(symbol, _compilation))
            return FailMember(Rules.TypeNotAccessible, symbol);
        if (MemoryPackAttributes.HasCustomFormatter(symbol))
            return FailMember(Rules.Unsupported, symbol);
        // MemoryPack writes members that only tell, and drops what it reads.
        if (!settable && !isArgument && !(isMemoryPackable && ObjectMembers.IsReadOnly(symbol)))
            return FailMember(Rules.CannotRestore, symbol);
        bool mustBeSet = ObjectMembers.IsRequired(symbol) && !ConstructorChooser.SetsRequiredMembers(constructor);
        ValueModel? value = ParsePart(ObjectMembers.TypeOf(symbol), symbol.Name);
        return value is null ? null : new MemberModel(symbol.Name, value, settable && (!isArgument || mustBeSet));
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
