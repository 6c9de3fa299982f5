using System.Buffers;
using MemoryPack;

namespace MpiPool.Shapes.Tests;

public class MemoryTests
{
    [Fact]
    public void Memory_Travels()
    {
        Assert.Equal([1, 2], RoundTrip.Run(CollectionTasks.Tasks.Bytes(new byte[] { 1, 2 })).ToArray());
        Assert.Equal([1, 2], RoundTrip.Run(CollectionTasks.Tasks.ReadOnlyBytes(new byte[] { 1, 2 })).ToArray());
        Assert.Equal([2, 3], RoundTrip.Run(CollectionTasks.Tasks.Segment(new ArraySegment<int>([1, 2, 3, 4], 1, 2))).ToArray());
        Assert.Equal([1, 2], RoundTrip.Run(CollectionTasks.Tasks.Sequence(new ReadOnlySequence<int>([1, 2]))).ToArray());
    }

    [Fact]
    public void Memory_HasTheBytesOfMemoryPack()
    {
        Assert.Equal(MemoryPackSerializer.Serialize<Memory<byte>>(new byte[] { 1, 2 }), RoundTrip.Arguments(CollectionTasks.Tasks.Bytes(new byte[] { 1, 2 })));
        var segment = new ArraySegment<int>([1, 2, 3, 4], 1, 2);
        Assert.Equal(MemoryPackSerializer.Serialize(segment), RoundTrip.Arguments(CollectionTasks.Tasks.Segment(segment)));
    }

    [Fact]
    public void Array_OfManyElements_TravelsAsSegment()
    {
        int[] values = [.. Enumerable.Range(0, 100_000)];
        Assert.Equal(values, RoundTrip.Run(CollectionTasks.Tasks.Ints(values)));
        Assert.Equal(values, RoundTrip.Run(CollectionTasks.Tasks.ListOfInt([.. values])));
        Assert.Equal(values, RoundTrip.Run(CollectionTasks.Tasks.Segment(new ArraySegment<int>(values))).ToArray());
    }

    [Fact]
    public void Grid_Travels()
    {
        double[,] grid = { { 1, 2, 3 }, { 4, 5, 6 } };
        Assert.Equal(grid, RoundTrip.Run(CollectionTasks.Tasks.Grid(grid)));
        Assert.Null(RoundTrip.Run(CollectionTasks.Tasks.Grid(null)));
        Assert.Equal(5, RoundTrip.Run(CollectionTasks.Tasks.Grid(new double[0, 5]))!.GetLength(1));
        Assert.Equal(MemoryPackSerializer.Serialize(grid), RoundTrip.Arguments(CollectionTasks.Tasks.Grid(grid)));

        string[,,] cube = { { { "a" }, { "b" } } };
        Assert.Equal(cube, RoundTrip.Run(CollectionTasks.Tasks.Cube(cube)));
        Assert.Equal(MemoryPackSerializer.Serialize(cube), RoundTrip.Arguments(CollectionTasks.Tasks.Cube(cube)));

        int[,,,] tesseract = { { { { 1, 2 }, { 3, 4 } } } };
        Assert.Equal(tesseract, RoundTrip.Run(CollectionTasks.Tasks.Tesseract(tesseract)));
        Assert.Equal(MemoryPackSerializer.Serialize(tesseract), RoundTrip.Arguments(CollectionTasks.Tasks.Tesseract(tesseract)));
    }
}
