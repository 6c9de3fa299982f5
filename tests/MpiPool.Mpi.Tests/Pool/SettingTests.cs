using MpiPool.Mpi.Tests.Launching;

namespace MpiPool.Mpi.Tests.Pool;

/// <summary>What the environment asks for, rightly or not.</summary>
public sealed class SettingTests
{
    [Theory]
    [MemberData(nameof(LaunchingKinds.All), MemberType = typeof(LaunchingKinds))]
    public async Task Settings_of_the_main_rank_hold_on_all_ranks(MpiKind kind)
    {
        using var run = new PoolRun(kind, "MPIPOOL_INFO=1", "MPIPOOL_IDLE_SLEEP_MS=7", PoolRun.Program, "hello", ":", "-n", "2", PoolRun.Program, "hello")
        {
            Command = "/usr/bin/env",
            Ranks = 1,
        };
        MpiResult result = await run.RunAsync();

        result.AssertSucceeded();
        for (int rank = 0; rank < 3; rank++)
            Assert.Single(result.ErrorLines, line => line.StartsWith($"mpipool: rank {rank} of 3 ", StringComparison.Ordinal) && line.Contains("idle sleep 7 ms", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(MpiKind.None)]
    [InlineData(MpiKind.OpenMpi)]
    [InlineData(MpiKind.Mpich)]
    public async Task Value_that_is_none_ends_the_job(MpiKind kind)
    {
        using var run = new PoolRun(kind, "hello") { Environment = { ["MPIPOOL_IDLE_SLEEP_MS"] = "soon" } };
        MpiResult result = await run.RunAsync();

        result.AssertFailed();
        Assert.Contains("The environment variable MPIPOOL_IDLE_SLEEP_MS is 'soon'; it must be a whole number from 1 to 1000.", result.Error, StringComparison.Ordinal);
        Assert.DoesNotContain(result.OutputLines, static line => line.Contains("hello", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(MpiKind.None, "MPIPOOL_SHARED_MEMORY", "no", "0 to 1")]
    [InlineData(MpiKind.OpenMpi, "MPIPOOL_SHARED_MEMORY", "2", "0 to 1")]
    [InlineData(MpiKind.Mpich, "MPIPOOL_SHARED_MEMORY", "2", "0 to 1")]
    [InlineData(MpiKind.OpenMpi, "MPIPOOL_START_TIMEOUT", "soon", "0 to 604800")]
    [InlineData(MpiKind.Mpich, "MPIPOOL_START_TIMEOUT", "-1", "0 to 604800")]
    public async Task Value_that_is_none_on_every_rank_ends_the_job_before_the_body(MpiKind kind, string variable, string value, string range)
    {
        using var run = new PoolRun(kind, "hello") { Environment = { [variable] = value } };
        MpiResult result = await run.RunAsync();

        result.AssertFailed();
        Assert.Contains($"The environment variable {variable} is '{value}'; it must be a whole number from {range}.", result.Error, StringComparison.Ordinal);
        Assert.DoesNotContain(result.OutputLines, static line => line.Contains("hello", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Launcher_without_a_library_is_an_error()
    {
        using var run = new PoolRun(MpiKind.None, "hello")
        {
            Environment = { ["OMPI_COMM_WORLD_SIZE"] = "2", ["MPIPOOL_MPI_LIBRARY"] = "/nonexistent/libmpi.so.40" },
        };
        MpiResult result = await run.RunAsync();

        result.AssertFailed();
        Assert.Contains("'/nonexistent/libmpi.so.40' that MPIPOOL_MPI_LIBRARY names cannot be loaded", result.Error, StringComparison.Ordinal);
        Assert.DoesNotContain(result.OutputLines, static line => line.Contains("hello", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(MpiKind.OpenMpi, MpiKind.Mpich)]
    [InlineData(MpiKind.Mpich, MpiKind.OpenMpi)]
    public async Task Library_of_another_MPI_is_an_error(MpiKind launcher, MpiKind library)
    {
        using var run = new PoolRun(launcher, "hello") { Environment = { ["MPIPOOL_MPI_LIBRARY"] = MpiInstallation.Library(library) } };
        MpiResult result = await run.RunAsync();

        result.AssertFailed();
        Assert.Contains("The launcher started 3 ranks, but the MPI library", result.Error, StringComparison.Ordinal);
        Assert.DoesNotContain(result.OutputLines, static line => line.Contains("hello", StringComparison.Ordinal));
    }
}
