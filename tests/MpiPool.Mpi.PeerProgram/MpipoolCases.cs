namespace MpiPool.Mpi.PeerProgram;

/// <summary>mpipool's own tests: its executor and its pool after multiprocessing.</summary>
internal static class MpipoolCases
{
    private static readonly (int, int)[] s_pairs = [.. Enumerable.Range(0, 55).Select(static i => (i, i))];
    private static readonly int[] s_squares = [.. Enumerable.Range(0, 55).Select(static i => i * i)];

    public static void AddTo(Dictionary<string, Func<WorkerPool, Task>> cases)
    {
        cases.Add("mpipool.TestInterface.test_submit", Submits);
        cases.Add("mpipool.TestInterface.test_map", Maps);
        cases.Add("mpipool.TestNonlocal.test_nonlocal_fn_submit", UsesLocalState);
        cases.Add("mpipool.TestStress.test_recursive_limit", TenThousandCalls);
        cases.Add("mpipool.TestErrorHandling.test_single_error", SingleError);
        cases.Add("mpipool.TestErrorHandling.test_unpickling_error", ResultCannotBeRead);
        cases.Add("mpipool.multiprocessing.test_apply", Applies);
        cases.Add("mpipool.multiprocessing.test_apply_async", Submits);
        cases.Add("mpipool.multiprocessing.test_map", Maps);
        cases.Add("mpipool.multiprocessing.test_starmap", MapsTuples);
        cases.Add("mpipool.multiprocessing.test_starmap_async", SubmitsTuples);
    }

    private static async Task Submits(WorkerPool pool) =>
        Expect.Equal(10, await pool.Submit(PeerTasks.Tasks.Double(5)).WaitAsync(Expect.Limit), "twice five");

    private static Task Applies(WorkerPool pool)
    {
        Expect.Equal(10, pool.Apply(PeerTasks.Tasks.Double(5)), "twice five");
        return Task.CompletedTask;
    }

    private static Task Maps(WorkerPool pool)
    {
        Expect.True(pool.Map(PeerTasks.Tasks.Double, [5, 10, 15]).SequenceEqual([10, 20, 30]), "a map over numbers");
        List<int>[] lists = [[5, 10], [15], [2, 3, 5]];
        Expect.True(pool.Map(PeerTasks.Tasks.Length, lists).SequenceEqual([2, 1, 3]), "a map over lists");
        return Task.CompletedTask;
    }

    /// <summary>Local state travels as an argument: the lambda that makes the call captures it.</summary>
    private static async Task UsesLocalState(WorkerPool pool)
    {
        int added = 4;
        Expect.Equal(10, await pool.Submit(PeerTasks.Tasks.AddTwice(3, added)).WaitAsync(Expect.Limit), "a call with a captured number");
        Expect.True(pool.Map(x => PeerTasks.Tasks.AddTwice(x, added), [1, 2, 3]).SequenceEqual([6, 8, 10]), "a map whose lambda captures it");
    }

    /// <summary>At once, and each one submitted by the end of the one before: no stack grows with their number.</summary>
    private static async Task TenThousandCalls(WorkerPool pool)
    {
        const int Calls = 10_000, InARow = 1000;
        int[] results = await Task.WhenAll(Enumerable.Range(0, Calls).Select(i => pool.Submit(PeerTasks.Tasks.Double(i)))).WaitAsync(2 * Expect.Limit);
        Expect.Equal(2 * (Calls - 1), results[^1], "the last result");

        var end = new TaskCompletionSource<int>();
        Next(0);
        Expect.Equal(InARow, await end.Task.WaitAsync(2 * Expect.Limit), "the calls in a row");

        void Next(int done)
        {
            if (done == InARow)
            {
                end.SetResult(done);
                return;
            }
            pool.Submit(PeerTasks.Tasks.Double(done)).ContinueWith(
                future => { if (future.IsFaulted) end.SetException(future.Exception); else Next(done + 1); }, TaskScheduler.Default);
        }
    }

    private static async Task SingleError(WorkerPool pool)
    {
        var error = await Expect.Fails<RemoteTaskException>(pool.Submit(PeerTasks.Tasks.Raise("hmm")), "a task that throws");
        Expect.Equal("System.InvalidOperationException", error.RemoteTypeName, "the type");
        Expect.Equal("hmm", error.RemoteMessage, "the message");
        Expect.True(error.RemoteStackTrace.Contains("PeerTasks.Raise", StringComparison.Ordinal), "the worker's stack");
    }

    private static async Task ResultCannotBeRead(WorkerPool pool)
    {
        var error = await Expect.Fails<RemoteTaskException>(pool.Submit(Kernels.Tasks.GiveUnlucky(13)), "a result that cannot be read");
        Expect.Equal("13 is not taken", error.RemoteMessage, "what its property says");
    }

    private static Task MapsTuples(WorkerPool pool)
    {
        Expect.True(pool.Map(PeerTasks.Tasks.Handles.Multiply, s_pairs).SequenceEqual(s_squares), "a map over pairs");
        return Task.CompletedTask;
    }

    private static async Task SubmitsTuples(WorkerPool pool)
    {
        int[] results = await Task.WhenAll(s_pairs.Select(pair => pool.Submit(PeerTasks.Tasks.Multiply(pair.Item1, pair.Item2)))).WaitAsync(Expect.Limit);
        Expect.True(results.SequenceEqual(s_squares), "the results in the order of the calls");
    }
}
