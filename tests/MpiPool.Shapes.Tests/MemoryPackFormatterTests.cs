using MemoryPack;
using MpiPool.Wire;

namespace MpiPool.Shapes.Tests;

/// <summary>Custom formatters by MemoryPack's rules: its own bytes, on every kind of type.</summary>
public class MemoryPackFormatterTests
{
    [Fact]
    public void Members_HaveTheBytesOfMemoryPack()
    {
        Assert.Equal(MemoryPackSerializer.Serialize<Survey?>(null), RoundTrip.Arguments(MemoryPackFormatterTasks.Tasks.Survey(null)));
        foreach (Survey value in new[] { new Survey(), Sample() })
        {
            Assert.Equal(MemoryPackSerializer.Serialize(value), RoundTrip.ArgumentsWithoutChecks(MemoryPackFormatterTasks.Tasks.Survey(value)));
            Survey? back = RoundTrip.Run(MemoryPackFormatterTasks.Tasks.Survey(value));
            Assert.Equal(RoundTrip.Arguments(MemoryPackFormatterTasks.Tasks.Survey(MemoryPackSerializer.Deserialize<Survey>(MemoryPackSerializer.Serialize(value)))), RoundTrip.Arguments(MemoryPackFormatterTasks.Tasks.Survey(back)));
        }
        Survey sample = RoundTrip.Run(MemoryPackFormatterTasks.Tasks.Survey(Sample()))!;
        // Rounded to the digits, in the way and with the offsets that each attribute names, on the way there and back.
        Assert.Equal((12.3, 57, 9, "last"), (sample.First.Degrees(), sample.Second.Degrees(), sample.Between, sample.Last));
        Assert.Equal(["a", null, "\u00e9"], sample.Sketch!.Labels);
        Assert.Equal("hidden", sample.TellHidden()!.Title);
        Assert.Equal("three", sample.Pairs![3]);
    }

    [Fact]
    public void FormatterThatIsAStruct_HasTheBytesOfMemoryPack()
    {
        foreach (Signed value in new[] { new Signed(), new Signed { Near = -3, Far = 1 }, new Signed { Near = int.MaxValue, Far = int.MinValue + 5 } })
        {
            Assert.Equal(MemoryPackSerializer.Serialize(value), RoundTrip.ArgumentsWithoutChecks(MemoryPackFormatterTasks.Tasks.Signed(value)));
            Signed back = RoundTrip.Run(MemoryPackFormatterTasks.Tasks.Signed(value))!;
            Assert.Equal((value.Near, value.Far), (back.Near, back.Far));
        }
    }

    [Fact]
    public void Elements_AreEachReadForThemselves()
    {
        List<Survey?> back = RoundTrip.Run(MemoryPackFormatterTasks.Tasks.Surveys([Sample(), null, new Survey { Last = "2" }, Sample()]));
        Assert.Equal(["last", null, "2", "last"], back.Select(static survey => survey?.Last));
        Assert.Equal(["t", null, null, "t"], back.Select(static survey => survey?.Sketch?.Title));
    }

    [Fact]
    public void TolerantMembers_HaveTheBytesOfMemoryPack()
    {
        Assert.Null(RoundTrip.Run(MemoryPackFormatterTasks.Tasks.Tolerant(null)));
        foreach (TolerantSurvey value in new[] { new TolerantSurvey(), new TolerantSurvey { Sketch = Long(500), Surveys = [Sample(), new Survey()], Bearing = Bearing.Of(1.239) } })
        {
            Assert.Equal(MemoryPackSerializer.Serialize(value), RoundTrip.ArgumentsWithoutChecks(MemoryPackFormatterTasks.Tasks.Tolerant(value)));
            Assert.Equivalent(value.Sketch, RoundTrip.Run(MemoryPackFormatterTasks.Tasks.Tolerant(value))!.Sketch, strict: true);
        }
    }

    [Fact]
    public void ObjectsWithReferences_HaveTheBytesOfMemoryPack()
    {
        var ring = new RingSurvey { Sketch = Sketch.Of("first", [1]) };
        ring.Next = new RingSurvey { Next = ring, Sketch = Sketch.Of("second", []) };
        Assert.Equal(MemoryPackSerializer.Serialize(ring), RoundTrip.ArgumentsWithoutChecks(MemoryPackFormatterTasks.Tasks.Ring(ring)));
        RingSurvey back = RoundTrip.Run(MemoryPackFormatterTasks.Tasks.Ring(ring))!;
        Assert.Same(back, back.Next!.Next);
        Assert.Equal(("first", "second"), (back.Sketch!.Title, back.Next.Sketch!.Title));
    }

