using System.Globalization;
using MpiPool.Mpi.Tests.Launching;

namespace MpiPool.Mpi.Tests;

/// <summary>The transport over real ranks of each MPI.</summary>
public sealed class TransportTests
{
    [Theory]
    [InlineData(MpiKind.OpenMpi, 2, false)]
    [InlineData(MpiKind.OpenMpi, 4, false)]
    [InlineData(MpiKind.OpenMpi, 2, true)]
    [InlineData(MpiKind.OpenMpi, 3, true)]
    [InlineData(MpiKind.Mpich, 2, false)]
    [InlineData(MpiKind.Mpich, 4, false)]
    [InlineData(MpiKind.Mpich, 2, true)]
    [InlineData(MpiKind.Mpich, 3, true)]
    public async Task Messages_and_collectives_reach_every_rank(MpiKind kind, int ranks, bool bind)
    {
        MpiResult result = await new MpiRun(kind, MpiRun.TestProgram, "transport-echo") { Ranks = ranks, Bind = bind }.RunAsync();

        result.AssertSucceeded();
        for (int rank = 0; rank < ranks; rank++)
        {
            int here = MpiHosts.RanksBeside(rank, ranks, MpiHosts.Default);
            Assert.Contains(result.OutputLines, line => line.StartsWith($"echo {rank} of {ranks} on ", StringComparison.Ordinal) && line.Contains($", {here} here", StringComparison.Ordinal));
        }
        Assert.Equal(ranks, result.OutputLines.Length);
    }

    [Theory]
    [InlineData(MpiKind.OpenMpi)]
    [InlineData(MpiKind.Mpich)]
    public async Task More_ranks_than_cores_start_and_end(MpiKind kind)
    {
        MpiResult result = await new MpiRun(kind, MpiRun.TestProgram, "transport-echo") { Ranks = 16, TimeLimit = TimeSpan.FromMinutes(2) }.RunAsync();

        result.AssertSucceeded();
        Assert.Equal(16, result.OutputLines.Length);
    }

    [Theory]
    [InlineData(MpiKind.OpenMpi, 2, false)]
    [InlineData(MpiKind.OpenMpi, 5, true)]
    [InlineData(MpiKind.Mpich, 2, false)]
    [InlineData(MpiKind.Mpich, 5, true)]
    public async Task A_message_wakes_a_rank_that_rests(MpiKind kind, int ranks, bool bind)
    {
        MpiResult result = await new MpiRun(kind, MpiRun.TestProgram, "transport-wake") { Ranks = ranks, Bind = bind, Hosts = 1 }.RunAsync();

        result.AssertSucceeded();
        Assert.Equal(Enumerable.Range(0, ranks).Select(static rank => $"rank {rank}: woken True"), result.OutputLines.Order());
    }

    [Theory]
    [InlineData(MpiKind.OpenMpi)]
    [InlineData(MpiKind.Mpich)]
    public async Task Ranks_that_share_no_memory_look_for_messages(MpiKind kind)
    {
        MpiResult result = await new MpiRun(kind, MpiRun.TestProgram, "transport-wake") { Ranks = 3, Hosts = 1, Environment = { ["MPIPOOL_SHARED_MEMORY"] = "0" } }.RunAsync();

        result.AssertSucceeded();
        Assert.Equal(Enumerable.Range(0, 3).Select(static number => $"rank {number}: woken False"), result.OutputLines.Order());
    }

    [Theory]
    [InlineData(MpiKind.OpenMpi, 0)]
    [InlineData(MpiKind.OpenMpi, 2)]
    [InlineData(MpiKind.Mpich, 0)]
    [InlineData(MpiKind.Mpich, 2)]
    public async Task One_rank_that_shares_no_memory_lets_nobody_rest(MpiKind kind, int rank)
    {
        MpiResult result = await new MpiRun(kind, MpiRun.TestProgram, "transport-wake", rank.ToString(CultureInfo.InvariantCulture)) { Ranks = 3, Hosts = 1 }.RunAsync();

        result.AssertSucceeded();
        Assert.Equal(Enumerable.Range(0, 3).Select(static number => $"rank {number}: woken False"), result.OutputLines.Order());
    }

    [Theory]
    [InlineData(MpiKind.OpenMpi)]
    [InlineData(MpiKind.Mpich)]
    public async Task Of_two_hosts_workers_beside_the_main_rank_are_woken(MpiKind kind)
    {
        MpiHosts.SkipWhereImpossible();
        MpiResult result = await new MpiRun(kind, MpiRun.TestProgram, "transport-wake") { Ranks = 4, Hosts = 2 }.RunAsync();

        result.AssertSucceeded();
        Assert.Equal(["rank 0: woken False", "rank 1: woken True", "rank 2: woken False", "rank 3: woken False"], result.OutputLines.Order());
    }

    [Theory]
    [InlineData(MpiKind.OpenMpi)]
    [InlineData(MpiKind.Mpich)]
    public async Task The_longest_message_arrives(MpiKind kind)
    {
        MpiResult result = await new MpiRun(kind, MpiRun.TestProgram, "transport-large") { TimeLimit = TimeSpan.FromMinutes(2) }.RunAsync();

        result.AssertSucceeded();
        Assert.Equal(["large ok"], result.OutputLines);
    }
}
