namespace MpiPool.Mpi.PoolProgram;

/// <summary>The tasks of <see cref="ReduceScenario"/>.</summary>
internal static class ReduceKernels
{
    /// <summary>Numbers of very different size, so that each order of adding them gives other digits.</summary>
    [MpiTask] public static double Uneven(int i) => Math.Sin(i) * Math.Pow(10, i % 17 - 8);

    [MpiTask] public static int[] Values(int seed) => [.. Enumerable.Range(0, 1000).Select(i => (seed * 31 + i * 7) % Histogram.Length)];

    /// <summary>Names its process, once every worker runs one: so that each has something to reduce.</summary>
    [MpiTask] public static int Process(int workers, TaskContext context)
    {
        Gate.Mark($"reduces{context.Rank}", "begun");
        for (int rank = 1; rank <= workers; rank++)
            Gate.Wait($"reduces{rank}", "begun");
        return Environment.ProcessId;
    }

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

/// <summary>Keeps the process that the items ran in, and waits for ever where two processes' accumulators meet.</summary>
[MpiReducer]
internal readonly struct HeldMeeting : IReducer<int, int>
{
    public const string Name = "meeting";

    public static int Identity => 0;

    public static int Add(int accumulator, int item) => item;

    public static int Combine(int first, int second)
    {
        if (first == 0 || second == 0 || first == second)
            return Math.Max(first, second);
        Gate.Mark(Name, "begun");
        Gate.Wait(Name, "open");
        return first;
    }
}
