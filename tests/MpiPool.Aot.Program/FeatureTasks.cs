namespace MpiPool.Aot.Program;

/// <summary>Tasks for the ways to run them, and for what they leave behind.</summary>
internal static class FeatureTasks
{
    [MpiTask] internal static int Half(int x) => x % 2 == 0 ? x / 2 : throw new OddException($"{x} is odd", new FormatException("inner"));

    [MpiTask] internal static double Scale(int x, double by = 2) => x * by;

    [MpiTask] internal static int[] Row(int x) => [x, 2 * x];

    [MpiTask] internal static async IAsyncEnumerable<string> Words(int count)
    {
        for (int i = 0; i < count; i++)
        {
            await Task.Yield();
            yield return $"word {i}";
        }
    }

    [MpiTask] internal static int Reported(int count, IProgress<(int, string)> progress)
    {
        for (int i = 0; i < count; i++)
            progress.Report((i, "step"));
        return count;
    }

    [MpiTask] internal static int Shared(Shared<Dictionary<string, int>> table, string key) => table.Value[key];

    [MpiTask] internal static int SumOfRanks(TaskContext context) => context.Group!.AllReduce(context.Group.Rank, ReduceOperation.Sum);

    [MpiTask] internal static bool Keep(TaskContext context) => context.GetOrCreate(static () => new BadEnd()) is not null;

    [MpiTask] internal static void Check(int x) => Half(x);

    [MpiTask] internal static int Rank(TaskContext context) => context.Rank;

    /// <summary>What a worker keeps, and cannot dispose.</summary>
    private sealed class BadEnd : IDisposable
    {
        public void Dispose() => throw new FormatException("bad end");
    }
}

/// <summary>An exception that no other rank knows.</summary>
internal sealed class OddException(string message, Exception inner) : Exception(message, inner);

/// <summary>Counts and adds.</summary>
[MpiReducer]
internal readonly struct CountAndSum : IReducer<(long Count, double Sum), double>
{
    public static (long Count, double Sum) Identity => default;

    public static (long Count, double Sum) Add((long Count, double Sum) accumulator, double item) => (accumulator.Count + 1, accumulator.Sum + item);

    public static (long Count, double Sum) Combine((long Count, double Sum) first, (long Count, double Sum) second) => (first.Count + second.Count, first.Sum + second.Sum);
}
