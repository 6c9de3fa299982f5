namespace MpiPool.Shapes.Tests;

/// <summary>Tasks that take and return exceptions.</summary>
public static class ExceptionTasks
{
    [MpiTask] public static Exception? Any(Exception? value) => value;

    [MpiTask] public static ArgumentException Argument(ArgumentException value) => value;

    [MpiTask] public static Failure Member(Failure value) => value;
}

/// <summary>Tasks that fail.</summary>
public static class FailingTasks
{
    [MpiTask] public static int Known() => throw new FileNotFoundException("known");

    [MpiTask] public static int Own() => throw new SolverException("own");
}

public sealed record Failure(int Code, Exception? Cause, List<IOException> Others);

public sealed class SolverException(string message) : ArithmeticException(message);
