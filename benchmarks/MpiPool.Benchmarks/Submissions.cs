namespace MpiPool.Benchmarks;

/// <summary>Tasks submitted one by one, each with a future of its own.</summary>
internal static class Submissions
{
    // As many futures as a program would hold at once; they are awaited wave by wave.
    private const int Wave = 10_000;

    /// <summary>Runs for so many milliseconds.</summary>
    /// <exception cref="InvalidOperationException">A result is wrong.</exception>
    public static Task<string> MeasureAsync(WorkerPool pool, int milliseconds)
    {
        var futures = new Task<int>[Wave];
        return Load.MeasureAsync("submit", pool, milliseconds, count => SubmitAsync(pool, futures, count));
    }

    /// <summary>Submits so many tasks, for those who count what they cost (benchmarks/run-instructions.sh).</summary>
    /// <exception cref="InvalidOperationException">A result is wrong.</exception>
    public static async Task<string> CountAsync(WorkerPool pool, int count)
    {
        await SubmitAsync(pool, new Task<int>[Wave], count);
        return FormattableString.Invariant($"submit-count ranks={pool.Size} tasks={count}");
    }

    private static async Task SubmitAsync(WorkerPool pool, Task<int>[] futures, int count)
    {
        for (int done = 0; done < count; done += Wave)
        {
            int length = Math.Min(Wave, count - done);
            for (int i = 0; i < length; i++)
                futures[i] = pool.Submit(Kernels.Tasks.Increment(i));
            // The last first: then the others are there already, and cost no continuation each.
            await futures[length - 1];
            for (int i = 0; i < length; i++)
                Check.Equal(i + 1, await futures[i]);
        }
    }
}
