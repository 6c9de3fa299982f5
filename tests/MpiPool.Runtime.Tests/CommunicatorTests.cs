namespace MpiPool.Runtime.Tests;

/// <summary>Collectives of a process that is alone; over several they are tested with MPI, and in task groups.</summary>
public sealed class CommunicatorTests
{
    // Other tests open pools on World meanwhile, which refuses collectives then.
    private static readonly Communicator s_alone = new(new Transports.SingleLink());

    [Fact]
    public void Collectives_OneRank_GiveBackWhatItGives()
    {
        s_alone.Barrier();
        Assert.Equal(3.5, s_alone.Broadcast(3.5, 0));
        Assert.Equal([1, 2], s_alone.Broadcast([1, 2], 0));
        Assert.Equal("é", s_alone.Broadcast("é", 0));
        Assert.Equal([7L], s_alone.Gather(7L, 0));
        Assert.Equal([[1.0, 2.0]], s_alone.Gather([1.0, 2.0], 0));
        Assert.Equal(["a"], s_alone.AllGather("a"));
        Assert.Equal(5, s_alone.AllReduce(5, ReduceOperation.Maximum));
        Assert.Equal([5, 6], s_alone.Reduce([5, 6], ReduceOperation.Sum, 0));
        Communicator part = s_alone.Split(3, 1);
        Assert.Equal((0, 1), (part.Rank, part.Size));
    }

    [Fact]
    public void Collectives_BadInput_ThrowAtTheCall()
    {
        Assert.Throws<ArgumentOutOfRangeException>(static () => s_alone.Broadcast(1, 1));
        Assert.Throws<ArgumentOutOfRangeException>(static () => s_alone.Gather(1, -1));
        Assert.Throws<ArgumentNullException>(static () => s_alone.Broadcast((string?)null, 0));
        Assert.Throws<ArgumentNullException>(static () => s_alone.Broadcast((int[]?)null, 0));
        Assert.Throws<ArgumentNullException>(static () => s_alone.AllGather((string)null!));
        Assert.Throws<ArgumentOutOfRangeException>(static () => s_alone.AllReduce(1, (ReduceOperation)9));
        Assert.Throws<ArgumentOutOfRangeException>(static () => s_alone.Split(-1));
    }
}
