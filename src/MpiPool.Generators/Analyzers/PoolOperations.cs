using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using MpiPool.Generators.Parser;

namespace MpiPool.Generators.Analyzers;

/// <summary>What the analyzers ask of operations on pools.</summary>
internal static class PoolOperations
{
    /// <summary>Whether the type is the pool's.</summary>
    public static bool IsPool(ITypeSymbol? type) => type is { Name: "WorkerPool" } && TypeNames.Namespace(type) == "MpiPool";

    /// <summary>Whether the method is an overload that only exists to explain a mistake.</summary>
    public static bool IsTrap(IMethodSymbol method) =>
        IsPool(method.ContainingType) && method.GetAttributes().Any(static attribute => attribute.AttributeClass is { Name: "ObsoleteAttribute" });

    /// <summary>Whether the method is the pool's and has this name.</summary>
    public static bool IsPoolMethod(IMethodSymbol method, string name) => method.Name == name && IsPool(method.ContainingType);

    /// <summary>Whether the method is the pool's and for the main rank alone: all are, but for those that end it.</summary>
    public static bool IsMainOnly(IMethodSymbol method) =>
        method is { IsStatic: false, MethodKind: MethodKind.Ordinary, Name: not ("Shutdown" or "ShutdownAsync" or "Dispose" or "DisposeAsync") } && IsPool(method.ContainingType);

    /// <summary>Whether the method hands out results as they are asked for, and does little before.</summary>
    public static bool IsLazy(IMethodSymbol method) => IsMainOnly(method) && method.ReturnType.Name is "MapResults" or "IEnumerable" or "IAsyncEnumerable";

    /// <summary>Whether a task waits in the method until others have run.</summary>
    public static bool IsBlocking(IMethodSymbol method) =>
        IsBatch(method.ContainingType)
            ? method is { IsStatic: false, MethodKind: MethodKind.Ordinary } && !IsAsynchronous(method)
            : IsMainOnly(method) && !IsAsynchronous(method) && !IsBatch(method.ReturnType) && method.Name != "Post";

    private static bool IsAsynchronous(IMethodSymbol method) => method.ReturnType.Name is "Task" or "ValueTask" or "IAsyncEnumerable";

    private static bool IsBatch(ITypeSymbol type) => TypeNames.Is(type, "MpiPool", "Batch`1");

    /// <summary>The expression without the conversions around it; a variable of the same block stands for what it was declared with.</summary>
    public static IOperation Origin(IOperation operation)
    {
        IOperation plain = Plain(operation);
        return plain is ILocalReferenceOperation { Local: { } local } && Initializer(plain, local) is { } value ? Plain(value) : plain;
    }

    /// <summary>What a local variable was declared with, or null.</summary>
    private static IOperation? Initializer(IOperation use, ILocalSymbol local)
    {
        IOperation root = use;
        while (root.Parent is { } parent)
            root = parent;
        return root.Descendants().OfType<IVariableDeclaratorOperation>()
            .FirstOrDefault(declarator => SymbolEqualityComparer.Default.Equals(declarator.Symbol, local))?
            .GetVariableInitializer()?.Value;
    }

    private static IOperation Plain(IOperation operation) => operation switch
    {
        IConversionOperation conversion => Plain(conversion.Operand),
        _ => operation,
    };
}
