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

    [Fact]
    public void Collectives_RanksGiveDifferentTypes_IsAnErrorThatNamesTheRank()
    {
        var two = new Communicator(new OtherGives([1, 2, 3]));
        Assert.Contains("Rank 1 gave 3 bytes where a System.Int32 of 4", Assert.Throws<InvalidOperationException>(() => two.AllGather(1)).Message, StringComparison.Ordinal);
        Assert.Contains("Rank 1 gave 3 bytes where elements of 4", Assert.Throws<InvalidOperationException>(() => two.AllGather([1, 2])).Message, StringComparison.Ordinal);
        Assert.Contains("Rank 1 gave 3 bytes where a System.Int64", Assert.Throws<InvalidOperationException>(() => two.Broadcast(1L, 1)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Reduce_RanksGiveDifferentNumbers_IsAnErrorThatNamesTheRank()
    {
        var two = new Communicator(new OtherGives(new byte[8]));
        Assert.Contains("Rank 1 gave 2 values, rank 0 3", Assert.Throws<ArgumentException>(() => two.AllReduce([1, 2, 3], ReduceOperation.Sum)).Message, StringComparison.Ordinal);
        Assert.Contains("Rank 1 gave 2 values, rank 0 1", Assert.Throws<ArgumentException>(() => two.Reduce([1], ReduceOperation.Sum, 0)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Reduce_AtAnotherRoot_HasNothingHere()
    {
        var two = new Communicator(new OtherGives(BitConverter.GetBytes(5)));
        Assert.Equal((7, 0), (two.Reduce(2, ReduceOperation.Sum, 0), two.Reduce(2, ReduceOperation.Sum, 1)));
        Assert.Equal(10, two.Reduce(2, ReduceOperation.Product, 0));
        Assert.Empty(two.Gather(2, 1));
        Assert.Equal([2, 5], two.Gather(2, 0));
    }

    // Rank 0 of two; the other gives what the test wants.
    private sealed class OtherGives(byte[] bytes) : Transports.CommunicatorLink
    {
        public override int Rank => 0;

        public override int Size => 2;

        public override string HostName => "host";

        public override byte[][] AllGather(Transports.CollectiveKind kind, int root, byte[] own) => [own, bytes];

        public override byte[] Broadcast(int root, byte[] own) => root == 0 ? own : bytes;

        public override Transports.CommunicatorLink Split(int color, int key) => throw new NotSupportedException();

        public override void OpenTransport(int? mainRank, Action<Transports.Transport> begin) => throw new NotSupportedException();
    }
}