    [Fact]
    public void CompressedMembers_ComeBack()
    {
        var value = new CompressedSurvey { Survey = Sample(), Sketch = Sketch.Of("outside", [1, 2]) };
        Assert.Equal(MemoryPackSerializer.Serialize(value), RoundTrip.ArgumentsWithoutChecks(MemoryPackFormatterTasks.Tasks.Compressed(value)));
        CompressedSurvey back = RoundTrip.Run(MemoryPackFormatterTasks.Tasks.Compressed(value))!;
        Assert.Equal(("t", "outside"), (back.Survey!.Sketch!.Title, back.Sketch!.Title));
        Assert.Null(RoundTrip.Run(MemoryPackFormatterTasks.Tasks.Compressed(new CompressedSurvey { Sketch = null }))!.Survey);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(100)]
    [InlineData(8 * 1024 - 1)]
    [InlineData(8 * 1024)]
    [InlineData(200_000)]
    public void ArraysOfAnySize_ComeBack(int count)
    {
        Survey value = Survey.Of("last", Long(count), Long(count + 1));
        Assert.Equal(MemoryPackSerializer.Serialize(value), RoundTrip.ArgumentsWithoutChecks(MemoryPackFormatterTasks.Tasks.Survey(value)));
        Survey back = RoundTrip.Run(MemoryPackFormatterTasks.Tasks.Survey(value))!;
        Assert.Equal(value.Sketch!.Points, back.Sketch!.Points);
        Assert.Equal(value.TellHidden()!.Points, back.TellHidden()!.Points);
        Assert.Equal("last", back.Last);
    }

    [Fact]
    public void FormatterThatReadsLess_IsNamedAsTheReason()
    {
        var error = Assert.Throws<WireFormatException>(() => RoundTrip.Run(MemoryPackFormatterTasks.Tasks.Careless(new Careless { Value = 1 })));
        Assert.Contains("left 1 of the bytes", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AttributeThatThrows_CostsItsOwnTaskAlone()
    {
        using WorkerPool pool = WorkerPool.OpenInProcess(1);
        var error = await Assert.ThrowsAnyAsync<Exception>(() => pool.Submit(MemoryPackFormatterTasks.Tasks.Unusable(new Unusable())));
        Assert.Contains("no formatter today", error.ToString(), StringComparison.Ordinal);
        Assert.Equal("last", (await pool.Submit(MemoryPackFormatterTasks.Tasks.Survey(Sample())))!.Last);
    }

    [Fact]
    public void ChangedBytes_AreNotGivenToTheFormatter()
    {
        byte[] bytes = RoundTrip.Arguments(MemoryPackFormatterTasks.Tasks.Careless(new Careless { Value = 1 }));
        for (int bit = 0; bit < bytes.Length * 8; bit++)
        {
            bytes[bit / 8] ^= (byte)(1 << (bit % 8));
            Assert.Throws<WireFormatException>(() => RoundTrip.Invoke(MemoryPackFormatterTasks.Tasks.Careless(null).Entry, bytes));
            bytes[bit / 8] ^= (byte)(1 << (bit % 8));
        }
    }

    [Fact]
    public void TextThatClaimsTwoGigabytes_GivesAnException()
    {
        // MemoryPack's reader takes the least of all lengths for a text of 2 GiB, and reads on behind the payload.
        byte[] bytes = RoundTrip.Arguments(MemoryPackFormatterTasks.Tasks.Survey(Survey.Of("last", Sketch.Of("", []))));
        int title = bytes.AsSpan().IndexOf((ReadOnlySpan<byte>)[3, 0, 0, 0, 0, 0, 0, 0, 0]) + 1;
        Assert.True(title > 0);
        bytes[title + 3] = 0x80;
        Assert.Throws<WireFormatException>(() => RoundTrip.Invoke(MemoryPackFormatterTasks.Tasks.Survey(null).Entry, bytes));
    }

    internal static Survey Sample() => Survey.Of("last", Sketch.Of("t", [1, 2.5], "a", null, "\u00e9"), Sketch.Of("hidden", []));

    private static Sketch Long(int count) => Sketch.Of(new string('x', count), [.. Enumerable.Range(0, count).Select(static i => i / 4.0)]);
}
