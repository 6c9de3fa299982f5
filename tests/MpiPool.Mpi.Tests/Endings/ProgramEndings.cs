using MpiPool.Mpi.Tests.Pool;

namespace MpiPool.Mpi.Tests.Endings;

/// <summary>Ends that the program itself brings about.</summary>
internal static class ProgramEndings
{
    private const string Body = "The body";
    private const string Task = "A task";
    private const string Rank = "Ranks that do not fit together";

    // What .NET ends a process with after an unhandled exception, a stack overflow or FailFast: SIGABRT.
    private static readonly int[] s_aborted = [128 + 6];
    // Hydra joins the bits of all ranks' ends: 15 is this one's 6 and the 9 of those that it killed then.
    private static readonly int[] s_abortedUnderHydra = [6, 6 | 9];
    private static readonly int[] s_one = [1];
    private static readonly int[] s_zero = [0];

    /// <summary>All of them.</summary>
    public static IEnumerable<Ending> All => [.. OfBody, .. OfTask, .. OfRanks];

    private static IEnumerable<Ending> OfBody =>
    [
        Aborts(Body, "The body throws while a task runs", Report.OfPool("0", "The body of the pool failed on rank 0 of 3"), "body-throws"),
        Aborts(Body, "The body takes more memory than there is", Report.OfPool("0", "The body of the pool failed on rank 0 of 3"), "out-of-memory", "body") with
        {
            Environment = s_littleMemory,
        },
        new(Body, "The body returns while tasks run and others wait", Fate.Completes, Report.Of("200 of 200 completed"))
        {
            Scenario = ["body-returns"], OpenMpiCodes = s_zero, MpichCodes = s_zero,
        },
        Aborts(Body, "The body returns while a task runs that never ends, with `ShutdownTimeout` set", Report.OfPool("0", "The pool was shut down, and 0.5 s later not all calls have ended: 1 at workers ('Gate.Pass' at rank "), "task-never-ends"),
        Aborts(Body, "Main returns and forgets to dispose the pool", Report.OfPool("0", "the process ended with exit code 0 while the pool was open"), "left-open"),
        .. Exits(Body, "the body", "body", "0"),
    ];

    private static IEnumerable<Ending> OfTask =>
    [
        new(Task, "A task takes more memory than there is", Fate.Survives, Report.Of("memory was freed"))
        {
            Scenario = ["out-of-memory", "task"], OpenMpiCodes = s_zero, MpichCodes = s_zero, Environment = s_littleMemory,
        },
        new(Task, "A task shuts the pool down, opens one, or calls a barrier of all ranks", Fate.Survives, Report.Of("while a pool is open"))
        {
            Scenario = ["pool-in-task"], OpenMpiCodes = s_zero, MpichCodes = s_zero,
        },
        .. Exits(Task, "a task", "task", "[12]"),
    ];

    private static IEnumerable<Ending> OfRanks =>
    [
        Aborts(Rank, "Ranks of two builds with different tasks", Report.OfPool("0", "was started from another build than Rank 0 of 3"), "meet", ":", "-n", "2", PoolRun.Other, "meet") with
        {
            RanksOfFirst = 1,
        },
        Faults(Rank, "A rank throws before the pool opens", Report.Of("rank 1 never comes to the pool"), "rank-throws"),
        Aborts(Rank, "A rank returns before the pool opens", Report.OfPool("0", "rank 1 ends its program, but rank 0 opens a pool"), "rank-returns"),
        Faults(Rank, "A rank throws before MPI starts", Report.Of("rank 1 never comes to MPI"), "start", "throws"),
        Aborts(Rank, "A rank returns before MPI starts; `MPIPOOL_START_TIMEOUT` is 2 s", s_noStart.Or(Report.Of("has exited due to process rank 1")), "start", "returns") with
        {
            // Open MPI's launcher sees it itself where another rank has begun to start by then.
            MpichMessage = s_noStart,
            MpichCodes = [1, 1 | 9], Environment = s_shortStart,
        },
        Aborts(Rank, "A rank never comes to MPI's start; `MPIPOOL_START_TIMEOUT` is 2 s", s_noStart, "start", "waits") with
        {
            MpichCodes = [1, 1 | 9], Environment = s_shortStart,
        },
    ];

    private static readonly Dictionary<string, string?> s_littleMemory = new() { ["DOTNET_GCHeapHardLimit"] = "0x8000000" };
    private static readonly Report s_noStart = Report.OfPool("[02]", "MPI did not start within 2 s");
    private static readonly Dictionary<string, string?> s_shortStart = new() { ["MPIPOOL_START_TIMEOUT"] = "2" };

    private static IEnumerable<Ending> Exits(string group, string who, string where, string ranks) =>
    [
        Aborts(group, $"Environment.Exit(0) in {who}", Report.OfPool(ranks, "the process ended with exit code 0 while the pool was open"), "exit", "exit-0", where),
        Aborts(group, $"Environment.Exit(7) in {who}", Report.OfPool(ranks, "the process ended with exit code 7 while the pool was open"), "exit", "exit-7", where) with
        {
            OpenMpiCodes = [7], MpichCodes = [7],
        },
        Faults(group, $"Environment.FailFast in {who}", Report.Of("the test fails fast"), "exit", "fail-fast", where),
        Faults(group, $"A stack overflow in {who}", Report.Of("Stack overflow"), "exit", "stack-overflow", where),
        Faults(group, $"A write to memory that is not there, in {who}", Report.Of("System.AccessViolationException"), "exit", "access-violation", where),
        Faults(group, $"An unhandled exception on a thread that {who} started", Report.Of("System.IO.InvalidDataException: a thread of the program failed"), "exit", "thread", where),
        Faults(group, $"An unhandled exception in an async void method that {who} called", Report.Of("System.IO.InvalidDataException: nobody awaits this method"), "exit", "async-void", where),
    ];

    private static Ending Aborts(string group, string cause, Report message, params string[] scenario) => new(group, cause, Fate.Aborts, message)
    {
        Scenario = scenario, OpenMpiCodes = s_one, MpichCodes = s_one,
    };

    private static Ending Faults(string group, string cause, Report message, params string[] scenario) => new(group, cause, Fate.Aborts, message)
    {
        Scenario = scenario, OpenMpiCodes = s_aborted, MpichCodes = s_abortedUnderHydra,
    };
}
