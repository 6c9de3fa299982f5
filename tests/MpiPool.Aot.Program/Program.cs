using MpiPool;
using MpiPool.Aot.Program;
using MpiPool.Tasks;

// names     lists the tasks that this process knows
// shapes    sends a value of every shape to a worker and back
// nameless  the same in a program that was published without the names of types
// fuzz      does the same with the random types this build has
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
    default:
        Console.Error.WriteLine("usage: MpiPool.Aot.Program names | shapes | nameless | fuzz");
        return 2;
}
