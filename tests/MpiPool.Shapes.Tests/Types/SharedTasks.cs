namespace MpiPool.Shapes.Tests;

/// <summary>Tasks that take values common to many of them.</summary>
public static class SharedTasks
{
    [MpiTask] public static double Sum(Shared<double[]> data, int from, int count) => data.Value.AsSpan(from, count).ToArray().Sum();

    [MpiTask] public static string? Describe(Shared<Dictionary<string, int[]>> table, string key) =>
        table.Value.TryGetValue(key, out int[]? values) ? $"{string.Join(",", values)} of version {table.Version}" : null;

    /// <summary>Two calls on one worker see one object.</summary>
    [MpiTask] public static bool IsSame(Shared<Holder> holder, TaskContext context) =>
        ReferenceEquals(context.GetOrCreate(() => holder.Value), holder.Value);

    [MpiTask] public static int WaitAndRead(Shared<int[]> data, int gate, CancellationToken cancel)
    {
        Gates[gate].Begun.TrySetResult();
        Gates[gate].Go.Task.Wait(cancel);
        return data.Value[0];
    }

    [MpiTask] public static int Both(Shared<int[]> one, Shared<int[]> other) => one.Value[0] * 10 + other.Value[0];

    [MpiTask] public static void MisuseOnWorker(Shared<int[]> data) => data.Replace([]);

    [MpiTask] public static double Fill(int count) => count;

    public static readonly SharedGate[] Gates = [.. Enumerable.Range(0, 4).Select(static _ => new SharedGate())];
}

/// <summary>Holds a task at its beginning.</summary>
public sealed class SharedGate
{
    public TaskCompletionSource Begun { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public TaskCompletionSource Go { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
}

public sealed class Holder
{
    public int Number { get; set; }
}
