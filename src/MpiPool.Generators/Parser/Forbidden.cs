using Microsoft.CodeAnalysis;

namespace MpiPool.Generators.Parser;

/// <summary>Types that belong to their process, each with the rule that says what to send instead.</summary>
internal static class Forbidden
{
    /// <summary>The rule that forbids the type, or null.</summary>
    public static DiagnosticDescriptor? Find(ITypeSymbol type)
    {
        if (type.TypeKind is TypeKind.Pointer or TypeKind.FunctionPointer)
            return Rules.Pointer;
        if (type.IsRefLikeType)
            return Rules.RefStruct;
        if (type.TypeKind == TypeKind.Delegate || type.SpecialType is SpecialType.System_Delegate or SpecialType.System_MulticastDelegate)
            return Rules.Delegate;
        if (type is not INamedTypeSymbol named)
            return type.TypeKind is TypeKind.Dynamic or TypeKind.TypeParameter ? Rules.NotSerializable : null;
        if (type.SpecialType == SpecialType.System_Object)
            return Rules.NotSerializable;
        if (IsTask(named))
            return Rules.TaskValue;
        // Only its name travels, and that with the call: it has a form as a parameter, and nowhere else.
        if (TypeNames.Is(type, "MpiPool", "Shared`1"))
            return Rules.SharedInside;
        return DerivesFromStream(named) ? Rules.Stream : null;
    }

    /// <summary>Whether the type is a Task or a ValueTask, with or without a result.</summary>
    public static bool IsTask(INamedTypeSymbol type) =>
        type.Name is "Task" or "ValueTask" && TypeNames.Namespace(type) == "System.Threading.Tasks";

    private static bool DerivesFromStream(INamedTypeSymbol type)
    {
        for (INamedTypeSymbol? current = type; current is not null; current = current.BaseType)
        {
            if (current.Name is "Stream" or "TextReader" or "TextWriter" && TypeNames.Namespace(current) == "System.IO")
                return true;
        }
        return false;
    }
}
