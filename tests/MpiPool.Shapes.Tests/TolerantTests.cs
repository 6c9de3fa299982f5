using MemoryPack;
using MpiPool.Wire;

namespace MpiPool.Shapes.Tests;

/// <summary>Version-tolerant types have MemoryPack's bytes, and read what older and newer versions wrote as MemoryPack does.</summary>
public class TolerantTests
{
    [Fact]
    public void Type_HasTheBytesOfMemoryPack()
    {
        RoundTrip.CheckLikeMemoryPack<ReportV1?>(TolerantTasks.Tasks.V1, [null, new ReportV1(), new ReportV1 { Id = 1, Name = "n" }]);
        RoundTrip.CheckLikeMemoryPack<ReportV2?>(TolerantTasks.Tasks.V2, [null, new ReportV2(), Sample()]);
        RoundTrip.CheckLikeMemoryPack<ReportV3?>(TolerantTasks.Tasks.V3, [null, new ReportV3(), new ReportV3 { Id = -1, Name = null, Rate = 2, Level = 1, Bytes = [1, 2] }]);
        RoundTrip.CheckLikeMemoryPack(TolerantTasks.Tasks.Struct, [default, new TolerantStruct { Name = "n", Level = 1 }]);
        RoundTrip.CheckLikeMemoryPack(TolerantTasks.Tasks.Record, [new TolerantRecord("n", [1, 2]) { Id = Guid.NewGuid() }]);
        RoundTrip.CheckLikeMemoryPack(TolerantTasks.Tasks.Empty, [new TolerantEmpty()]);
        RoundTrip.CheckLikeMemoryPack<List<ReportV2?>>(TolerantTasks.Tasks.List, [[Sample(), null, new ReportV2()]]);
        RoundTrip.CheckLikeMemoryPack(TolerantTasks.Tasks.Sequence, [new TolerantInSequence { Name = "n", Values = [1, 2, 3] }]);
    }

    [Theory]
    [InlineData(118)]
    [InlineData(119)]
    [InlineData(120)]
    [InlineData(32758)]
    [InlineData(32759)]
    [InlineData(32760)]
    [InlineData(50_000)]
    public void Member_OfAnyLength_HasTheBytesOfMemoryPack(int length)
    {
        // Lengths take one, three or five bytes; those behind them move.
        string text = new('x', length);
        RoundTrip.CheckLikeMemoryPack<ReportV2?>(TolerantTasks.Tasks.V2, [new ReportV2 { Name = text, Series = [1], Next = new ReportV2 { Name = text, Id = 2 } }]);
        RoundTrip.CheckLikeMemoryPack<ReportV3?>(TolerantTasks.Tasks.V3, [new ReportV3 { Name = text, Bytes = new byte[length] }]);
    }

    [Fact]
    public void LargeArray_IsWrittenInPlace() =>
        RoundTrip.CheckLikeMemoryPack<ReportV2?>(TolerantTasks.Tasks.V2, [new ReportV2 { Series = new double[20_000], Parts = new() { ["a"] = new ReportV1() }, Next = new ReportV2 { Series = new double[10_000] } }]);

    [Fact]
    public void NewerBytes_AreReadAsByMemoryPack()
    {
        foreach (ReportV2 value in new[] { new ReportV2(), Sample() })
        {
            byte[] bytes = RoundTrip.Arguments(TolerantTasks.Tasks.V2(value));
            ReportV1? back = RoundTrip.Run(TolerantTasks.Tasks.V1(null), bytes);
            Assert.Equal(value.Name, back!.Name);
            Assert.Equivalent(MemoryPackSerializer.Deserialize<ReportV1>(bytes), back, strict: true);
        }
    }

    [Fact]
    public void OlderBytes_AreReadAsByMemoryPack()
    {
        byte[] bytes = RoundTrip.Arguments(TolerantTasks.Tasks.V1(new ReportV1 { Id = 5, Name = "old" }));
        ReportV3? back = RoundTrip.Run(TolerantTasks.Tasks.V3(null), bytes);
        Assert.Equal((5, "old", 0, 7), (back!.Id, back.Name, back.Rate, back.Level));
        Assert.Equivalent(MemoryPackSerializer.Deserialize<ReportV3>(bytes), back, strict: true);
        Assert.Equivalent(MemoryPackSerializer.Deserialize<ReportV2>(bytes), RoundTrip.Run(TolerantTasks.Tasks.V2(null), bytes), strict: true);
    }

    [Fact]
    public void MemberWithoutBytes_IsReadAsByMemoryPack()
    {
        // Two members of no bytes at all, as of a version that had neither.
        byte[] bytes = [5, 0, 0, 0, 0, 0];
        Assert.Equivalent(MemoryPackSerializer.Deserialize<ReportV3>(bytes), RoundTrip.Run(TolerantTasks.Tasks.V3(null), bytes), strict: true);
        Assert.Equivalent(MemoryPackSerializer.Deserialize<ReportV2>(bytes), RoundTrip.Run(TolerantTasks.Tasks.V2(null), bytes), strict: true);
    }

    [Theory]
    [InlineData(new byte[] { 250, 0 })]
    [InlineData(new byte[] { 254 })]
    [InlineData(new byte[] { 2, 4 })]
    [InlineData(new byte[] { 1, 3, 1, 2, 3 })]
    [InlineData(new byte[] { 1, 5, 1, 2, 3, 4, 5 })]
    [InlineData(new byte[] { 1, 200, 1, 2, 3, 4 })]
    [InlineData(new byte[] { 1, 130, 255, 255, 255, 127 })]
    [InlineData(new byte[] { 2, 130, 255, 255, 255, 127, 130, 255, 255, 255, 127 })]
    [InlineData(new byte[] { 3, 4, 4, 100, 1, 0, 0, 0, 0, 0, 0, 0 })]
    [InlineData(new byte[] { 249 })]
    public void BytesThatNoWriterMakes_GiveAnException(byte[] bytes) => Assert.ThrowsAny<Exception>(() => RoundTrip.Run(TolerantTasks.Tasks.V1(null), bytes));

    [Fact]
    public void MemberThatIsLongerThanItsValue_GivesAnException()
    {
        var error = Assert.Throws<WireFormatException>(() => RoundTrip.Run(TolerantTasks.Tasks.V1(null), [2, 5, 4, 1, 0, 0, 0, 9, 0, 0, 0, 0]));
        Assert.Contains("A member ends at byte 7, and by its length it ends at 8", error.Message, StringComparison.Ordinal);
    }

    internal static ReportV2 Sample() => new()
    {
        Id = 1,
        Name = "n\u00e9",
        Series = [1, 2],
        Parts = new() { ["a"] = new ReportV1 { Name = "part" }, ["b"] = null },
        Limit = 5,
        Next = new ReportV2 { Id = 2, Series = [] },
    };
}
