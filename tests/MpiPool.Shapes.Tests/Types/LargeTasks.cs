namespace MpiPool.Shapes.Tests;

/// <summary>Tasks whose values are large enough to travel beside their frames.</summary>
public static class LargeTasks
{
    [MpiTask] public static double[] Doubles(double[] values) => values;

    [MpiTask] public static double[] Ones(int length) => Filled(length);

    [MpiTask] public static double[]? Nothing() => null;

    [MpiTask] public static Memory<double> OnesAsMemory(int length) => Filled(length);

    [MpiTask] public static ReadOnlyMemory<double> OnesAsReadOnlyMemory(int length) => Filled(length);

    [MpiTask] public static double[] FailAfter(double[] values) => throw new TimeoutException($"after {values.Length}");

    [MpiTask] public static Vertex[] Vertices(Vertex[] values) => values;

    [MpiTask] public static Nested Nested(Nested value) => value;

    /// <summary>Returns what it was lent.</summary>
    [MpiTask] public static ReadOnlyMemory<double> Lent(ReadOnlyMemory<double> values) => values;

    /// <summary>Changes what it was lent, and returns a part of it.</summary>
    [MpiTask]
    public static Memory<double> SecondHalf(Memory<double> values)
    {
        foreach (ref double value in values.Span)
            value = -value;
        return values[(values.Length / 2)..];
    }

    [MpiTask]
    public static async Task<double> SumLater(ReadOnlyMemory<double> values)
    {
        await Task.Yield();
        double sum = 0;
        foreach (double value in values.Span)
            sum += value;
        return sum;
    }

    private static double[] Filled(int length)
    {
        var values = new double[length];
        Array.Fill(values, 1);
        return values;
    }
}

/// <summary>A struct of the user's, as an element.</summary>
public readonly record struct Vertex(double X, double Y, int Id);

/// <summary>Large values at several depths.</summary>
public sealed record Nested(string Name, List<double[]> Blocks, (Vertex[] Vertices, Memory<int> Indices) Mesh, string Text, ReadOnlyMemory<byte> Raw);
