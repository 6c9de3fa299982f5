using Microsoft.CodeAnalysis;

namespace MpiPool.Generators.Parser;

/// <summary>A reason why a method cannot be a task. Lives as long as one parse: it holds symbols.</summary>
/// <param name="Descriptor">The rule that is broken.</param>
/// <param name="Place">The symbol at whose name the error stands.</param>
/// <param name="IsAtResult">It stands at the method's return type instead.</param>
/// <param name="Type">The type to blame, where the rule has a fix that changes it.</param>
/// <param name="Arguments">What the message says.</param>
internal sealed record Problem(DiagnosticDescriptor Descriptor, ISymbol Place, bool IsAtResult, ITypeSymbol? Type, string[] Arguments)
{
    /// <summary>Whether the generator leaves the method out.</summary>
    public bool IsError => Descriptor.DefaultSeverity == DiagnosticSeverity.Error;
}
