using Microsoft.CodeAnalysis;
using MpiPool.Generators.Model;

namespace MpiPool.Generators.Parser;

/// <summary>What a method must be, whatever its types are.</summary>
internal static class MethodRules
{
    /// <summary>Takes a rule that is broken and what its message says.</summary>
    public delegate void Reporter(DiagnosticDescriptor rule, params string[] arguments);

    private static readonly HashSet<string> s_taken = new(StringComparer.Ordinal)
    {
        "Equals", "GetHashCode", "GetType", "ToString", "Finalize", "MemberwiseClone", "ReferenceEquals", "Handles", "HandleList", "Instance",
    };

    public static void Check(IMethodSymbol method, ContainerModel container, Reporter report)
    {
        if (!method.IsStatic)
            report(Rules.NotStatic, Name());
        if (method.IsGenericMethod || IsInGenericType(method))
            report(Rules.Generic, Name());
        if (FindInaccessible(method) is { } hidden)
            report(Rules.NotAccessible, Name(), hidden.Name, Accessibility(hidden));
        if (method.IsStatic && (method.IsAbstract || method.IsVirtual))
            report(Rules.BadResult, Name(), "is abstract or virtual: which method runs must not depend on a type. Mark the methods that implement it.");
        if (method.ReturnsByRef || method.ReturnsByRefReadonly)
            report(Rules.BadResult, Name(), "returns by reference, which has no meaning between processes. Return a value.");
        if (method is { IsAsync: true, ReturnsVoid: true })
            report(Rules.BadResult, Name(), "is async and returns void, so nobody can tell when it has ended. Return a Task.");
        // An extension block has no name by which generated code could call the method.
        if (!method.ContainingType.CanBeReferencedByName)
            report(Rules.BadResult, method.Name, "stands in an extension block. Put it beside the block, into the class itself.");
        if (s_taken.Contains(method.Name) || method.Name == container.Companion)
            report(Rules.NameClash, method.Name);
        if (Overloads.HasSameCall(method))
            report(Rules.SameCall, Name());
        if (container.HasTasksMember)
            report(Rules.TasksMember, container.DisplayName, container.Companion);

        string Name() => $"{container.DisplayName}.{method.Name}";
    }

    private static bool IsInGenericType(IMethodSymbol method)
    {
        for (INamedTypeSymbol? type = method.ContainingType; type is not null; type = type.ContainingType)
        {
            if (type.IsGenericType)
                return true;
        }
        return false;
    }

    private static ISymbol? FindInaccessible(IMethodSymbol method)
    {
        for (ISymbol? symbol = method; symbol is IMethodSymbol or INamedTypeSymbol; symbol = symbol.ContainingType)
        {
            bool visible = symbol.DeclaredAccessibility is Microsoft.CodeAnalysis.Accessibility.Public
                or Microsoft.CodeAnalysis.Accessibility.Internal
                or Microsoft.CodeAnalysis.Accessibility.ProtectedOrInternal;
            if (!visible || symbol is INamedTypeSymbol { IsFileLocal: true })
                return symbol;
        }
        return null;
    }

    private static string Accessibility(ISymbol symbol) => symbol switch
    {
        INamedTypeSymbol { IsFileLocal: true } => "local to its file",
        { DeclaredAccessibility: Microsoft.CodeAnalysis.Accessibility.Private } => "private",
        _ => "protected",
    };
}
