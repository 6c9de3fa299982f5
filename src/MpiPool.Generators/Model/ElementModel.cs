namespace MpiPool.Generators.Model;

/// <summary>An unmanaged type whose arrays a task sends or returns, and which the runtime does not know of itself.</summary>
/// <param name="Type">The C# type.</param>
/// <param name="Text">Its wire shape in words, equal on all ranks.</param>
internal sealed record ElementModel(string Type, string Text);
