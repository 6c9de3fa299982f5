namespace MpiPool.Mpi.PeerProgram;

/// <summary>Values that travel, that cannot be written, and that cannot be read again: as argument and as result.</summary>
internal static class SerializationCases
{
    public static void AddTo(Dictionary<string, Func<WorkerPool, Task>> cases)
    {
        cases.Add("ProcessPoolPickleTest.test_good_pickle", Travels);
        cases.Add("ProcessPoolPickleTest.test_bad_pickle", CannotBeWritten);
        cases.Add("ProcessPoolPickleTest.test_bad_unpickle", CannotBeRead);
        cases.Add("ProcessPoolPickleTest.test_exc_pickle", ErrorOfTheMainRank);
        cases.Add("ProcessPoolPickleTest.test_exc_unpickle", ErrorOfTheWorker);
    }

    private static async Task Travels(WorkerPool pool)
    {
        Expect.Equal(42.0, await pool.Submit(Kernels.Tasks.Take(new Grudging { Value = 42 })).WaitAsync(Expect.Limit), "an object as argument");
        Expect.Equal(77.0, (await pool.Submit(Kernels.Tasks.Give(77)).WaitAsync(Expect.Limit)).Value, "an object as result");
    }

    private static async Task CannotBeWritten(WorkerPool pool)
    {
        var argument = await Expect.Fails<InvalidOperationException>(pool.Submit(Kernels.Tasks.Take(new Grudging { Value = -1 })), "an argument that cannot be written");
        Expect.True(argument.InnerException is NotSupportedException, "the cause of the argument's error");
        var result = await Expect.Fails<RemoteTaskException>(pool.Submit(Kernels.Tasks.Give(-1)), "a result that cannot be written");
        Expect.True(result.InnerException is NotSupportedException, "the cause of the result's error");
        await GoesOn(pool);
    }

    private static async Task CannotBeRead(WorkerPool pool)
    {
        var argument = await Expect.Fails<RemoteTaskException>(pool.Submit(Kernels.Tasks.TakeUnlucky(Unlucky.Of(13))), "an argument that cannot be read");
        Expect.True(argument.InnerException is FormatException, "the cause of the argument's error");
        var result = await Expect.Fails<RemoteTaskException>(pool.Submit(Kernels.Tasks.GiveUnlucky(13)), "a result that cannot be read");
        Expect.True(result.InnerException is FormatException, "the cause of the result's error");
        await GoesOn(pool);
    }

    /// <summary>What fails here has this rank's own stack, and no remote one.</summary>
    private static async Task ErrorOfTheMainRank(WorkerPool pool)
    {
        var error = await Expect.Fails<InvalidOperationException>(pool.Submit(Kernels.Tasks.Take(new Grudging { Value = -1 })), "an argument that cannot be written");
        Expect.True(error.InnerException!.StackTrace!.Contains("Grudging.get_Value", StringComparison.Ordinal), "the property's own stack");
    }

    private static async Task ErrorOfTheWorker(WorkerPool pool)
    {
        var error = await Expect.Fails<RemoteTaskException>(pool.Submit(Kernels.Tasks.TakeUnlucky(Unlucky.Of(13))), "an argument that cannot be read");
        Expect.True(error.RemoteStackTrace.Contains("Unlucky.set_Number", StringComparison.Ordinal), "the stack of the worker");
        Expect.True(error.Rank > 0, "the rank of the worker");
    }

    private static async Task GoesOn(WorkerPool pool) =>
        Expect.Equal(42, await pool.Submit(PeerTasks.Tasks.Absolute(-42)).WaitAsync(Expect.Limit), "the pool goes on");
}
