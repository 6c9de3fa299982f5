using Microsoft.CodeAnalysis;
using MpiPool.Generators.Model;

namespace MpiPool.Generators.Parser;

/// <summary>Types that carry MemoryPack's attributes keep MemoryPack's bytes.</summary>
internal sealed partial class ShapeParser
{
    // MemoryPack.GenerateType
    private const int GenerateObject = 0;
    private const int GenerateVersionTolerant = 1;
    private const int GenerateCircularReference = 2;
    private const int GenerateCollection = 3;

    private bool TryParseMemoryPackable(INamedTypeSymbol type, out ValueModel? value)
    {
        value = null;
        if (MemoryPackAttributes.Find(type, "MemoryPackable") is not { } attribute)
            return false;
        (int generate, bool isExplicit) = ReadOptions(attribute);
        if (generate == GenerateCollection)
            return false;
        ObjectLayout layout = generate switch
        {
            GenerateVersionTolerant => ObjectLayout.VersionTolerant,
            GenerateCircularReference => ObjectLayout.CircularReference,
            _ => ObjectLayout.Plain,
        };
        if (type.IsAbstract)
            value = Fail(Rules.AbstractWithoutUnion);
        else if (generate > GenerateCollection || (layout == ObjectLayout.CircularReference && type.IsValueType))
            value = Fail(Rules.Unsupported);
        else
            value = ParseMembers(type, layout, isMemoryPackable: true, isExplicit);
        return true;
    }

    private bool TryParseUnion(INamedTypeSymbol type, out ValueModel? value)
    {
        value = null;
        if (!type.IsAbstract)
            return false;
        AttributeData[] attributes = [.. MemoryPackAttributes.FindAll(type, "MemoryPackUnion")];
        if (attributes.Length == 0)
            return false;
        var accessors = new Accessors(TypeNames.Identifier(type));
        if (MemoryPackCallbacks.Collect(type, _compilation, accessors) is not { } callbacks)
        {
            value = Fail(Rules.Unsupported);
            return true;
        }
        ValueModel self = Announce(type);
        var cases = new List<UnionCase>();
        foreach (AttributeData attribute in attributes)
        {
            if (attribute.ConstructorArguments is [{ Value: ushort tag }, { Value: INamedTypeSymbol named }] && Close(named, type) is var derived && ParsePart(derived, TypeNames.Short(derived)) is { } item)
                cases.Add(new UnionCase(tag, item));
        }
        if (cases.Count == attributes.Length)
        {
            _shapes[self.Method] = new UnionShape(self.Method, self.Type, false, cases.ToEquatableArray(), callbacks, accessors.All.ToEquatableArray());
            value = self;
        }
        return true;
    }

    // An attribute on a generic type can only name open types: they are closed over what the base type is closed over.
    private static INamedTypeSymbol Close(INamedTypeSymbol derived, INamedTypeSymbol type) =>
        derived.IsUnboundGenericType && derived.Arity == type.Arity ? derived.OriginalDefinition.Construct([.. type.TypeArguments]) : derived;

    private static (int Generate, bool IsExplicit) ReadOptions(AttributeData attribute)
    {
        int generate = GenerateObject;
        bool? isExplicit = null;
        foreach (TypedConstant argument in attribute.ConstructorArguments)
        {
            if (argument.Value is not int value)
                continue;
            if (argument.Type?.Name == "SerializeLayout")
                isExplicit = value != 0;
            else
                generate = value;
        }
        return (generate, isExplicit ?? generate is GenerateVersionTolerant or GenerateCircularReference);
    }
}
