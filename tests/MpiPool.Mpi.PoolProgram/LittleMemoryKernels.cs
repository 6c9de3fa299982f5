namespace MpiPool.Mpi.PoolProgram;

/// <summary>The tasks of <see cref="LittleMemoryScenario"/>.</summary>
internal static class LittleMemoryKernels
{
    /// <summary>A little more than a rank with little memory can have in all.</summary>
    public const int TooLong = 9 << 20;

    [MpiTask] public static double Last(double[] values) => values[^1];

    [MpiTask] public static double Take(int length) => new double[length].Length;

    [MpiTask] public static double[] Make(int length) => new double[length];

    [MpiTask] public static Expanding Expand(int length) => new() { Length = length };

    [MpiTask] public static double LastOf(Shared<double[]> values) => values.Value[^1];

    [MpiTask] public static double LastOfMapped(Shared<ReadOnlyMemory<double>> values) => values.Value.Span[^1];
}

/// <summary>Becomes large when it is written.</summary>
internal sealed class Expanding
{
    private readonly double[]? _values;

    public int Length { get; init; }

    public double[] Values { get => _values ?? new double[Length]; init => _values = value; }
}
