namespace MpiPool.Shapes.Tests;

/// <summary>Tasks that take and return exceptions.</summary>
public static class ExceptionTasks
{
    [MpiTask] public static Exception? Any(Exception? value) => value;

    [MpiTask] public static ArgumentException Argument(ArgumentException value) => value;

    [MpiTask] public static Failure Member(Failure value) => value;
}

public sealed record Failure(int Code, Exception? Cause, List<IOException> Others);

public sealed class SolverException(string message) : ArithmeticException(message);
