namespace MpiPool.Mpi.PoolProgram;

/// <summary>The pool in a known state; the test then sends signals or kills.</summary>
internal static class SignalScenarios
{
    private const int LargeLength = 24 << 20;

    public static Task<int> Run(string[] args, string state) => WorkerPool.RunAsync(args, async pool =>
    {
        Task<int>[] identities = [.. Enumerable.Range(1, pool.WorkerCount).Select(rank => pool.Submit(SignalScenarios.Tasks.Identify(rank, pool.WorkerCount)))];
        await Task.WhenAll(identities);
        Console.WriteLine($"process {Environment.ProcessId} rank 0");
        switch (state)
        {
            case "idle":
                break;
            case "tasks":
                foreach (int worker in Enumerable.Range(0, pool.WorkerCount))
                    _ = pool.Submit(Gate.Tasks.Pass($"held{worker}"));
                for (int worker = 0; worker < pool.WorkerCount; worker++)
                {
                    string name = $"held{worker}";
                    await Task.Run(() => Gate.Wait(name, "begun"));
                }
                break;
            case "large":
                await MoveLarge(pool);
                break;
            case "reduce-any":
                await Reduce(pool, ReduceOrder.Any);
                break;
            case "reduce-fixed":
                await Reduce(pool, ReduceOrder.Fixed);
                break;
            case "reduce-tree":
                await ReduceUpTheTree(pool);
                break;
            case "stuck":
                await Task.Run(static () => Gate.Wait("worker", "stopped"));
                _ = pool.Submit(Kernels.Tasks.Reverse(new byte[LargeLength]));
                _ = pool.Submit(Kernels.Tasks.Reverse(new byte[LargeLength]));
                break;
            default:
                throw new ArgumentException($"There is no state '{state}'.", nameof(state));
        }
        Console.WriteLine($"state {state}");
        await Task.Delay(Timeout.Infinite);
    });

    /// <summary>Says the process IDs of all workers: each waits for the others, so that none runs two.</summary>
    [MpiTask]
    public static int Identify(int number, int workers, TaskContext context)
    {
        Console.WriteLine($"process {Environment.ProcessId} rank {context.Rank}");
        Gate.Mark($"identified{context.Rank}", "begun");
        for (int rank = 1; rank <= workers; rank++)
            Gate.Wait($"identified{rank}", "begun");
        return number;
    }

    /// <summary>A reduction without end. The state is said when many of its items have come back.</summary>
    private static Task Reduce(WorkerPool pool, ReduceOrder order)
    {
        var reached = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _ = Task.Run(() => pool.MapReduce(ReduceKernels.Tasks.Handles.Uneven, Items(), Sum.Reducer, order));
        return reached.Task;

        IEnumerable<int> Items()
        {
            // Read as items end: no more of them are under way than a few chunks a worker.
            for (int i = 0; ; i = (i + 1) & 0xFFFFF)
            {
                if (i == 200_000)
                    reached.TrySetResult();
                yield return i;
            }
        }
    }

    /// <summary>A reduction whose accumulators are on their way: one worker combines its own with another's, and never comes to an end.</summary>
    private static Task ReduceUpTheTree(WorkerPool pool)
    {
        var options = new MapOptions { ChunkSize = 1 };
        _ = Task.Run(() => pool.MapReduce(ReduceKernels.Tasks.Handles.Process, Enumerable.Repeat(pool.WorkerCount, 16), HeldMeeting.Reducer, ReduceOrder.Any, options));
        return Task.Run(static () => Gate.Wait(HeldMeeting.Name, "begun"));
    }

    /// <summary>Large messages in both directions, without end. The state is said when the first ones have come back.</summary>
    private static async Task MoveLarge(WorkerPool pool)
    {
        var moved = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        for (int i = 0; i < 2 * pool.WorkerCount; i++)
            _ = MoveForEver();
        await moved.Task;

        async Task MoveForEver()
        {
            byte[] bytes = new byte[LargeLength];
            while (true)
            {
                bytes = await pool.Submit(Kernels.Tasks.Reverse(bytes));
                moved.TrySetResult();
            }
        }
    }
}
