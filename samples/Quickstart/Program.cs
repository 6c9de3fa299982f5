// Run it alone, or under a launcher: mpirun -n 4 ./Quickstart

using MpiPool;

int exitCode = await WorkerPool.RunAsync(args, async pool =>
{
    Console.WriteLine($"{pool.WorkerCount} workers, {(pool.IsInProcess ? "threads of this process" : "processes of this MPI job")}");

    // 100 tasks at once, awaited together.
    Task<Power>[] submitted = [.. Enumerable.Range(1, 100).Select(x => pool.Submit(Kernels.Tasks.PowerOfRank(x)))];
    Power[] powers = await Task.WhenAll(submitted);
    Report("submit", powers);

    // The same by Map: results come in the order of the inputs.
    Report("map", pool.Map(x => Kernels.Tasks.PowerOfRank(x), Enumerable.Range(1, 100)).ToArray());

    // A task that throws fails its own future, and nothing else.
    try
    {
        await pool.Submit(Kernels.Tasks.Divide(1, divisor: 0));
        pool.ExitCode = 1;
    }
    catch (RemoteTaskException error) when (error.InnerException is DivideByZeroException)
    {
        Console.WriteLine($"error: {error.TaskName} threw {error.RemoteTypeName}");
    }
    Console.WriteLine($"and on: 7 / 2 = {await pool.Submit(Kernels.Tasks.Divide(7, 2))}");

    void Report(string name, Power[] results)
    {
        int correct = results.Where((power, i) => IsCorrect(power, x: i + 1, pool)).Count();
        Console.WriteLine($"{name}: {correct} of {results.Length} powers are correct");
        if (correct != 100)
            pool.ExitCode = 1;
    }
});

// Every rank is here again, workers too.
WorkerPool.World.Barrier();
Console.WriteLine($"rank {WorkerPool.World.Rank} of {WorkerPool.World.Size} is past the barrier");
return exitCode;

static bool IsCorrect(Power power, int x, WorkerPool pool) =>
    power.Rank >= 1 && power.Rank < pool.Size && power.Value == Math.Pow(x, power.Rank);
