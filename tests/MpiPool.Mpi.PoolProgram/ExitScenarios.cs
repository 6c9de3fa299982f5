namespace MpiPool.Mpi.PoolProgram;

/// <summary>The process ends in the middle: by its own call or its own fault, in the body or in a task.</summary>
internal static class ExitScenarios
{
    public static Task<int> Run(string[] args, string how, string where) => WorkerPool.RunAsync(args, async pool =>
    {
        // Another worker runs a task that does not end by itself.
        _ = pool.Submit(Gate.Tasks.Pass("held"));
        await Task.Run(static () => Gate.Wait("held", "begun"));
        if (where == "body")
            End(how);
        else
            await pool.Submit(ExitScenarios.Tasks.EndInTask(how));
        // A thread of the program ends the process while this waits.
        await Task.Delay(Timeout.Infinite);
    });

    [MpiTask]
    public static int EndInTask(string how)
    {
        End(how);
        Thread.Sleep(Timeout.Infinite);
        return 0;
    }

    private static void End(string how)
    {
        Gate.MarkCause();
        switch (how)
        {
            case "exit-0":
                Environment.Exit(0);
                break;
            case "exit-7":
                Environment.Exit(7);
                break;
            case "fail-fast":
                Environment.FailFast("the test fails fast");
                break;
            case "stack-overflow":
                Recurse(0);
                break;
            case "access-violation":
                WriteToUnmappedMemory();
                break;
            case "thread":
                new Thread(static () => throw new InvalidDataException("a thread of the program failed")).Start();
                break;
            case "async-void":
                FailLater();
                break;
            default:
                throw new ArgumentException($"There is no end '{how}'.", nameof(how));
        }
    }

    private static int Recurse(int depth) => Recurse(depth + 1) + depth;

    private static async void FailLater()
    {
        await Task.Yield();
        throw new InvalidDataException("nobody awaits this method");
    }

    // Past the first 64 KiB, where a fault would be a NullReferenceException.
    private static void WriteToUnmappedMemory() => System.Runtime.InteropServices.Marshal.StructureToPtr(7L, 0x10_0000, fDeleteOld: false);
}
