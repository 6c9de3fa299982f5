using MpiPool.Scheduling.Maps;

namespace MpiPool.Runtime.Tests;

/// <summary>How large chunks are, by what items were measured to take.</summary>
public sealed class ChunkSizerTests
{
    [Fact]
    public void NothingMeasured_BeginsWithOneItem()
    {
        var sizer = new ChunkSizer(0, double.NaN);
        Assert.Equal((1, 1, 1), (sizer.Size, sizer.Depth, sizer.Next(1_000_000, 4)));
    }

    [Theory]
    [InlineData(4, 64, 1 << 24)]
    [InlineData(64, 4, 1 << 24)]
    [InlineData(1, int.MaxValue, 1)]
    public void ChunksOfAFixedSize_AreNoLongerThanAMessageEitherWay(int itemBytes, int resultBytes, int most) =>
        Assert.Equal(most, ChunkSizer.MostInOneMessage(itemBytes, resultBytes));

    [Fact]
    public void ShortItems_GrowToTheMost()
    {
        var sizer = new ChunkSizer(0, double.NaN);
        for (int size = 1, last = 0; size != last; size = sizer.Size)
        {
            last = size;
            sizer.Add(size, size * 10L);
            Assert.True(sizer.Size >= last && sizer.Size <= last * 8);
        }
        Assert.Equal(ChunkSizer.MaximumItems, sizer.Size);
        Assert.Equal(2, sizer.Depth);
    }

    [Fact]
    public void LongItems_TravelAlone()
    {
        var sizer = new ChunkSizer(0, 10);
        Assert.True(sizer.Size > 1000);
        for (int i = 0; i < 50; i++)
            sizer.Add(1, 50_000_000);
        Assert.Equal((1, 1), (sizer.Size, sizer.Depth));
    }

    [Theory]
    [InlineData(8000, 4, 1000)]
    [InlineData(80, 4, 10)]
    [InlineData(8, 4, 1)]
    [InlineData(1, 4, 1)]
    public void Tail_IsSharedAmongTheWorkers(long left, int workers, int expected) => Assert.Equal(expected, new ChunkSizer(0, 100).Next(left, workers));

    [Fact]
    public void FixedSize_StaysWhateverIsMeasured()
    {
        var sizer = new ChunkSizer(7, double.NaN);
        sizer.Add(7, 7_000_000_000);
        Assert.Equal((7, 7), (sizer.Size, sizer.Next(3, 4)));
    }

    [Theory]
    [InlineData(double.NaN, false)]
    [InlineData(1, true)]
    [InlineData(10_000, false)]
    public void ShortChunks_AreThoseOfTasksThatTakeNoTime(double nanoseconds, bool expected) => Assert.Equal(expected, new ChunkSizer(0, nanoseconds).HasShortChunks);
}
