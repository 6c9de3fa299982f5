using MpiPool;
using MpiPool.Aot.Program;
using MpiPool.Tasks;

// names     lists the tasks that this process knows
// shapes    sends a value of every shape to a worker and back
// nameless  the same in a program that was published without the names of types
// features  runs tasks in every way there is, and prints what the library prints
// namelessfeatures  the same in a program that was published without the names of types
// badend    leaves an object on a worker that cannot be disposed
// fuzz      sends values of the random types this build has
switch (args)
{
    case ["names"]:
        foreach (TaskEntry entry in TaskCatalog.Root.Entries)
            Console.WriteLine(entry.Name);
        return 0;
    case ["shapes" or "nameless" or "fuzz"]:
        return await WorkerPool.RunAsync(args, pool =>
        {
            var echoes = new Echoes(pool);
            if (args[0] == "fuzz")
                RandomTypes.Run(echoes);
            else
                Shapes.Run(echoes, hasNames: args[0] == "shapes");
            Console.WriteLine($"{echoes.Count} values, {echoes.Wrong} wrong");
            pool.ExitCode = echoes.Wrong == 0 ? 0 : 1;
            return Task.CompletedTask;
        });
    case ["features" or "namelessfeatures"]:
        return await WorkerPool.RunAsync(args, async pool =>
        {
            var echoes = new Echoes(pool);
            await new Features(pool, echoes, hasNames: args[0] == "features").RunAsync();
            Console.WriteLine($"{echoes.Count} values, {echoes.Wrong} wrong");
            pool.ExitCode = echoes.Wrong == 0 ? 0 : 1;
        });
    case ["badend"]:
        try
        {
            return await WorkerPool.RunAsync(args, static pool => pool.RunOnEveryWorker(FeatureTasks.Tasks.Keep()));
        }
        catch (PoolBrokenException error)
        {
            Console.WriteLine(error);
            return 3;
        }
    default:
        Console.Error.WriteLine("usage: MpiPool.Aot.Program names | shapes | nameless | features | namelessfeatures | badend | fuzz");
        return 2;
}
