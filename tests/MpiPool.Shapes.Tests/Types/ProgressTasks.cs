namespace MpiPool.Shapes.Tests;

/// <summary>Tasks that report while they run.</summary>
public static class ProgressTasks
{
    [MpiTask] public static int Count(int count, IProgress<int> progress)
    {
        for (int i = 0; i < count; i++)
            progress.Report(i);
        return count;
    }

    [MpiTask] public static async Task<string> Walk(IProgress<Step?> progress, string name, TaskContext context, int steps = 3, CancellationToken cancel = default)
    {
        for (int i = 0; i < steps; i++)
        {
            await Task.Delay(TimeSpan.Zero, cancel);
            progress.Report(i == 1 ? null : new Step(name, [i, context.Rank]));
        }
        return name;
    }

    [MpiTask] public static void Shout(IProgress<string>? progress = null) => progress!.Report("ho");

    [MpiTask] public static void ReportBad(IProgress<Base> progress) => progress.Report(new Derived());
}

public sealed record Step(string Name, int[] Values);
