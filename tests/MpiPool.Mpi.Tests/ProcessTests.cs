using System.Globalization;
using MpiPool.Mpi.Tests.Launching;

namespace MpiPool.Mpi.Tests;

/// <summary>A .NET process stays one under MPI: faults, console, child processes, memory.</summary>
public sealed class ProcessTests
{
    [Theory]
    [MemberData(nameof(LaunchingKinds.Bound), MemberType = typeof(LaunchingKinds))]
    public async Task Faults_of_the_processor_are_still_exceptions(MpiKind kind, bool bind)
    {
        MpiResult result = await new MpiRun(kind, MpiRun.TestProgram, "faults-are-caught") { Bind = bind }.RunAsync();

        result.AssertSucceeded();
        Assert.Equal(["caught on rank 0", "caught on rank 1"], result.OutputLines.Order());
    }

    [Theory]
    [MemberData(nameof(LaunchingKinds.All), MemberType = typeof(LaunchingKinds))]
    public async Task Code_of_libc_is_not_overwritten(MpiKind kind)
    {
        // UCX, where the library uses it, tells then what it hooks, and how.
        MpiResult result = await new MpiRun(kind, MpiRun.TestProgram, "faults-are-caught") { Environment = { ["UCX_MEM_LOG_LEVEL"] = "debug" } }.RunAsync();

        result.AssertSucceeded();
        Assert.DoesNotContain("bistro hook", result.Output + result.Error, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(LaunchingKinds.All), MemberType = typeof(LaunchingKinds))]
    public async Task Captured_output_has_no_terminal_escapes(MpiKind kind)
    {
        MpiResult result = await new MpiRun(kind, MpiRun.TestProgram, "console-use").RunAsync();

        result.AssertSucceeded();
        Assert.DoesNotContain('\e', result.Output);
        Assert.DoesNotContain('\e', result.Error);
        Assert.Equal(["input none", "red 0", "red 1"], result.OutputLines.Order());
    }

    [Theory]
    [MemberData(nameof(LaunchingKinds.All), MemberType = typeof(LaunchingKinds))]
    public async Task Child_processes_do_not_inherit_the_launch(MpiKind kind)
    {
        MpiResult result = await new MpiRun(kind, MpiRun.TestProgram, "child-environment").RunAsync();

        result.AssertSucceeded();
        Assert.Equal(["child of rank 0: True", "child of rank 1: True"], result.OutputLines.Order());
    }

    [Theory]
    [MemberData(nameof(LaunchingKinds.All), MemberType = typeof(LaunchingKinds))]
    public async Task Ranks_share_the_memory_of_the_host(MpiKind kind)
    {
        MpiResult result = await new MpiRun(kind, MpiRun.TestProgram, "memory-limit") { Ranks = 4 }.RunAsync();

        result.AssertSucceeded();
        Assert.Equal(4, result.OutputLines.Length);
        foreach (string line in result.OutputLines)
        {
            (long before, long after) = Limits(line);
            Assert.Equal(before / MpiHosts.RanksBeside(0, 4, MpiHosts.Default), after);
        }
    }

    [Fact]
    public async Task Memory_limit_of_the_user_stays()
    {
        var run = new MpiRun(MpiKind.Mpich, MpiRun.TestProgram, "memory-limit") { Environment = { ["DOTNET_GCHeapHardLimit"] = "0x40000000" } };
        MpiResult result = await run.RunAsync();

        result.AssertSucceeded();
        foreach (string line in result.OutputLines)
            Assert.Equal((0x40000000L, 0x40000000L), Limits(line));
    }

    [Theory]
    [InlineData(MpiKind.None)]
    [InlineData(MpiKind.OpenMpi)]
    [InlineData(MpiKind.Mpich)]
    public async Task One_rank_needs_no_MPI(MpiKind kind)
    {
        var run = new MpiRun(kind, MpiRun.TestProgram, "one-rank") { Ranks = 1, Environment = { ["MPIPOOL_MPI_LIBRARY"] = "/nonexistent/libmpi.so" } };
        MpiResult result = await run.RunAsync();

        result.AssertSucceeded();
        Assert.Equal(["in-process"], result.OutputLines);
    }

    private static (long Before, long After) Limits(string line)
    {
        string[] parts = line.Split(' ');
        Assert.Equal("memory", parts[0]);
        return (long.Parse(parts[1], CultureInfo.InvariantCulture), long.Parse(parts[2], CultureInfo.InvariantCulture));
    }
}
