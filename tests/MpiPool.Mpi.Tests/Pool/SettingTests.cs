using System.Text.RegularExpressions;
using MpiPool.Mpi.Tests.Launching;
using MpiPool.Testing;

namespace MpiPool.Mpi.Tests.Pool;

/// <summary>What the environment asks for, rightly or not.</summary>
public sealed class SettingTests
{
    // Each with a value that is not the default.
    private static readonly Dictionary<string, (string Variable, string Value)> s_variables = new()
    {
        [nameof(PoolOptions.Workers)] = ("MPIPOOL_WORKERS", "6"),
        [nameof(PoolOptions.MaximumIdleSleep)] = ("MPIPOOL_IDLE_SLEEP_MS", "7"),
        [nameof(PoolOptions.Seed)] = ("MPIPOOL_SEED", "-5"),
        [nameof(PoolOptions.MainRank)] = ("MPIPOOL_MAIN_RANK", "3"),
        [nameof(PoolOptions.Rejoin)] = ("MPIPOOL_REJOIN", "0"),
        [nameof(PoolOptions.MaximumPending)] = ("MPIPOOL_MAXIMUM_PENDING", "9"),
        [nameof(PoolOptions.ShutdownTimeout)] = ("MPIPOOL_SHUTDOWN_TIMEOUT_MS", "1500"),
    };

    // No text can name them.
    private static readonly string[] s_objects = [nameof(PoolOptions.Communicator), nameof(PoolOptions.Initializer), nameof(PoolOptions.Finalizer), nameof(PoolOptions.LoggerFactory), nameof(PoolOptions.Catalog)];

    [Fact]
    public void Every_option_has_a_variable_on_the_first_page_or_stands_there_as_an_object()
    {
        Assert.Equal(typeof(PoolOptions).GetProperties().Select(static property => property.Name).Order(StringComparer.Ordinal), s_variables.Keys.Concat(s_objects).Order(StringComparer.Ordinal));
        string page = File.ReadAllText(Path.Combine(Repository.Root, "README.md"));
        Assert.All(s_variables.Values, variable => Assert.Contains($"| `{variable.Variable}` |", page, StringComparison.Ordinal));
        Assert.Contains($"What is an object of the program ({string.Join(", ", s_objects.Select(static name => $"`{name}`"))}) has no variable.", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Variables_set_the_options_and_properties_go_before_them()
    {
        using var run = new PoolRun(MpiKind.None, "settings") { Environment = s_variables.Values.ToDictionary(static entry => entry.Variable, static entry => (string?)entry.Value) };
        MpiResult result = await run.RunAsync();

        result.AssertSucceeded();
        Assert.Equal(["workers 6, idle sleep 7 ms, seed -5, main rank 3, rejoin False, pending 9, shutdown 1500 ms"], result.OutputLines);
    }

    [Theory]
    [InlineData(MpiKind.OpenMpi, @"Open MPI v\d+\.\d+\.\S+, \S*libmpi\.so\.40, Open MPI, ")]
    [InlineData(MpiKind.Mpich, @"MPICH \d+\.\d+\S*, \S*libmpich\.so\.12, MPICH ABI, ")]
    public async Task Info_tells_MPI_version_interface_threads_ranks_and_tasks(MpiKind kind, string library)
    {
        using var run = new PoolRun(kind, "hello") { Environment = { ["MPIPOOL_INFO"] = "1" } };
        MpiResult result = await run.RunAsync();

        result.AssertSucceeded();
        for (int rank = 0; rank < 3; rank++)
            Assert.Single(Regex.Matches(result.Error, $@"mpipool: rank {rank} of 3 \(\S+\): {library}MPI_THREAD_(SERIALIZED|FUNNELED), \d+ tasks, idle sleep 9 ms"));
        Assert.Single(Regex.Matches(result.Error, @"mpipool: main rank 0; ranks by host: \S+ 0,1,2\b"));
        Assert.Single(Regex.Matches(result.Error, @"mpipool: task [0-9a-f]{16} Kernels\.Square \("));
    }

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
            Assert.Single(Regex.Matches(result.Error, $@"mpipool: rank {rank} of 3 [^\n]*idle sleep 7 ms"));
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
