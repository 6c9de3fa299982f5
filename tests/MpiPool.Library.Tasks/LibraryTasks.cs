namespace MpiPool.Library.Tasks;

/// <summary>Tasks of a library that a program references and never names: every rank of the program must know them all the same.</summary>
public static class LibraryTasks
{
    [MpiTask] public static int Add(int left, int right) => left + right;

    [MpiTask] public static Measurement Scale(Measurement value, double factor) => value with { Value = value.Value * factor };

    [MpiTask] internal static string Hidden(string text) => text;
}

/// <summary>A type that only the library's own tasks know.</summary>
/// <param name="Name">What was measured.</param>
/// <param name="Value">How much.</param>
public sealed record Measurement(string Name, double Value);
