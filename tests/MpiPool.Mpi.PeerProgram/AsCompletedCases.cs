namespace MpiPool.Mpi.PeerProgram;

/// <summary>Futures in the order of their completion; in .NET that is WhenEach.</summary>
internal static class AsCompletedCases
{
    private static readonly Task<int>[] s_before =
    [
        Task.FromCanceled<int>(new CancellationToken(canceled: true)), Task.FromException<int>(new IOException("failed before")), Task.FromResult(42),
    ];

    public static void AddTo(Dictionary<string, Func<WorkerPool, Task>> cases)
    {
        cases.Add("AsCompletedTest.test_no_timeout", AllCome);
        cases.Add("AsCompletedTest.test_zero_timeout", WhatHasCompleted);
        cases.Add("AsCompletedTest.test_nonzero_timeout", TimesOut);
        cases.Add("AsCompletedTest.test_duplicate_futures", OneTwice);
    }

    private static async Task AllCome(WorkerPool pool)
    {
        Task<int>[] all = [.. s_before, pool.Submit(PeerTasks.Tasks.Multiply(2, 21)), pool.Submit(PeerTasks.Tasks.Multiply(7, 6))];
        HashSet<Task<int>> seen = [];
        await foreach (Task<int> future in Task.WhenEach(all))
            Expect.True(seen.Add(future), "each comes once");
        Expect.True(seen.SetEquals(all), "all come");
    }

    private static Task WhatHasCompleted(WorkerPool pool)
    {
        using var held = new Held(pool, "zero-timeout");
        Task<int>[] all = [.. s_before, held.Future];
        Expect.True(all.Where(static future => future.IsCompleted).SequenceEqual(s_before), "what has completed can be told without waiting");
        return Task.CompletedTask;
    }

    private static async Task TimesOut(WorkerPool pool)
    {
        Task<int> quick = pool.Submit(PeerTasks.Tasks.Multiply(6, 7));
        using var held = new Held(pool, "nonzero-timeout");
        using var timeout = new CancellationTokenSource();
        HashSet<Task<int>> seen = [];
        await Expect.ThrowsAsync<TaskCanceledException>(
            async () =>
            {
                await foreach (Task<int> future in Task.WhenEach([.. s_before, quick, held.Future]).WithCancellation(timeout.Token))
                {
                    seen.Add(future);
                    if (seen.Count == s_before.Length + 1)
                        timeout.CancelAfter(50);
                }
            },
            "a wait for one that is held");
        Expect.True(seen.SetEquals([.. s_before, quick]), "all others came");
    }

    private static async Task OneTwice(WorkerPool pool)
    {
        Task<int> one = pool.Submit(PeerTasks.Tasks.Multiply(6, 7));
        int seen = 0;
        // WhenEach hands out what it was given; whoever may give a future twice says so.
        await foreach (Task<int> future in Task.WhenEach(((Task<int>[])[one, one]).Distinct()))
        {
            Expect.Equal(42, await future, "the result");
            seen++;
        }
        Expect.Equal(1, seen, "a future given twice comes once");
    }
}
