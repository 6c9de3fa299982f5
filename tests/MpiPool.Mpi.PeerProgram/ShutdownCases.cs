using System.Runtime.CompilerServices;

namespace MpiPool.Mpi.PeerProgram;

/// <summary>How pools end: waiting or not, cancelling or not. Every rank runs these.</summary>
internal static class ShutdownCases
{
    public static void AddTo(Dictionary<string, Func<string[], Task>> cases)
    {
        cases.Add("ExecutorShutdownTest.test_run_after_shutdown", CallAfterTheEnd);
        cases.Add("ExecutorShutdownTest.test_hang_issue12364", EndsWithCallsWaiting);
        cases.Add("ProcessPoolShutdownTest.test_shutdown", EndTwice);
        cases.Add("ProcessPoolShutdownTest.test_submit_shutdown_cancel", CancelsLater);
        cases.Add("ProcessPoolShutdownTest.test_submit_shutdown_cancel_wait", CancelsWhatHasNotBegun);
        cases.Add("ProcessPoolShutdownTest.test_shutdown_cancel", EndAgainAndAgain);
        cases.Add("ProcessPoolShutdownTest.test_init_bootup_shutdown", EndsUnused);
        cases.Add("ProcessPoolShutdownTest.test_context_manager_shutdown", EndsWithUsing);
        cases.Add("ProcessPoolShutdownTest.test_del_shutdown", ForgetsTheEnd);
        cases.Add("mpipool.TestShutdown.test_wait_nocancel", WaitsForAll);
        cases.Add("mpipool.TestShutdown.test_wait_cancel", WaitsForWhatRuns);
        cases.Add("mpipool.TestShutdown.test_nowait_nocancel", ReturnsAndCompletesAll);
        cases.Add("mpipool.TestShutdown.test_nowait_cancel", ReturnsAndCancels);
    }

    private static Task CallAfterTheEnd(string[] args) => OwnPool.RunAsync(args, static async pool =>
    {
        await pool.ShutdownAsync().WaitAsync(Expect.Limit);
        Expect.Throws<ObjectDisposedException>(() => pool.Submit(PeerTasks.Tasks.Power(2, 5)), "Submit after the end");
        Expect.Throws<ObjectDisposedException>(() => pool.Apply(PeerTasks.Tasks.Power(2, 5)), "Apply after the end");
        Expect.Throws<ObjectDisposedException>(() => pool.Map(PeerTasks.Tasks.Handles.Double, [1]).GetEnumerator(), "Map after the end");
    });

    private static Task EndsWithCallsWaiting(string[] args) => OwnPool.RunAsync(args, static async pool =>
    {
        Task<int>[] futures = [.. Enumerable.Range(0, 50).Select(i => pool.Submit(PeerTasks.Tasks.Double(i)))];
        await pool.ShutdownAsync().WaitAsync(Expect.Limit);
        Expect.True(futures.All(static future => future.IsCompletedSuccessfully), "every call has its result");
    });

    private static Task EndTwice(string[] args) => OwnPool.RunAsync(args, static async pool =>
    {
        Task<int>[] futures = [pool.Submit(PeerTasks.Tasks.Multiply(21, 2)), pool.Submit(PeerTasks.Tasks.Multiply(6, 7)), pool.Submit(PeerTasks.Tasks.Multiply(3, 14))];
        Task first = pool.ShutdownAsync();
        await pool.ShutdownAsync().WaitAsync(Expect.Limit);
        Expect.True(first.IsCompletedSuccessfully, "both waits end together");
        foreach (Task<int> future in futures)
            Expect.Equal(42, await future, "a result");
    });

    private static Task CancelsLater(string[] args) => OwnPool.RunAsync(args, static async pool =>
    {
        Held[] held = await Held.OnAllWorkersAsync(pool, "cancels-later");
        Task<bool>[] waiting = [.. Enumerable.Range(0, 100 * pool.WorkerCount).Select(_ => pool.Submit(Gate.Tasks.Visit(null)))];
        Task end = pool.ShutdownAsync(cancelPending: false);
        Expect.True(!waiting[^1].IsCanceled, "the end alone cancels nothing");
        Task cancelling = pool.ShutdownAsync(cancelPending: true);
        Release(held);
        await cancelling.WaitAsync(Expect.Limit);
        Expect.True(end.IsCompletedSuccessfully && waiting[^1].IsCanceled, "what was waiting is cancelled");
    });

    private static Task CancelsWhatHasNotBegun(string[] args) => OwnPool.RunAsync(args, static async pool =>
    {
        Held[] held = await Held.OnAllWorkersAsync(pool, "cancels-waiting");
        Task<bool>[] waiting = [.. Enumerable.Range(0, 100 * pool.WorkerCount).Select(_ => pool.Submit(Gate.Tasks.Visit(null)))];
        Task end = pool.ShutdownAsync(cancelPending: true);
        foreach (Task<bool> future in waiting)
            await Expect.Fails<TaskCanceledException>(future, "one that had not begun");
        Expect.True(held.All(static one => !one.Future.IsCompleted), "what runs is not cancelled");
        Release(held);
        Expect.True(held.All(static one => one.Future.IsCompletedSuccessfully), "what ran has completed");
        await end.WaitAsync(Expect.Limit);
    });

