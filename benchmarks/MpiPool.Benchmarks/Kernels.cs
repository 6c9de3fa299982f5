using MpiPool;

namespace MpiPool.Benchmarks;

/// <summary>Tasks that do next to nothing, so that what is measured is the pool.</summary>
internal static class Kernels
{
    /// <summary>The next number.</summary>
    [MpiTask]
    public static int Increment(int x) => x + 1;
}
