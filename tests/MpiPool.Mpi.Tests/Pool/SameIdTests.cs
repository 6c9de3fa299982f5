using MpiPool.Mpi.Tests.Launching;

namespace MpiPool.Mpi.Tests.Pool;

/// <summary>A program whose library has a task with the ID of one of its own.</summary>
public sealed class SameIdTests
{
    [Theory]
    [MemberData(nameof(LaunchingKinds.All), MemberType = typeof(LaunchingKinds))]
    public async Task Two_tasks_of_one_ID_in_two_assemblies_end_the_job_and_are_both_named(MpiKind kind)
    {
        using var run = new PoolRun(kind) { Command = Path.Combine(AppContext.BaseDirectory, "MpiPool.Mpi.SameIdProgram"), Ranks = 2 };
        MpiResult result = await run.RunAsync();

        result.AssertFailed();
        Assert.DoesNotContain("3", result.OutputLines);
        string line = result.ErrorLines.First(static line => line.Contains("have the same ID", StringComparison.Ordinal));
        Assert.Contains("'Kernels.Sum'", line, StringComparison.Ordinal);
        Assert.Contains("'LibraryTasks.Add'", line, StringComparison.Ordinal);
        Assert.Contains("[MpiTask(Name = …)]", line, StringComparison.Ordinal);
    }
}
