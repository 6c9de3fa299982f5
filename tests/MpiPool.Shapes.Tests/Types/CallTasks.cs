namespace MpiPool.Shapes.Tests;

/// <summary>Tasks of every kind of result and of parameters that do not travel.</summary>
public static class CallTasks
{
    private static readonly TaskCompletionSource<int> s_cancelled = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private static int s_noted;

    public static int Noted => Volatile.Read(ref s_noted);

    [MpiTask] public static double Power(int x, double y = 2) => Math.Pow(x, y);

    [MpiTask] public static void Note(int value) => Volatile.Write(ref s_noted, value);

    [MpiTask] public static async Task NoteLater(int value)
    {
        await Task.Yield();
        Note(value);
    }

    [MpiTask] public static ValueTask NoteAtOnce(int value)
    {
        Note(value);
        return default;
    }

    [MpiTask] public static async Task<string?> Later(string? text, CancellationToken cancel)
    {
        await Task.Delay(TimeSpan.Zero, cancel);
        return text;
    }

    [MpiTask] public static ValueTask<int[]> AtOnce(int[] values) => new(values);

    [MpiTask] public static string Where(TaskContext context, string prefix) => $"{prefix} {context.Rank} of {context.Size} on {context.HostName}";

    [MpiTask(Idempotent = true)] internal static int Twice(int x) => 2 * x;

    [MpiTask] internal static string Twice(string x) => x + x;

    [MpiTask] public static RunReport Tell(int item, TaskContext context, CancellationToken cancel) =>
        new(context.Rank, context.Size, context.HostName, context.Attempt, context.Sequence, context.Random.NextInt64(), cancel.IsCancellationRequested);

    /// <summary>Ends when its token fires, and remembers it.</summary>
    [MpiTask] public static async Task<int> UntilCancelled(IProgress<int> progress, CancellationToken cancel)
    {
        progress.Report(1);
        var ended = new TaskCompletionSource();
        await using CancellationTokenRegistration registration = cancel.Register(ended.SetResult);
        await ended.Task;
        s_cancelled.TrySetResult(7);
        return 7;
    }

    /// <summary>Ends when the token of the other task has fired.</summary>
    [MpiTask] public static Task<int> UntilCancelledBefore() => s_cancelled.Task;
}

/// <summary>What a task was told of its run.</summary>
public sealed record RunReport(int Rank, int Size, string Host, int Attempt, long Sequence, long Random, bool IsCancelled);
