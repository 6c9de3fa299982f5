using MpiPool.Serving;
using MpiPool.Wire;

namespace MpiPool.Runtime.Tests;

/// <summary>Items of chunks between the thread that runs them and the main rank that wants them back.</summary>
public sealed class ChunkTableTests
{
    private const int Slot = 3;
    private const int Items = 10;

    private readonly ChunkTable _chunks = new();
    private readonly ChunkWork _chunk = new(new ChunkRecord { Slot = Slot, Items = Items, Sequence = 50 }, 0);

    public ChunkTableTests() => _chunks.Add(_chunk);

    [Theory]
    [InlineData(0, 0, 0)]
    [InlineData(0, 1, 1)]
    [InlineData(1, 0, 1)]
    [InlineData(1, 1, 1)]
    [InlineData(4, 1, 4)]
    [InlineData(1, 4, 4)]
    public void TryGiveBack_LeavesWhatHasBegunAndWhatIsKept(int begun, int keep, int first)
    {
        if (begun != 0)
            Assert.True(_chunk.TryClaim(begun, out _));
        Assert.True(_chunks.TryGiveBack(Slot, keep, out ChunkReturnRecord record));
        Assert.Equal((Slot, 50L, first), (record.Slot, record.Sequence, record.First));
        // What stays is run here, and nothing else.
        int left = first - begun;
        Assert.Equal(left != 0, _chunk.TryClaim(Items, out ItemRange range));
        Assert.Equal(left, range.Count);
        Assert.False(_chunk.TryClaim(1, out _));
    }

    [Theory]
    [InlineData(Items, 0)]
    [InlineData(0, Items)]
    [InlineData(9, Items + 5)]
    public void TryGiveBack_NothingIsLeft_SaysSo(int begun, int keep)
    {
        if (begun != 0)
            Assert.True(_chunk.TryClaim(begun, out _));
        Assert.False(_chunks.TryGiveBack(Slot, keep, out _));
        Assert.Equal(Items - begun != 0, _chunk.TryClaim(Items, out _));
    }

    [Fact]
    public void TryGiveBack_AllOfIt_FreesItsSlot()
    {
        Assert.True(_chunks.TryGiveBack(Slot, 0, out _));
        Assert.False(_chunks.TryGiveBack(Slot, 0, out _));
        _chunks.Add(new ChunkWork(new ChunkRecord { Slot = Slot, Items = 1 }, 0));
    }
}
