using MpiPool;
using MpiPool.Aot.Program;
using MpiPool.Tasks;

// names   lists the tasks that this process knows
// shapes  sends a value of every shape to a worker and back
// fuzz    does the same with the random types this build has
switch (args)
{
    case ["names"]:
        foreach (TaskEntry entry in TaskCatalog.Root.Entries)
            Console.WriteLine(entry.Name);
        return 0;
    case ["shapes" or "fuzz"]:
        return await WorkerPool.RunAsync(args, pool =>
        {
            var echoes = new Echoes(pool);
            if (args[0] == "shapes")
                Shapes.Run(echoes);
            else
                RandomTypes.Run(echoes);
            Console.WriteLine($"{echoes.Count} values, {echoes.Wrong} wrong");
            pool.ExitCode = echoes.Wrong == 0 ? 0 : 1;
            return Task.CompletedTask;
        });
    default:
        Console.Error.WriteLine("usage: MpiPool.Aot.Program names | shapes | fuzz");
        return 2;
}
