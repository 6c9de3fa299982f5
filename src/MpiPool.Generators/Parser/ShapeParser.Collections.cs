using Microsoft.CodeAnalysis;
using MpiPool.Generators.Model;

namespace MpiPool.Generators.Parser;

/// <summary>Collections and dictionaries.</summary>
internal sealed partial class ShapeParser
{
    private bool TryParseCollection(INamedTypeSymbol type, out ValueModel? value)
    {
        value = null;
        CollectionRecipe? recipe = CollectionRecipes.Find(type);
        ITypeSymbol[] elements = [.. type.TypeArguments];
        if (recipe is null)
        {
            if (FindContract(type) is not { } contract)
                return false;
            elements = [.. contract.TypeArguments];
            string name = TypeNames.Codec(type);
            recipe = HasAdd(type, elements) ? CollectionRecipes.ForUserType(name) : CollectionRecipes.ForUserType(name, TypeNames.Codec(contract));
        }
        value = elements.Length == 1 ? ParseElements(type, elements[0], recipe) : ParsePairs(type, elements, recipe);
        return true;
    }

    private ValueModel? ParseElements(INamedTypeSymbol type, ITypeSymbol elementType, CollectionRecipe recipe)
    {
        ValueModel self = Announce(type);
        ValueModel? element = ParsePart(elementType, "[]");
        if (element is null)
            return null;
        _shapes[self.Method] = new CollectionShape(self.Method, self.Type, element, recipe);
        return self;
    }

    private ValueModel? ParsePairs(INamedTypeSymbol type, ITypeSymbol[] types, CollectionRecipe recipe)
    {
        ValueModel self = Announce(type);
        ValueModel? key = ParsePart(types[0], "Key");
        ValueModel? item = ParsePart(types[1], "Value");
        if (key is null || item is null)
            return null;
        bool unmanaged = key.IsFixedSize && item.IsFixedSize;
        _shapes[self.Method] = new DictionaryShape(self.Method, self.Type, key, item, unmanaged, recipe);
        return self;
    }

    /// <summary>The interface through which a concrete collection is filled, a dictionary's before others; null where the type is none.</summary>
    private INamedTypeSymbol? FindContract(INamedTypeSymbol type)
    {
        if (type.TypeKind != TypeKind.Class && type.TypeKind != TypeKind.Struct || type.IsAbstract || !HasAccessibleDefaultConstructor(type))
            return null;
        INamedTypeSymbol? collection = null;
        foreach (INamedTypeSymbol candidate in type.AllInterfaces)
        {
            if (TypeNames.Is(candidate, "System.Collections.Generic", "IDictionary`2"))
                return candidate;
            if (TypeNames.Is(candidate, "System.Collections.Generic", "ICollection`1"))
                collection = candidate;
        }
        return collection;
    }

    private bool HasAdd(INamedTypeSymbol type, ITypeSymbol[] elements)
    {
        for (INamedTypeSymbol? level = type; level is not null; level = level.BaseType)
        {
            foreach (IMethodSymbol method in level.GetMembers("Add").OfType<IMethodSymbol>())
            {
                if (Access.IsAccessible(method, _compilation)
                    && method.Parameters.Select(static p => p.Type).SequenceEqual(elements, SymbolEqualityComparer.Default))
                    return true;
            }
        }
        return false;
    }

    private bool HasAccessibleDefaultConstructor(INamedTypeSymbol type) =>
        type.InstanceConstructors.Any(c => c.Parameters.IsEmpty && Access.IsAccessible(c, _compilation));

    /// <summary>Makes a type's reference before its parts are known, so that they can refer to it.</summary>
    private ValueModel Announce(INamedTypeSymbol type)
    {
        var value = new ValueModel(ValueKind.Codec, TypeNames.Codec(type), TypeNames.Identifier(type), 1, TypeNames.Full(type));
        _values[type] = value;
        return value;
    }
}
