using System.Net;
using MemoryPack;
using MpiPool.Wire;

namespace MpiPool.Shapes.Tests;

/// <summary>Values whose form an attribute names: MemoryPack's own formatters, with its bytes, and formatters of one's own.</summary>
public class FormattedTests
{
    [Fact]
    public void MemoryPacksFormatters_GiveItsBytes()
    {
        foreach (Formatted? value in new[] { null, new Formatted(), Sample() })
        {
            Assert.Equal(MemoryPackSerializer.Serialize(value), RoundTrip.Arguments(FormattedTasks.Tasks.ByMemoryPack(value)));
            Formatted? back = RoundTrip.Run(FormattedTasks.Tasks.ByMemoryPack(value));
            Assert.Equal(MemoryPackSerializer.Serialize(value), RoundTrip.Arguments(FormattedTasks.Tasks.ByMemoryPack(back)));
        }
        Formatted sample = RoundTrip.Run(FormattedTasks.Tasks.ByMemoryPack(Sample()))!;
        Assert.Equal(("u8", "u16", "in"), (sample.Utf8, sample.Utf16, sample.Interned));
        Assert.Same(string.IsInterned("in"), sample.Interned);
        Assert.Equal(1, sample.Map!["KEY"]);
        Assert.Equal(Sample().Bits!, sample.Bits!);
        Assert.Equal([1, 2], sample.Pooled.ToArray());
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(31)]
    [InlineData(32)]
    [InlineData(33)]
    [InlineData(97)]
    public void Bits_OfAnyNumber_HaveTheBytesOfMemoryPack(int count)
    {
        var value = new Formatted { Bits = [.. Enumerable.Range(0, count).Select(static i => i % 3 == 0)] };
        Assert.Equal(MemoryPackSerializer.Serialize(value), RoundTrip.Arguments(FormattedTasks.Tasks.ByMemoryPack(value)));
        Assert.Equal(value.Bits, RoundTrip.Run(FormattedTasks.Tasks.ByMemoryPack(value))!.Bits!);
    }

    [Fact]
    public void CompressedValues_HaveTheBytesOfMemoryPack()
    {
        Compressed value = CompressedSample(10);
        Assert.Equal(MemoryPackSerializer.Serialize(value), RoundTrip.Arguments(FormattedTasks.Tasks.Compressed(value)));
        Assert.Equivalent(value, RoundTrip.Run(FormattedTasks.Tasks.Compressed(value)), strict: true);
    }

    [Fact]
    public void LargeCompressedValues_AreReadByMemoryPack_AndItsAreRead()
    {
        // Where MemoryPack's buffers end in such a value decides what its encoder makes of it, so the bytes are not the same.
        foreach (Compressed value in new[] { CompressedSample(900), CompressedSample(200_000, limited: 1000) })
        {
            Assert.Equivalent(value, MemoryPackSerializer.Deserialize<Compressed>(RoundTrip.Arguments(FormattedTasks.Tasks.Compressed(value))), strict: true);
            Assert.Equivalent(value, RoundTrip.Run(FormattedTasks.Tasks.Compressed(null), MemoryPackSerializer.Serialize(value)), strict: true);
        }
    }

    [Fact]
    public void CompressedValues_ThatAreEmpty_ComeBack()
    {
        // MemoryPack writes an empty or no array of bytes, and cannot read it back.
        foreach (Compressed value in new[] { new Compressed(), new Compressed { Bytes = [], LimitedBytes = [], Text = "", Map = [], Last = "" } })
        {
            Assert.Equal(MemoryPackSerializer.Serialize(value), RoundTrip.Arguments(FormattedTasks.Tasks.Compressed(value)));
            Assert.Equivalent(value, RoundTrip.Run(FormattedTasks.Tasks.Compressed(value)), strict: true);
        }
    }

