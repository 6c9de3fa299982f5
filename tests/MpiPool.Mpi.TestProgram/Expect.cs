namespace MpiPool.Mpi.TestProgram;

/// <summary>Checks of a scenario; a failed one ends the rank with its message, and thereby the test.</summary>
internal static class Expect
{
    public static void Equal<T>(T expected, T actual, string what)
    {
        if (!EqualityComparer<T>.Default.Equals(expected, actual))
            throw new InvalidOperationException($"{what}: expected {expected}, got {actual}.");
    }

    public static void True(bool condition, string what)
    {
        if (!condition)
            throw new InvalidOperationException($"Not so: {what}.");
    }
}
