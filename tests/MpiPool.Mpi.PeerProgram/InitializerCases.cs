using MpiPool.Tasks;

namespace MpiPool.Mpi.PeerProgram;

/// <summary>
/// Initializers. Over MPI one that fails ends the job, which has a test of its own; where it must not, the pool is one of this process. Every
/// rank runs these.
/// </summary>
internal static class InitializerCases
{
    // What one case has prepared must not be taken for another's.
    private static int s_key;

    public static void AddTo(Dictionary<string, Func<string[], Task>> cases)
    {
        cases.Add("SharedPoolInitTest.test_initializer_0", RunsOnEveryWorker);
        cases.Add("SharedPoolInitTest.test_initializer_1", FailsAndBreaksThePool);
        cases.Add("SharedPoolInitTest.test_initializer_2", RunsAfterOneThatFailed);
        cases.Add("SharedPoolInitTest.test_initializer_4", RunsInPoolsOfSeveralThreads);
        cases.Add("ProcessPoolInitTest.test_init_globals", GivesWorkersValues);
        cases.Add("ProcessPoolInitTest.test_initializer", RunsBeforeTheFirstCall);
        cases.Add("ProcessPoolInitTest.test_initializer_bad", RefusesWhatIsNoTask);
        cases.Add("ProcessPoolInitTest.test_initializer_error", TellsItsReason);
        cases.Add("ProcessPoolInitTest.test_initializer_error_del", FailsWhereNobodyUsesThePool);
        cases.Add("ProcessPoolInitTest.test_initializer_error_del_nowait", FailsWhileNobodyWaits);
        cases.Add("MPICommExecutorTest.test_initializer", RunsInOnePoolAfterAnother);
        cases.Add("MPICommExecutorTest.test_initializer_error", FailsOnAPartOfOneRank);
        cases.Add("MPICommExecutorTest.test_initializer_error_del", FailsInTheUsingForm);
        cases.Add("MPICommExecutorTest.test_initializer_error_del_nowait", FailsWhileAnotherPoolWorks);
    }

    private static Task RunsOnEveryWorker(string[] args)
    {
        int key = ++s_key;
        return OwnPool.RunAsync(args, new PoolOptions { Initializer = PeerTasks.Tasks.Prepare(key) }, async pool =>
        {
            int[] times = await pool.RunOnEveryWorker(PeerTasks.Tasks.TimesPrepared(key)).WaitAsync(Expect.Limit);
            // In one process the workers prepare it together.
            int expected = pool.IsInProcess ? pool.WorkerCount : 1;
            Expect.True(times.Length == pool.WorkerCount && times.All(count => count == expected), "once on every worker");
        });
    }

    private static Task FailsAndBreaksThePool(string[] args)
    {
        OpenBroken();
        return Task.CompletedTask;
    }

    private static async Task RunsAfterOneThatFailed(string[] args)
    {
        OpenBroken();
        int key = ++s_key;
        using (var pool = WorkerPool.OpenInProcess(2, new PoolOptions { Initializer = PeerTasks.Tasks.Prepare(key) }))
            Expect.Equal(2, pool.Apply(PeerTasks.Tasks.TimesPrepared(key)), "the next pool's own initializer");
        await OwnPool.RunAsync(args, static async pool => Expect.Equal(42, await pool.Submit(PeerTasks.Tasks.Double(21)).WaitAsync(Expect.Limit), "the job's pool after it"));
    }

    private static async Task RunsInPoolsOfSeveralThreads(string[] args)
    {
        int first = s_key + 1;
        s_key += 5;
        await Task.WhenAll(Enumerable.Range(0, 5).Select(i => Task.Run(async () =>
        {
            int key = first + i;
            await using var pool = WorkerPool.OpenInProcess(2, new PoolOptions { Initializer = PeerTasks.Tasks.Prepare(key) });
            Task<int>[] times = [.. Enumerable.Range(0, pool.WorkerCount + i).Select(_ => pool.Submit(PeerTasks.Tasks.TimesPrepared(key)))];
            Expect.True((await Task.WhenAll(times).WaitAsync(Expect.Limit)).All(static count => count == 2), "each pool's own initializer");
        })));
    }

    private static Task GivesWorkersValues(string[] args)
    {
        int value = ++s_key;
        return OwnPool.RunAsync(args, new PoolOptions { Initializer = PeerTasks.Tasks.SetValue(value) }, async pool =>
            Expect.True((await pool.RunOnEveryWorker(PeerTasks.Tasks.GetValue()).WaitAsync(Expect.Limit)).All(seen => seen == value), "every worker has the value"));
    }

