namespace MpiPool;

/// <summary>The result type of a task whose method returns nothing (<c>void</c>, <c>Task</c> or <c>ValueTask</c>). It has one value.</summary>
public readonly struct NoResult : IEquatable<NoResult>
{
    /// <inheritdoc/>
    public bool Equals(NoResult other) => true;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is NoResult;

    /// <inheritdoc/>
    public override int GetHashCode() => 0;

    /// <summary>Always true: there is one value.</summary>
    public static bool operator ==(NoResult left, NoResult right) => true;

    /// <summary>Always false: there is one value.</summary>
    public static bool operator !=(NoResult left, NoResult right) => false;
}
