using MemoryPack;

namespace MpiPool.CodecBenchmarks;

/// <summary>One task a row of the table; each returns what it gets.</summary>
public static class Kernels
{
    /// <summary>One number.</summary>
    [MpiTask] public static int Number(int value) => value;

    /// <summary>Two numbers.</summary>
    [MpiTask] public static (int, double) Pair((int, double) value) => value;

    /// <summary>A short text.</summary>
    [MpiTask] public static string Text(string value) => value;

    /// <summary>An array.</summary>
    [MpiTask] public static double[] Array(double[] value) => value;

    /// <summary>A record.</summary>
    [MpiTask] public static Particle Record(Particle value) => value;
}

/// <summary>A record of six members.</summary>
[MemoryPackable]
public sealed partial record Particle(int Id, string Name, double X, double Y, double Z, DateTime Seen);
