namespace MpiPool.Benchmarks;

/// <summary>A benchmark whose results are wrong measures nothing.</summary>
internal static class Check
{
    /// <exception cref="InvalidOperationException">The values differ.</exception>
    public static void Equal<T>(T expected, T actual) where T : IEquatable<T>
    {
        if (!expected.Equals(actual))
            throw new InvalidOperationException($"A result is {actual}; expected {expected}.");
    }
}
