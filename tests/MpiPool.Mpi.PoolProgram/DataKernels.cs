using System.Runtime.CompilerServices;

namespace MpiPool.Mpi.PoolProgram;

/// <summary>The tasks of <see cref="DataScenario"/>.</summary>
internal static class DataKernels
{
    [MpiTask] public static double Sum(Shared<double[]> data, int from, int count) => data.Value.AsSpan(from, count).ToArray().Sum();

    [MpiTask] public static double[] Copy(Shared<double[]> data) => data.Value;

    [MpiTask] public static double[] Double(ReadOnlyMemory<double> values)
    {
        var doubled = new double[values.Length];
        for (int i = 0; i < doubled.Length; i++)
            doubled[i] = 2 * values.Span[i];
        return doubled;
    }

    [MpiTask] public static async IAsyncEnumerable<int> Count(int count, [EnumeratorCancellation] CancellationToken cancel)
    {
        for (int i = 0; i < count; i++)
        {
            cancel.ThrowIfCancellationRequested();
            yield return i;
            await Task.Yield();
        }
    }

    [MpiTask] public static int[] Use(TaskContext context) => [context.Rank, Interlocked.Increment(ref context.GetOrCreate(static () => new Counter()).Count)];

    private sealed class Counter
    {
        public int Count;
    }
}
