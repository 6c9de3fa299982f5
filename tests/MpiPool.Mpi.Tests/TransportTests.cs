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
    [InlineData(MpiKind.OpenMpi)]
    [InlineData(MpiKind.Mpich)]
    public async Task The_longest_message_arrives(MpiKind kind)
    {
        MpiResult result = await new MpiRun(kind, MpiRun.TestProgram, "transport-large") { TimeLimit = TimeSpan.FromMinutes(2) }.RunAsync();

        result.AssertSucceeded();
        Assert.Equal(["large ok"], result.OutputLines);
    }
}
