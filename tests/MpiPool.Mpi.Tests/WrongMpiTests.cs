using MpiPool.Mpi.Tests.Launching;
using MpiPool.Transports.Mpi;

namespace MpiPool.Mpi.Tests;

/// <summary>A missing, wrong or half-configured MPI: a message that says what to do and a code that is not 0, never a crash or a hang.</summary>
public sealed class WrongMpiTests
{
    [Theory]
    [MemberData(nameof(LaunchingKinds.All), MemberType = typeof(LaunchingKinds))]
    public async Task Library_that_the_variable_names_is_missing(MpiKind kind)
    {
        MpiResult result = await RunWith(kind, "/nonexistent/libmpi.so.40");

        result.AssertFailed();
        Assert.Contains("'/nonexistent/libmpi.so.40' that MPIPOOL_MPI_LIBRARY names cannot be loaded", result.Error, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(LaunchingKinds.All), MemberType = typeof(LaunchingKinds))]
    public async Task Library_that_the_variable_names_is_not_MPI(MpiKind kind)
    {
        MpiResult result = await RunWith(kind, "libm.so.6");

        result.AssertFailed();
        Assert.Contains("libm.so.6", result.Error, StringComparison.Ordinal);
        Assert.Contains("is no MPI library", result.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(MpiKind.OpenMpi, MpiKind.Mpich)]
    [InlineData(MpiKind.Mpich, MpiKind.OpenMpi)]
    public async Task Library_is_not_the_launchers(MpiKind launcher, MpiKind library)
    {
        MpiResult result = await RunWith(launcher, MpiInstallation.Library(library));

        result.AssertFailed();
        Assert.Contains("The launcher started 3 ranks, but the MPI library", result.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("echo", result.Output, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(LaunchingKinds.All), MemberType = typeof(LaunchingKinds))]
    public async Task Library_of_the_launcher_is_found_without_help(MpiKind kind)
    {
        (await RunWith(kind, null)).AssertSucceeded();
    }

    [Fact]
    public async Task Slurm_without_a_process_manager_interface()
    {
        var run = new MpiRun(MpiKind.None, MpiRun.TestProgram, "one-rank")
        {
            Environment = { ["SLURM_STEP_ID"] = "0", ["SLURM_PROCID"] = "1", ["SLURM_STEP_NUM_TASKS"] = "4" },
        };
        // The scenario expects no launch at all; the open must refuse before that.
        MpiResult result = await run.RunAsync();

        result.AssertFailed();
        Assert.Contains("srun started 4 tasks", result.Error, StringComparison.Ordinal);
        Assert.Contains("srun --mpi=pmix", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void No_library_is_installed()
    {
        var error = Assert.Throws<MpiException>(() => MpiLibrarySearch.LoadFirst(["libnone.so.1", "libnone.so.2"]));

        Assert.Contains("libnone.so.1, libnone.so.2", error.Message, StringComparison.Ordinal);
        Assert.Contains("apt-get install openmpi-bin", error.Message, StringComparison.Ordinal);
        Assert.Contains("MPIPOOL_MPI_LIBRARY", error.Message, StringComparison.Ordinal);
    }

    private static Task<MpiResult> RunWith(MpiKind launcher, string? library) =>
        new MpiRun(launcher, MpiRun.TestProgram, "transport-echo") { Ranks = 3, Environment = { ["MPIPOOL_MPI_LIBRARY"] = library } }.RunAsync();
}
