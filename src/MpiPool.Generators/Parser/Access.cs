using Microsoft.CodeAnalysis;

namespace MpiPool.Generators.Parser;

/// <summary>Tells what generated code can name.</summary>
internal static class Access
{
    /// <summary>
    /// Whether code anywhere in the compiled assembly can name the symbol. The compiler's own answer begins with a walk through all
    /// references, so what is public or of the same assembly is decided before.
    /// </summary>
    public static bool IsAccessible(ISymbol symbol, Compilation compilation) =>
        IsOpen(symbol, compilation.Assembly) || compilation.IsSymbolAccessibleWithin(symbol, compilation.Assembly);

    private static bool IsOpen(ISymbol symbol, IAssemblySymbol assembly) => symbol switch
    {
        IArrayTypeSymbol array => IsOpen(array.ElementType, assembly),
        INamedTypeSymbol type => IsDeclaredOpen(type, assembly) && (type.ContainingType is not { } outer || IsOpen(outer, assembly)) && AreOpen(type, assembly),
        ITypeSymbol => false,
        _ => IsDeclaredOpen(symbol, assembly) && symbol.ContainingType is { } type && IsOpen(type, assembly),
    };

    private static bool AreOpen(INamedTypeSymbol type, IAssemblySymbol assembly)
    {
        foreach (ITypeSymbol argument in type.TypeArguments)
        {
            if (!IsOpen(argument, assembly))
                return false;
        }
        return true;
    }

    private static bool IsDeclaredOpen(ISymbol symbol, IAssemblySymbol assembly) => symbol.DeclaredAccessibility switch
    {
        Accessibility.Public => true,
        Accessibility.Internal or Accessibility.ProtectedOrInternal => SymbolEqualityComparer.Default.Equals(symbol.ContainingAssembly, assembly),
        _ => false,
    };
}