    private static Task RunsBeforeTheFirstCall(string[] args)
    {
        int key = ++s_key;
        using var pool = WorkerPool.OpenInProcess(1, new PoolOptions { Initializer = PeerTasks.Tasks.Prepare(key) });
        Expect.Equal(1, pool.Apply(PeerTasks.Tasks.TimesPrepared(key)), "prepared before the first call");
        return Task.CompletedTask;
    }

    private static Task RefusesWhatIsNoTask(string[] args)
    {
        var options = new PoolOptions { Initializer = PeerTasks.Tasks.Nothing(), Catalog = TaskCatalog.Create<NoTasks>() };
        var error = Expect.Throws<InvalidOperationException>(() => WorkerPool.OpenInProcess(1, options), "an initializer that is not in the pool's table");
        Expect.True(error.Message.Contains("PeerTasks.Nothing", StringComparison.Ordinal), "the error names it");
        return Task.CompletedTask;
    }

    private static Task TellsItsReason(string[] args)
    {
        PoolBrokenException error = OpenBroken();
        Expect.True(error.InnerException is RemoteTaskException { Rank: 2, InnerException: InvalidDataException }, "the cause, and where");
        Expect.True(error.Message.Contains("initializer", StringComparison.Ordinal) && error.Message.Contains("there is no data on rank 2", StringComparison.Ordinal), "the reason");
        return Task.CompletedTask;
    }

    private static Task FailsWhereNobodyUsesThePool(string[] args)
    {
        // None of them can be had, and so none has to be let go.
        for (int i = 0; i < 3; i++)
            OpenBroken();
        return Task.CompletedTask;
    }

    private static async Task FailsWhileNobodyWaits(string[] args)
    {
        Task<PoolBrokenException> opening = Task.Run(OpenBroken);
        using (var pool = WorkerPool.OpenInProcess(1))
            Expect.Equal(42, pool.Apply(PeerTasks.Tasks.Double(21)), "a call in another pool meanwhile");
        await opening.WaitAsync(Expect.Limit);
    }

    private static async Task RunsInOnePoolAfterAnother(string[] args)
    {
        int key = ++s_key;
        for (int round = 1; round <= 2; round++)
        {
            int rounds = round;
            await OwnPool.RunAsync(args, new PoolOptions { Initializer = PeerTasks.Tasks.Prepare(key) }, async pool =>
            {
                int[] times = await pool.RunOnEveryWorker(PeerTasks.Tasks.TimesPrepared(key)).WaitAsync(Expect.Limit);
                int expected = rounds * (pool.IsInProcess ? pool.WorkerCount : 1);
                Expect.True(times.All(count => count == expected), $"prepared for pool {rounds}");
            });
        }
    }

    private static async Task FailsOnAPartOfOneRank(string[] args)
    {
        await Expect.Fails<PoolBrokenException>(WorkerPool.RunAsync(args, Broken(), static _ => throw new NotSupportedException("the body runs")), "a pool of this rank alone");
        Expect.Equal(WorkerPool.World.Size, WorkerPool.World.AllReduce(1, ReduceOperation.Sum), "all ranks go on");
    }

    private static Task FailsInTheUsingForm(string[] args)
    {
        PoolOptions options = Broken();
        Expect.Throws<PoolBrokenException>(() => WorkerPool.Open(options), "Open of this rank alone");
        options.Communicator!.Barrier();
        return Task.CompletedTask;
    }

    private static Task FailsWhileAnotherPoolWorks(string[] args) => OwnPool.RunAsync(args, static async pool =>
    {
        Task<PoolBrokenException> opening = Task.Run(OpenBroken);
        Task<int>[] calls = [.. Enumerable.Range(0, 20).Select(i => pool.Submit(PeerTasks.Tasks.Double(i)))];
        Expect.True((await Task.WhenAll(calls).WaitAsync(Expect.Limit)).SequenceEqual(Enumerable.Range(0, 20).Select(static i => 2 * i)), "the job's pool meanwhile");
        await opening.WaitAsync(Expect.Limit);
    });

    private static PoolBrokenException OpenBroken() =>
        Expect.Throws<PoolBrokenException>(static () => WorkerPool.OpenInProcess(3, new PoolOptions { Initializer = PeerTasks.Tasks.FailOnRank(2) }), "an initializer that fails on one worker");

    private sealed class NoTasks : ITaskModule
    {
        public static void Register(TaskCatalogBuilder catalog)
        {
        }
    }

    private static PoolOptions Broken() => new()
    {
        Communicator = WorkerPool.World.Split(WorkerPool.World.Rank),
        Workers = 2,
        Initializer = PeerTasks.Tasks.FailOnRank(2),
    };
}