    private static Task EndAgainAndAgain(string[] args) => OwnPool.RunAsync(args, static async pool =>
    {
        foreach (bool cancel in (bool[])[false, false, true, true])
            _ = pool.ShutdownAsync(cancel);
        await pool.ShutdownAsync(cancelPending: true).WaitAsync(Expect.Limit);
        await pool.ShutdownAsync(cancelPending: true).WaitAsync(Expect.Limit);
    });

    private static Task EndsUnused(string[] args)
    {
        using var pool = WorkerPool.Open();
        if (pool.IsMain)
            pool.Shutdown();
        return Task.CompletedTask;
    }

    private static Task EndsWithUsing(string[] args)
    {
        Task<int>? last = null;
        using (var pool = WorkerPool.Open())
        {
            if (!pool.IsMain)
                return Task.CompletedTask;
            Expect.True(pool.Map(PeerTasks.Tasks.Absolute, Enumerable.Range(-5, 10)).SequenceEqual([5, 4, 3, 2, 1, 0, 1, 2, 3, 4]), "a map");
            last = pool.Submit(PeerTasks.Tasks.Double(21));
        }
        Expect.True(last.IsCompletedSuccessfully, "what was submitted completes before the using block ends");
        return Task.CompletedTask;
    }

    // Were anything of it waited for, the run would not end.
    private static async Task ForgetsTheEnd(string[] args)
    {
        Task<int>[] futures = SubmitAndForget();
        GC.Collect();
        GC.WaitForPendingFinalizers();
        foreach (Task<int> future in futures)
            Expect.Equal(42, await future.WaitAsync(Expect.Limit), "a result of a pool that nobody has any more");
        using var other = WorkerPool.OpenInProcess(1);
        Expect.Equal(42, other.Apply(PeerTasks.Tasks.Double(21)), "a call in another pool");
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static Task<int>[] SubmitAndForget()
    {
        WorkerPool pool = WorkerPool.OpenInProcess(2);
        return [pool.Submit(PeerTasks.Tasks.Multiply(21, 2)), pool.Submit(PeerTasks.Tasks.Multiply(6, 7)), pool.Submit(PeerTasks.Tasks.Multiply(3, 14))];
    }

    private static Task WaitsForAll(string[] args) => OwnPool.RunAsync(args, static async pool =>
    {
        Held[] held = await Held.OnAllWorkersAsync(pool, "waits-for-all");
        Task<bool>[] waiting = [.. Enumerable.Range(0, 3 * pool.Size).Select(_ => pool.Submit(Gate.Tasks.Visit(null)))];
        Task end = pool.ShutdownAsync();
        Expect.True(!end.IsCompleted && waiting.All(static future => !future.IsCompleted), "the end waits");
        Release(held);
        await end.WaitAsync(Expect.Limit);
        Expect.True(waiting.All(static future => future.IsCompletedSuccessfully), "for all of them");
    });

    private static Task WaitsForWhatRuns(string[] args) => OwnPool.RunAsync(args, static async pool =>
    {
        Held[] held = await Held.OnAllWorkersAsync(pool, "waits-for-running");
        Task<bool>[] waiting = [.. Enumerable.Range(0, 3 * pool.Size).Select(i => pool.Submit(Gate.Tasks.Visit($"waits-for-running-{i}")))];
        Task end = pool.ShutdownAsync(cancelPending: true);
        Expect.True(!end.IsCompleted, "the end waits for what runs");
        Release(held);
        await end.WaitAsync(Expect.Limit);
        Expect.True(held.All(static one => one.Future.IsCompletedSuccessfully), "what ran has completed");
        Expect.True(waiting.All(static future => future.IsCanceled), "the others are cancelled");
        Expect.True(Enumerable.Range(0, waiting.Length).All(static i => !Gate.Happened($"waits-for-running-{i}", "begun")), "and never ran");
    });

    private static Task ReturnsAndCompletesAll(string[] args) => OwnPool.RunAsync(args, static async pool =>
    {
        Task<int>[] futures = [.. Enumerable.Range(0, 5 * pool.Size).Select(i => pool.Submit(PeerTasks.Tasks.Double(i)))];
        _ = pool.ShutdownAsync();
        Expect.True((await Task.WhenAll(futures).WaitAsync(Expect.Limit)).SequenceEqual(Enumerable.Range(0, futures.Length).Select(static i => 2 * i)), "all results");
    });

    private static Task ReturnsAndCancels(string[] args) => OwnPool.RunAsync(args, static async pool =>
    {
        Held[] held = await Held.OnAllWorkersAsync(pool, "returns-and-cancels");
        Task<bool>[] waiting = [.. Enumerable.Range(0, 5 * pool.Size).Select(_ => pool.Submit(Gate.Tasks.Visit(null)))];
        _ = pool.ShutdownAsync(cancelPending: true);
        await Expect.Fails<TaskCanceledException>(Task.WhenAll(waiting), "all together");
        Release(held);
    });

    private static void Release(Held[] held)
    {
        foreach (Held each in held)
            each.Dispose();
    }
}
