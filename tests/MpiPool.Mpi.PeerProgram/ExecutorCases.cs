namespace MpiPool.Mpi.PeerProgram;

/// <summary>Submission, cancellation and maps.</summary>
internal static class ExecutorCases
{
    private static readonly int[] s_ten = [.. Enumerable.Range(0, 10)];
    private static readonly long[] s_powersOfTen = [.. s_ten.Select(static x => (long)Math.Pow(x, x))];

    public static void AddTo(Dictionary<string, Func<WorkerPool, Task>> cases)
    {
        cases.Add("ExecutorTest.test_submit", Submits);
        cases.Add("ExecutorTest.test_submit_keyword", NamesArguments);
        cases.Add("ExecutorTest.test_submit_cancel", Cancels);
        cases.Add("ExecutorTest.test_map", Maps);
        cases.Add("ExecutorTest.test_starmap", MapsTuples);
        cases.Add("ExecutorTest.test_map_exception", MapFailsAtItsPlace);
        cases.Add("ProcessPoolSubmitTest.test_multiple_executors", SeveralPools);
        cases.Add("ProcessPoolSubmitTest.test_mpi_serialized_support", ThreadsOfEveryKind);
        cases.Add("ProcessPoolSubmitTest.test_shared_executors", ManyThreads);
    }

    private static async Task Submits(WorkerPool pool) =>
        Expect.Equal(256L, await pool.Submit(PeerTasks.Tasks.Power(2, 8)).WaitAsync(Expect.Limit), "2 to the power of 8");

    private static async Task NamesArguments(WorkerPool pool)
    {
        Expect.Equal(16, await pool.Submit(PeerTasks.Tasks.Multiply(2, y: 8)).WaitAsync(Expect.Limit), "the second argument by name");
        Expect.Equal(16, await pool.Submit(PeerTasks.Tasks.Multiply(y: 8, x: 2)).WaitAsync(Expect.Limit), "both by name");
        Expect.Equal(2, await pool.Submit(PeerTasks.Tasks.Multiply(2)).WaitAsync(Expect.Limit), "the second one left out");
    }

    private static async Task Cancels(WorkerPool pool)
    {
        Held[] held = await Held.OnAllWorkersAsync(pool, "submit-cancel");
        using var all = new CancellationTokenSource();
        using var one = new CancellationTokenSource();
        Task<bool>[] waiting = [.. Enumerable.Range(0, 100 * pool.WorkerCount).Select(_ => pool.Submit(Gate.Tasks.Visit(null), all.Token))];
        Task<bool> last = pool.Submit(Gate.Tasks.Visit("submit-cancel-last"), one.Token);
        await one.CancelAsync();
        await Expect.Fails<TaskCanceledException>(last, "one that waits and is cancelled");
        await all.CancelAsync();
        foreach (Task<bool> future in waiting)
            await Expect.Fails<TaskCanceledException>(future, "all others, cancelled together");
        foreach (Held each in held)
            each.Dispose();
        Expect.True(!Gate.Happened("submit-cancel-last", "begun"), "what was cancelled never ran");
    }

    private static Task Maps(WorkerPool pool)
    {
        Expect.True(pool.Map(PeerTasks.Tasks.Handles.Power, s_ten, s_ten).SequenceEqual(s_powersOfTen), "a map over two sequences");
        return Task.CompletedTask;
    }

    private static Task MapsTuples(WorkerPool pool)
    {
        (int, int)[] pairs = [.. s_ten.Select(static x => (x, x))];
        Expect.True(pool.Map(PeerTasks.Tasks.Handles.Power, pairs).SequenceEqual(s_powersOfTen), "a map over an array of pairs");
        Expect.True(pool.Map(PeerTasks.Tasks.Handles.Power, pairs.Select(static pair => pair)).SequenceEqual(s_powersOfTen), "a map over pairs as they are made");
        return Task.CompletedTask;
    }

    private static Task MapFailsAtItsPlace(WorkerPool pool)
    {
        using MapResults<int>.Enumerator results = pool.Map(Kernels.Tasks.Handles.Divide, [1, 1, 1, 1], [2, 3, 0, 5]).GetEnumerator();
        Expect.True(results.MoveNext() && results.Current == 0, "the first result");
        Expect.True(results.MoveNext() && results.Current == 0, "the second result");
        var error = Expect.Throws<RemoteTaskException>(() => results.MoveNext(), "the third one");
        Expect.True(error.InnerException is DivideByZeroException, "it divides by zero");
        return Task.CompletedTask;
    }

    /// <summary>Processes of the launch serve one pool; more pools at once have workers in the process.</summary>
    private static async Task SeveralPools(WorkerPool pool)
    {
        using var second = WorkerPool.OpenInProcess(1);
        using var third = WorkerPool.OpenInProcess(1);
        WorkerPool[] pools = [pool, second, third];
        Task<int[]>[] all = [.. pools.Select(static (one, number) => Task.WhenAll(Enumerable.Range(0, 100).Select(i => one.Submit(PeerTasks.Tasks.Absolute(-100 * number - i)))))];
        int[][] results = await Task.WhenAll(all).WaitAsync(Expect.Limit);
        for (int number = 0; number < results.Length; number++)
            Expect.True(results[number].SequenceEqual(Enumerable.Range(100 * number, 100)), $"the results of pool {number}");
    }

    // Whoever waits drives the traffic: here threads that block, one that awaits, and the pool's own, in turn.
    private static async Task ThreadsOfEveryKind(WorkerPool pool)
    {
        const int Calls = 200;
        int[] items = [.. Enumerable.Range(0, Calls)];
        Task<int[]> blocking = Task.Run(() => Array.ConvertAll(items, item => pool.Apply(PeerTasks.Tasks.Absolute(-item))));
        Task<int[]> mapping = Task.Run(() => pool.Map(PeerTasks.Tasks.Handles.Absolute, items.Select(static item => -item)).ToArray());
        Task<int[]> awaiting = Task.Run(async () =>
        {
            var results = new int[Calls];
            foreach (int item in items)
                results[item] = await pool.Submit(PeerTasks.Tasks.Absolute(-item));
            return results;
        });
        foreach (int[] results in await Task.WhenAll(blocking, mapping, awaiting).WaitAsync(Expect.Limit))
            Expect.True(results.SequenceEqual(items), "each thread has its own results");
    }

    private static async Task ManyThreads(WorkerPool pool)
    {
        const int Threads = 16, Calls = 128;
        Task<int[]>[] all =
        [
            .. Enumerable.Range(0, Threads).Select(thread => Task.Run(() => Task.WhenAll(
                Enumerable.Range(0, Calls).Select(i => pool.Submit(PeerTasks.Tasks.Absolute(i * Threads + thread)))))),
        ];
        int[][] results = await Task.WhenAll(all).WaitAsync(Expect.Limit);
        Expect.True(results.SelectMany(static one => one).Order().SequenceEqual(Enumerable.Range(0, Threads * Calls)), "every result once");
    }
}
