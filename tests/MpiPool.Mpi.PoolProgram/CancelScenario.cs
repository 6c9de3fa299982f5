namespace MpiPool.Mpi.PoolProgram;

/// <summary>Cancellation of what runs and of what waits; a long task holds nobody up. For two workers.</summary>
internal static class CancelScenario
{
    public static Task<int> Run(string[] args) => WorkerPool.RunAsync(args, async pool =>
    {
        await Running(pool);
        await Queued(pool);
        await LongTaskHoldsNobodyUp(pool);
        Expect.Equal(9.0, await pool.Submit(Kernels.Tasks.Square(3)).WaitAsync(Expect.Limit), "the pool goes on");
        Console.WriteLine("cancel done");
    });

    private static async Task Running(WorkerPool pool)
    {
        using var source = new CancellationTokenSource();
        Task<bool> future = pool.Submit(Gate.Tasks.UntilCancelled("running"), source.Token);
        await Task.Run(() => Gate.Wait("running", "begun"));
        await source.CancelAsync();
        await Expect.Fails<TaskCanceledException>(future, "the future of a task that runs and is cancelled");
        Expect.True(Gate.Happened("running", "cancelled"), "the task's own token fired");
    }

    private static async Task Queued(WorkerPool pool)
    {
        Task<int>[] blockers = [.. Enumerable.Range(0, pool.WorkerCount).Select(i => pool.Submit(Gate.Tasks.Pass($"blocker{i}")))];
        for (int i = 0; i < blockers.Length; i++)
        {
            string name = $"blocker{i}";
            await Task.Run(() => Gate.Wait(name, "begun"));
        }
        using var source = new CancellationTokenSource();
        Task<int> waiting = pool.Submit(Gate.Tasks.Pass("never"), source.Token);
        Task<int> other = pool.Submit(Gate.Tasks.Pass("other"));
        await source.CancelAsync();
        await Expect.Fails<TaskCanceledException>(waiting, "the future of a task that waits and is cancelled");
        Gate.Mark("other", "open");
        for (int i = 0; i < blockers.Length; i++)
            Gate.Mark($"blocker{i}", "open");
        await Task.WhenAll([.. blockers, other]).WaitAsync(Expect.Limit);
        Expect.True(!Gate.Happened("never", "begun"), "what was cancelled in the queue never ran");
    }

    private static async Task LongTaskHoldsNobodyUp(WorkerPool pool)
    {
        // The pool learns that these are short, and sends many ahead.
        await Task.WhenAll(Enumerable.Range(0, 1000).Select(_ => pool.Submit(Gate.Tasks.Visit(null)))).WaitAsync(Expect.Limit);
        Task<bool> blocked = pool.Submit(Gate.Tasks.Visit("long"));
        Task<bool>[] others = [.. Enumerable.Range(0, 1000).Select(_ => pool.Submit(Gate.Tasks.Visit(null)))];
        await Task.WhenAll(others).WaitAsync(Expect.Limit);
        Expect.True(!blocked.IsCompleted, "the long task still runs");
        Gate.Mark("long", "open");
        await blocked.WaitAsync(Expect.Limit);
    }
}
