namespace MpiPool.Aot.Tests.Fuzz;

/// <summary>A type of a random graph, with the C# that names it, makes values of it and compares them.</summary>
/// <param name="Name">How C# names the type.</param>
/// <param name="IsValueType">Whether <c>?</c> makes a <see cref="Nullable{T}"/> of it.</param>
/// <param name="IsKey">Whether it can be the key of a dictionary: compared by <c>Equals</c> and never null.</param>
/// <param name="Make">An expression that makes a value from <c>random</c> and <c>depth</c>.</param>
/// <param name="Same">An expression that compares the values <c>a</c> and <c>b</c>.</param>
/// <param name="Declaration">What declares the type; empty where the base library does.</param>
internal sealed record RandomType(string Name, bool IsValueType, bool IsKey, string Make, string Same, string Declaration = "");
