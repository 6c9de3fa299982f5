using MpiPool.Wire;

namespace MpiPool.Runtime.Tests;

/// <summary>Where the bytes of segments go that have no place.</summary>
public sealed class SegmentPlacesTests
{
    [Fact]
    public void Dropped_LargerPieceAfterASmallerOne_BothBlocksGoBack()
    {
        var blocks = new NativeBlockPool();
        var places = new SegmentPlaces(blocks, 2);
        nint small = places.Dropped(1000), large = places.Dropped(100_000);
        places.Unpin();
        Assert.Equal(small, blocks.Rent(1000).Address);
        Assert.Equal(large, blocks.Rent(100_000).Address);
    }
}
