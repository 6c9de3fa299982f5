namespace MpiPool.Mpi.PoolProgram;

/// <summary>The thread that watches running tasks: one in each process with workers while a pool is open, none after it, one again with the next.</summary>
internal static class WatchThreadScenario
{
    // As the kernel has it, which keeps 15 characters of a thread's name.
    private const string Name = "mpipool-watch";

    public static async Task<int> Run(string[] args)
    {
        for (int number = 1; number <= 2; number++)
        {
            await WorkerPool.RunAsync(args, pool => pool.RunOnEveryWorker(WatchThreadScenario.Tasks.Watched()));
            Await(0, $"after pool {number}");
            Console.WriteLine($"rank {WorkerPool.World.Rank} has no watch thread after pool {number}");
        }
        return 0;
    }

    /// <summary>Ends when its process has one, however many workers.</summary>
    [MpiTask]
    public static void Watched() => Await(1, "while a task runs");

    // A thread that has just been started has no name yet, and one that was told to end takes a moment.
    private static void Await(int count, string when) =>
        Expect.True(SpinWait.SpinUntil(() => Count() == count, Expect.Limit), $"{count} watch threads {when}, there are {Count()}");

    private static int Count() => Directory.EnumerateDirectories("/proc/self/task").Count(static thread => NameOf(thread) == Name);

    private static string NameOf(string thread)
    {
        try
        {
            return File.ReadAllText(Path.Combine(thread, "comm")).TrimEnd();
        }
        catch (IOException)
        {
            // It has ended meanwhile.
            return "";
        }
    }
}
