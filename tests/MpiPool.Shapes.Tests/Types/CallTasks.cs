namespace MpiPool.Shapes.Tests;

/// <summary>Tasks of every kind of result and of parameters that do not travel.</summary>
public static class CallTasks
{
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
}
