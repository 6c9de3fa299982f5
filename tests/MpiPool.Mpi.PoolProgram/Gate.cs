namespace MpiPool.Mpi.PoolProgram;

/// <summary>Tasks that wait until the scenario lets them go. Ranks see each other's gates as files in the folder of the run.</summary>
internal static class Gate
{
    private static readonly string s_folder = Environment.GetEnvironmentVariable("MPIPOOL_TEST_FOLDER") ?? ".";

    /// <summary>Says that it runs, and returns when the gate has been opened.</summary>
    [MpiTask]
    public static int Pass(string name)
    {
        Mark(name, "begun");
        Wait(name, "open");
        return Environment.ProcessId;
    }

    /// <summary>As <see cref="Pass"/>, where the gate is open already: a short task of the same kind.</summary>
    [MpiTask]
    public static bool Visit(string? name)
    {
        if (name is not null)
            Pass(name);
        return true;
    }

    /// <summary>Says that it runs, and returns when it was cancelled.</summary>
    [MpiTask]
    public static bool UntilCancelled(string name, CancellationToken cancellation)
    {
        Mark(name, "begun");
        cancellation.WaitHandle.WaitOne();
        Mark(name, "cancelled");
        cancellation.ThrowIfCancellationRequested();
        return true;
    }

    /// <summary>Notes an event that any rank can wait for or ask about.</summary>
    public static void Mark(string name, string what) => File.WriteAllBytes(Path.Combine(s_folder, $"{name}.{what}"), []);

    /// <summary>Notes that now comes what ends the job: from here on its time counts.</summary>
    public static void MarkCause() => Mark("end", "cause");

    /// <summary>Whether the event has happened.</summary>
    public static bool Happened(string name, string what) => File.Exists(Path.Combine(s_folder, $"{name}.{what}"));

    /// <summary>Waits for the event.</summary>
    public static void Wait(string name, string what)
    {
        // Until the time limit of the run: a gate that never opens is a hang, and shows as one.
        while (!Happened(name, what))
            Thread.Sleep(2);
    }
}
