namespace MpiPool.Mpi.PeerProgram;

/// <summary>Waiting for some or all of several futures; in .NET that is WhenAny, WhenEach, WhenAll and WaitAsync.</summary>
internal static class WaitCases
{
    private static readonly Task<int> s_successful = Task.FromResult(42);
    private static readonly Task<int> s_cancelled = Task.FromCanceled<int>(new CancellationToken(canceled: true));
    private static readonly Task<int> s_failed = Task.FromException<int>(new IOException("failed before"));

    public static void AddTo(Dictionary<string, Func<WorkerPool, Task>> cases)
    {
        cases.Add("WaitTest.test_first_completed", FirstCompleted);
        cases.Add("WaitTest.test_first_completed_some_already_completed", FirstCompletedBefore);
        cases.Add("WaitTest.test_first_exception", FirstException);
        cases.Add("WaitTest.test_first_exception_some_already_complete", FirstExceptionAmongCompleted);
        cases.Add("WaitTest.test_first_exception_one_already_failed", FirstExceptionBefore);
        cases.Add("WaitTest.test_all_completed", AllCompleted);
        cases.Add("WaitTest.test_timeout", TimesOut);
    }

    private static async Task FirstCompleted(WorkerPool pool)
    {
        Task<int> quick = pool.Submit(PeerTasks.Tasks.Multiply(21, 2));
        using var held = new Held(pool, "first-completed");
        Expect.True(ReferenceEquals(quick, await Task.WhenAny(quick, held.Future).WaitAsync(Expect.Limit)), "the quick one is first");
        Expect.True(!held.Future.IsCompleted, "the other one is pending");
    }

    private static async Task FirstCompletedBefore(WorkerPool pool)
    {
        using var held = new Held(pool, "first-completed-before");
        Task first = await Task.WhenAny(held.Future, s_successful, s_cancelled).WaitAsync(Expect.Limit);
        Expect.True(ReferenceEquals(first, s_successful), "one that had completed before is first");
        Expect.True(!held.Future.IsCompleted, "the other one is pending");
    }

    private static async Task FirstException(WorkerPool pool)
    {
        Task<int> quick = pool.Submit(PeerTasks.Tasks.Multiply(2, 21));
        Task<int> failing = pool.Submit(PeerTasks.Tasks.Raise("this is an error"));
        using var held = new Held(pool, "first-exception");
        Expect.True(ReferenceEquals(failing, await FirstFaulted(quick, failing, held.Future)), "the failing one ends the wait");
        await quick.WaitAsync(Expect.Limit);
        Expect.True(!held.Future.IsCompleted, "the held one is pending");
    }

    private static async Task FirstExceptionAmongCompleted(WorkerPool pool)
    {
        Task<int> failing = pool.Submit(Kernels.Tasks.Divide(21, 0));
        using var held = new Held(pool, "first-exception-among");
        Expect.True(ReferenceEquals(failing, await FirstFaulted(s_successful, s_cancelled, failing, held.Future)), "the failing one ends the wait");
        Expect.True(!held.Future.IsCompleted, "the held one is pending");
    }

    private static async Task FirstExceptionBefore(WorkerPool pool)
    {
        using var held = new Held(pool, "first-exception-before");
        Expect.True(ReferenceEquals(s_failed, await FirstFaulted(s_failed, held.Future)), "one that had failed before ends the wait");
        Expect.True(!held.Future.IsCompleted, "the held one is pending");
    }

    private static async Task AllCompleted(WorkerPool pool)
    {
        Task<int> failing = pool.Submit(Kernels.Tasks.Divide(2, 0));
        Task<int> quick = pool.Submit(PeerTasks.Tasks.Multiply(2, 21));
        Task<int>[] all = [s_successful, s_cancelled, s_failed, failing, quick];
        await ((Task)Task.WhenAll(all)).WaitAsync(Expect.Limit).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        Expect.True(all.All(static future => future.IsCompleted), "all have completed");
        Expect.True(failing.IsFaulted && quick.Result == 42, "each as it should");
    }

    private static async Task TimesOut(WorkerPool pool)
    {
        Task<int> quick = pool.Submit(PeerTasks.Tasks.Multiply(6, 7));
        using var held = new Held(pool, "timeout");
        await quick.WaitAsync(Expect.Limit);
        await Expect.ThrowsAsync<TimeoutException>(() => Task.WhenAll(s_successful, quick, held.Future).WaitAsync(TimeSpan.FromMilliseconds(50)), "a wait for one that is held");
        Expect.True(quick.IsCompletedSuccessfully && !held.Future.IsCompleted, "the quick one has completed, the held one has not");
    }

    private static async Task<Task?> FirstFaulted(params Task<int>[] futures)
    {
        await foreach (Task<int> future in Task.WhenEach(futures))
        {
            if (future.IsFaulted)
                return future;
        }
        return null;
    }
}
