namespace MpiPool.Mpi.PoolProgram;

/// <summary>What fails, fails its own future alone, and says where it happened.</summary>
internal static class ErrorScenario
{
    public static Task<int> Run(string[] args) => WorkerPool.RunAsync(args, async pool =>
    {
        await TaskThrows(pool);
        await Faults(pool);
        await ArgumentCannotBeWritten(pool);
        await ResultCannotBeWritten(pool);
        await ValueCannotBeRead(pool);
        MapFailsAtItsPlace(pool);
        Expect.Equal(9.0, await pool.Submit(Kernels.Tasks.Square(3)).WaitAsync(Expect.Limit), "the pool goes on");
        Console.WriteLine("errors done");
    });

    private static async Task TaskThrows(WorkerPool pool)
    {
        var error = await Expect.Fails<RemoteTaskException>(pool.Submit(Kernels.Tasks.Fail(7)), "a task that throws");
        Expect.Equal("System.InvalidOperationException", error.RemoteTypeName, "the type");
        Expect.Equal("there is no number 7", error.RemoteMessage, "the message");
        Expect.True(error.Rank >= 1 && error.Rank < pool.Size, "the rank is a worker's");
        Expect.Equal(pool.Size, error.Size, "the number of ranks");
        Expect.Equal(pool.HostName, error.HostName, "the host");
        Expect.True(error.TaskName.Contains("Fail", StringComparison.Ordinal), "the task's name");
        Expect.True(error.RemoteStackTrace.Contains("Kernels.Fail", StringComparison.Ordinal), "the stack names the method");
        Expect.True(error.InnerException is InvalidOperationException, "a well-known type is the inner exception");
        Console.WriteLine(error.Message);
    }

    /// <summary>What the processor finds, and what MPI's transports would take for a crash.</summary>
    private static async Task Faults(WorkerPool pool)
    {
        for (int i = 0; i < 3 * pool.WorkerCount; i++)
        {
            var missing = await Expect.Fails<RemoteTaskException>(pool.Submit(Kernels.Tasks.LengthOf(null)), "a null reference");
            Expect.True(missing.InnerException is NullReferenceException, "it is a NullReferenceException");
            var division = await Expect.Fails<RemoteTaskException>(pool.Submit(Kernels.Tasks.Divide(1, 0)), "a division by zero");
            Expect.True(division.InnerException is DivideByZeroException, "it is a DivideByZeroException");
        }
        // The main rank has the same handlers.
        Expect.Throws<NullReferenceException>(static () => Kernels.LengthOf(null), "a null reference on the main rank");
    }

    private static async Task ArgumentCannotBeWritten(WorkerPool pool)
    {
        Task<double>[] futures = [.. Enumerable.Range(0, 50).Select(i => pool.Submit(Kernels.Tasks.Take(new Grudging { Value = i % 5 == 4 ? -i : i })))];
        for (int i = 0; i < futures.Length; i++)
        {
            if (i % 5 != 4)
            {
                Expect.Equal(i, await futures[i].WaitAsync(Expect.Limit), "a neighbour of a bad argument");
                continue;
            }
            var error = await Expect.Fails<InvalidOperationException>(futures[i], "an argument that cannot be written");
            Expect.True(error.InnerException is NotSupportedException, "the cause is the inner exception");
        }
    }

    private static async Task ResultCannotBeWritten(WorkerPool pool)
    {
        Task<Grudging>[] futures = [.. Enumerable.Range(0, 50).Select(i => pool.Submit(Kernels.Tasks.Give(i % 5 == 4 ? -i : i)))];
        for (int i = 0; i < futures.Length; i++)
        {
            if (i % 5 != 4)
            {
                Expect.Equal(i, (await futures[i].WaitAsync(Expect.Limit)).Value, "a neighbour of a bad result");
                continue;
            }
            var error = await Expect.Fails<RemoteTaskException>(futures[i], "a result that cannot be written");
            Expect.Equal($"the value {-i} is kept back", error.RemoteMessage, "the message of the property");
        }
    }

    private static async Task ValueCannotBeRead(WorkerPool pool)
    {
        Task<int>[] taken = [.. Enumerable.Range(0, 30).Select(i => pool.Submit(Kernels.Tasks.TakeUnlucky(Unlucky.Of(i))))];
        Task<Unlucky>[] given = [.. Enumerable.Range(0, 30).Select(i => pool.Submit(Kernels.Tasks.GiveUnlucky(i)))];
        for (int i = 0; i < 30; i++)
        {
            if (i != 13)
            {
                Expect.Equal(i, await taken[i].WaitAsync(Expect.Limit), "a neighbour of an argument that cannot be read");
                Expect.Equal(i, (await given[i].WaitAsync(Expect.Limit)).Number, "a neighbour of a result that cannot be read");
                continue;
            }
            var onWorker = await Expect.Fails<RemoteTaskException>(taken[i], "an argument that cannot be read");
            Expect.True(onWorker.InnerException is FormatException, "the worker's property threw");
            var onMain = await Expect.Fails<RemoteTaskException>(given[i], "a result that cannot be read");
            Expect.True(onMain.InnerException is FormatException, "the main rank's property threw");
        }
    }

    private static void MapFailsAtItsPlace(WorkerPool pool)
    {
        int read = 0;
        Expect.Throws<RemoteTaskException>(
            () =>
            {
                foreach (int quotient in pool.Map(i => Kernels.Tasks.Divide(60, 20 - i), Enumerable.Range(0, 100)))
                {
                    Expect.Equal(60 / (20 - read), quotient, "a result before the error");
                    read++;
                }
            },
            "a map with an error");
        Expect.Equal(20, read, "the results before the error");
    }
}
