using MpiPool.Mpi.Tests.Launching;

namespace MpiPool.Mpi.Tests.Pool;

/// <summary>A process that ends in the middle of the work, by its own doing: the job ends with it, never with success.</summary>
public sealed class ExitTests
{
    /// <summary>Every MPI, every way to end.</summary>
    public static TheoryData<MpiKind, string> Ends => new MatrixTheoryData<MpiKind, string>(
        [MpiKind.OpenMpi, MpiKind.Mpich], ["exit-0", "exit-7", "fail-fast", "stack-overflow", "thread"]);

    [Theory]
    [MemberData(nameof(Ends))]
    public async Task End_of_the_main_rank_in_the_body(MpiKind kind, string how)
    {
        using var run = new PoolRun(kind, "exit", how, "body");
        AssertEndedBy(await run.RunAsync(), how, "rank 0 of 3");
    }

    [Theory]
    [MemberData(nameof(Ends))]
    public async Task End_of_a_worker_in_a_task(MpiKind kind, string how)
    {
        using var run = new PoolRun(kind, "exit", how, "task");
        AssertEndedBy(await run.RunAsync(), how, "rank ");
    }

    private static void AssertEndedBy(MpiResult result, string how, string rank)
    {
        result.AssertFailed();
        string message = how switch
        {
            "exit-0" => "the process ended with exit code 0 while the pool was open",
            "exit-7" => "the process ended with exit code 7 while the pool was open",
            "stack-overflow" => "Stack overflow",
            "fail-fast" => "the test fails fast",
            _ => "System.IO.InvalidDataException: a thread of the program failed",
        };
        Assert.Contains(message, result.Error, StringComparison.Ordinal);
        if (how.StartsWith("exit", StringComparison.Ordinal))
        {
            Assert.Contains(result.ErrorLines, line => line.StartsWith("MpiPool: " + rank, StringComparison.Ordinal) && line.Contains(message, StringComparison.Ordinal));
            Assert.Equal(how == "exit-7" ? 7 : 1, result.ExitCode);
        }
    }
}