    [Fact]
    public void CompressedBytes_BeyondTheirLimit_GiveAnException()
    {
        byte[] bytes = RoundTrip.Arguments(FormattedTasks.Tasks.Compressed(new Compressed { LimitedBytes = new byte[1001] }));
        var error = Assert.Throws<WireFormatException>(() => RoundTrip.Run(FormattedTasks.Tasks.Compressed(null), bytes));
        Assert.Contains("1001", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void CompressedBytes_ThatClaimMore_GiveAnExceptionWithoutAllocation()
    {
        byte[] bytes = RoundTrip.Arguments(FormattedTasks.Tasks.Compressed(new Compressed { Bytes = [1, 2, 3] }));
        BitConverter.TryWriteBytes(bytes.AsSpan(1), 100_000_000);
        long before = GC.GetAllocatedBytesForCurrentThread();
        Assert.Throws<WireFormatException>(() => RoundTrip.Run(FormattedTasks.Tasks.Compressed(null), bytes));
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 256 * 1024);
    }

    [Fact]
    public void FormatterOfTheAssembly_FormatsElements() => Assert.Equal(
        [IPAddress.Loopback, null, IPAddress.IPv6Any],
        RoundTrip.Run(FormattedTasks.Tasks.Addresses([IPAddress.Loopback, null, IPAddress.IPv6Any])));

    [Fact]
    public void FormatterOfAType_FormatsAllItsValues()
    {
        Money?[] back = RoundTrip.Run(FormattedTasks.Tasks.Money([Money.Of(1, "EUR"), null, Money.Of(2, "CHF")]));
        Assert.Equal([(1, "EUR"), (2, "CHF")], back.OfType<Money>().Select(static m => (m.Amount, m.Currency)));
        Assert.Null(back[1]);
        Assert.Equal([null, 7], RoundTrip.Run(FormattedTasks.Tasks.Grades([null, new Grade { Points = 7 }])).Select(static g => g?.Points));
    }

    [Fact]
    public void FormatterOfAMember_FormatsIt()
    {
        Turn back = RoundTrip.Run(FormattedTasks.Tasks.Members(new Turn(Angle.FromRadians(1), "n")));
        Assert.Equal((1, "n", null), (back.By.InRadians(), back.Name, back.Then));
    }

    [Fact]
    public void FormatterOfAParameterAndAResult_FormatsThem()
    {
        Assert.Equal(2, RoundTrip.Run(FormattedTasks.Tasks.Parameter(Angle.FromRadians(2))).InRadians());
        Assert.Equal("twrwr", RoundTrip.Run(FormattedTasks.Tasks.AsyncResult("t")));
    }

    [Fact]
    public void FormatterThatNests_CountsTheDepth()
    {
        Assert.NotNull(RoundTrip.Run(FormattedTasks.Tasks.Chain(new Chain { Next = new Chain() }))!.Next);
        Assert.ThrowsAny<Exception>(() => RoundTrip.Run(FormattedTasks.Tasks.Chain(null), [.. Enumerable.Repeat((byte)1, 100_000)]));
    }

    [Fact]
    public void Formatter_IsPartOfTheWireShape() =>
        Assert.Contains("MpiPool.Shapes.Tests.Angle by MpiPool.Shapes.Tests.AngleFormatter", FormattedTasks.Tasks.Handles.Members.Entry.Shape, StringComparison.Ordinal);

    internal static Formatted Sample() => new()
    {
        Utf8 = "u8",
        Utf16 = "u16",
        Interned = "in",
        Bits = [true, false, true],
        Map = new() { ["key"] = 1 },
        Pooled = new byte[] { 1, 2 },
        ReadOnlyPooled = new[] { 3 },
        Allowed = [new Uri("https://example.org")],
    };

    internal static Compressed CompressedSample(int length, int? limited = null) => new()
    {
        Bytes = [.. Enumerable.Range(0, length).Select(static i => (byte)(i * i))],
        LimitedBytes = new byte[limited ?? length],
        Text = string.Concat(Enumerable.Repeat("text ", length)),
        Map = new() { ["a"] = [.. Enumerable.Range(0, length)] },
        Last = "l",
    };
}
