namespace MpiPool.Mpi.PeerProgram;

/// <summary>Runs the cases of a family one after another and says of each whether it holds.</summary>
internal static class CaseRuns
{
    /// <summary>All cases that need no more than an open pool share one.</summary>
    public static Task<int> InOnePoolAsync(string[] args) => WorkerPool.RunAsync(args, async pool =>
    {
        var cases = new Dictionary<string, Func<WorkerPool, Task>>();
        WaitCases.AddTo(cases);
        AsCompletedCases.AddTo(cases);
        ExecutorCases.AddTo(cases);
        MapCases.AddTo(cases);
        SerializationCases.AddTo(cases);
        ContinuationCases.AddTo(cases);
        CollectCases.AddTo(cases);
        MpipoolCases.AddTo(cases);
        CheckComplete(PeerCase.SharedPool, cases.Keys);
        foreach ((string name, Func<WorkerPool, Task> run) in cases)
        {
            if (!await PassesAsync(name, () => run(pool)))
                pool.ExitCode = 1;
        }
    });

    /// <summary>Cases that open and end pools: every rank runs them.</summary>
    public static async Task<int> InPoolsOfTheirOwnAsync(string[] args)
    {
        var cases = new Dictionary<string, Func<string[], Task>>();
        OpenCases.AddTo(cases);
        InitializerCases.AddTo(cases);
        ShutdownCases.AddTo(cases);
        CommunicatorCases.AddTo(cases);
        CheckComplete(PeerCase.OwnPools, cases.Keys);
        int code = 0;
        foreach ((string name, Func<string[], Task> run) in cases)
        {
            if (!await PassesAsync(name, () => run(args)))
                code = 1;
            // A case that failed on one rank alone must not shift the others' pools.
            WorkerPool.World.Barrier();
        }
        return code;
    }

    private static async Task<bool> PassesAsync(string name, Func<Task> run)
    {
        try
        {
            await run();
        }
        catch (Exception error)
        {
            // Whatever it is, it is this case's alone; the line takes it to the test.
            Console.WriteLine($"case {name} failed: rank {WorkerPool.World.Rank}: {error.ToString().ReplaceLineEndings(" | ")}");
            return false;
        }
        if (WorkerPool.World.Rank == 0)
            Console.WriteLine($"case {name} passed");
        return true;
    }

    private static void CheckComplete(string family, IEnumerable<string> names)
    {
        string[] listed = [.. PeerCaseList.All.Where(one => one.Family == family).Select(static one => one.Name)];
        if (listed.Except(names).Concat(names.Except(listed)).FirstOrDefault() is { } odd)
            throw new InvalidOperationException($"The case {odd} is in the list or in the program, not in both.");
    }
}
