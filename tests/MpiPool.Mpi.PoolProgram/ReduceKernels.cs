namespace MpiPool.Mpi.PoolProgram;

/// <summary>The tasks of <see cref="ReduceScenario"/>.</summary>
internal static class ReduceKernels
{
    /// <summary>Numbers of very different size, so that each order of adding them gives other digits.</summary>
    [MpiTask] public static double Uneven(int i) => Math.Sin(i) * Math.Pow(10, i % 17 - 8);

    [MpiTask] public static int[] Values(int seed) => [.. Enumerable.Range(0, 1000).Select(i => (seed * 31 + i * 7) % Histogram.Length)];

    [MpiTask] public static double ThrowsAt(int i) => i % 1000 == 567 ? throw new FormatException($"no {i}") : i;
}

/// <summary>A sum whose last digits depend on the order.</summary>
[MpiReducer]
internal readonly struct Sum : IReducer<double, double>
{
    public static double Identity => 0;

    public static double Add(double accumulator, double item) => accumulator + item;

    public static double Combine(double first, double second) => first + second;
}

/// <summary>A large accumulator that is changed in place.</summary>
[MpiReducer]
internal readonly struct Histogram : IReducer<long[], int[]>
{
    public const int Length = 200_000;

    public static long[] Identity => new long[Length];

    public static long[] Add(long[] accumulator, int[] item)
    {
        foreach (int value in item)
            accumulator[value]++;
        return accumulator;
    }

    public static long[] Combine(long[] first, long[] second)
    {
        for (int i = 0; i < first.Length; i++)
            first[i] += second[i];
        return first;
    }
}
