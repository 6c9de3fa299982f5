namespace MpiPool.Shapes.Tests;

/// <summary>Tasks whose results are reduced.</summary>
public static class ReducedTasks
{
    /// <summary>Numbers of very different size, so that each order of adding them gives other digits.</summary>
    [MpiTask]
    public static double Uneven(int i) => Math.Sin(i) * Math.Pow(10, i % 17 - 8);

    [MpiTask]
    public static string Letter(int i) => ((char)('a' + i % 26)).ToString();

    [MpiTask]
    public static int[] Values(int seed, int count)
    {
        var values = new int[count];
        for (int i = 0; i < count; i++)
            values[i] = (seed * 31 + i * 7) % Histogram.Length;
        return values;
    }

    [MpiTask]
    public static int OddThrows(int i) => i % 2 == 0 ? i : throw new FormatException($"{i} is odd");

    [MpiTask]
    public static string ThrowsFrom(string text) => text.Length > 3 ? throw new FormatException(text) : text;

    [MpiTask]
    public static int Same(int i) => i;

    [MpiTask]
    public static async Task<double> Later(int i)
    {
        await Task.Yield();
        return i % 5 == 4 ? throw new FormatException($"{i}") : i;
    }

    [MpiTask]
    public static double Drawn(int i, TaskContext context) => context.Random.NextDouble() + i;

    /// <summary>Ends when the reduction is given up.</summary>
    [MpiTask]
    public static int UntilCancelled(int i, CancellationToken cancel)
    {
        if (i < 0)
            throw new FormatException("the first");
        cancel.WaitHandle.WaitOne(TimeSpan.FromSeconds(30));
        cancel.ThrowIfCancellationRequested();
        return i;
    }

    [MpiTask]
    public static int Length(Badly value) => value.Length;
}

/// <summary>Cannot be written where it is long.</summary>
public sealed class Badly
{
    public int Length { get; set; }

    public string Text
    {
        get => Length > 100 ? throw new NotSupportedException("too long to be written") : "text";
        set => _ = value;
    }
}
