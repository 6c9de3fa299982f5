namespace MpiPool.Mpi.PeerProgram;

/// <summary>Many futures as one; in .NET that is WhenAll, with a token where the rest is to be cancelled.</summary>
internal static class CollectCases
{
    public static void AddTo(Dictionary<string, Func<WorkerPool, Task>> cases)
    {
        cases.Add("CollectTest.test_empty", Empty);
        cases.Add("CollectTest.test_item_success", Succeed);
        cases.Add("CollectTest.test_item_failure", OneFails);
        cases.Add("CollectTest.test_item_done", DoneBefore);
        cases.Add("CollectTest.test_item_cancel", OneIsCancelled);
        cases.Add("CollectTest.test_cancel", AllAreCancelled);
        cases.Add("CollectTest.test_cancel_pending", TaskWithoutToken);
    }

    private static async Task Empty(WorkerPool pool)
    {
        Task<int[]> all = Task.WhenAll<int>();
        Expect.True(all.IsCompletedSuccessfully, "nothing to wait for");
        Expect.Equal(0, (await all).Length, "no results");
    }

    private static async Task Succeed(WorkerPool pool)
    {
        Held[] held = await Held.OnAllWorkersAsync(pool, "collect-success");
        Task<int[]> all = Task.WhenAll(Enumerable.Range(0, 5).Select(i => pool.Submit(PeerTasks.Tasks.Double(i))));
        Expect.True(!all.IsCompleted, "no worker is free");
        foreach (Held each in held)
            each.Dispose();
        Expect.True((await all.WaitAsync(Expect.Limit)).SequenceEqual([0, 2, 4, 6, 8]), "the results in the order of the calls");
    }

    /// <summary>The first error cancels what has not begun.</summary>
    private static async Task OneFails(WorkerPool pool)
    {
        using var rest = new CancellationTokenSource();
        Held[] held = await Held.OnAllWorkersAsync(pool, "collect-failure");
        Task<int> failing = pool.Submit(PeerTasks.Tasks.Raise("one fails"));
        Task<int>[] blocked = [.. Enumerable.Range(0, pool.WorkerCount).Select(i => pool.Submit(Gate.Tasks.Pass($"collect-failure-blocked{i}"), CancellationToken.None))];
        Task<bool>[] waiting = [.. Enumerable.Range(0, 4).Select(i => pool.Submit(Gate.Tasks.Visit($"collect-failure-waiting{i}"), rest.Token))];
        foreach (Held each in held)
            each.Dispose();
        await Expect.Fails<RemoteTaskException>(failing, "the one that fails");
        await rest.CancelAsync();
        foreach (Task<bool> future in waiting)
            await Expect.Fails<TaskCanceledException>(future, "one that had not begun");
        for (int i = 0; i < blocked.Length; i++)
            Gate.Mark($"collect-failure-blocked{i}", "open");
        await Task.WhenAll(blocked).WaitAsync(Expect.Limit);
        Expect.True(Enumerable.Range(0, 4).All(static i => !Gate.Happened($"collect-failure-waiting{i}", "begun")), "none of the cancelled ran");
    }

    private static async Task DoneBefore(WorkerPool pool)
    {
        Task<int>[] futures = [.. Enumerable.Range(0, 5).Select(i => pool.Submit(PeerTasks.Tasks.Double(i)))];
        foreach (Task<int> future in futures)
            await future.WaitAsync(Expect.Limit);
        Task<int[]> all = Task.WhenAll(futures);
        Expect.True(all.IsCompletedSuccessfully, "all were done before");
        Expect.True((await all).SequenceEqual([0, 2, 4, 6, 8]), "the results");
    }

    private static async Task OneIsCancelled(WorkerPool pool)
    {
        using var source = new CancellationTokenSource();
        Held[] held = await Held.OnAllWorkersAsync(pool, "collect-cancel-one");
        Task<int> kept = pool.Submit(PeerTasks.Tasks.Double(21));
        Task<int> cancelled = pool.Submit(PeerTasks.Tasks.Double(1), source.Token);
        Task<int[]> all = Task.WhenAll(kept, cancelled);
        await source.CancelAsync();
        await Expect.Fails<TaskCanceledException>(cancelled, "the one that is cancelled while it waits");
        foreach (Held each in held)
            each.Dispose();
        await Expect.Fails<TaskCanceledException>(all, "all, one of which was cancelled");
        Expect.Equal(42, await kept, "the other one's result");
    }

    private static async Task AllAreCancelled(WorkerPool pool)
    {
        using var source = new CancellationTokenSource();
        Held[] held = await Held.OnAllWorkersAsync(pool, "collect-cancel-all");
        Task<int>[] futures = [.. Enumerable.Range(0, 5).Select(i => pool.Submit(PeerTasks.Tasks.Double(i), source.Token))];
        await source.CancelAsync();
        await Expect.Fails<TaskCanceledException>(Task.WhenAll(futures), "all of them");
        Expect.True(futures.All(static future => future.IsCanceled), "each is cancelled");
        foreach (Held each in held)
            each.Dispose();
    }

    /// <summary>A task that runs and takes no token is not ended by a cancel: it completes.</summary>
    private static async Task TaskWithoutToken(WorkerPool pool)
    {
        using var source = new CancellationTokenSource();
        Task<int> running = pool.Submit(Gate.Tasks.Pass("collect-running"), source.Token);
        await Task.Run(static () => Gate.Wait("collect-running", "begun"));
        await source.CancelAsync();
        Expect.True(!running.IsCompleted, "it still runs");
        Gate.Mark("collect-running", "open");
        Expect.True(await running.WaitAsync(Expect.Limit) > 0, "it completes");
    }
}
