using MemoryPack;
using MpiPool.Wire;

namespace MpiPool.Shapes.Tests;

/// <summary>Callbacks that take MemoryPack's writer and reader are called when MemoryPack calls them, with the same bytes.</summary>
public class StreamCallbackTests
{
    [Theory]
    [InlineData(null)]
    [InlineData("name")]
    [InlineData("replaced")]
    public void Class_IsTreatedAsMemoryPackDoes(string? name)
    {
        Stamped? Make() => name is null ? null : new Stamped { Name = name, Values = [1, 2] };
        Stamped.TakeCalls();
        byte[] expected = MemoryPackSerializer.Serialize(Make());
        Stamped? expectedBack = MemoryPackSerializer.Deserialize<Stamped>(expected);
        string[] expectedCalls = Stamped.TakeCalls();
        Assert.NotEmpty(expectedCalls);

        byte[] bytes = RoundTrip.ArgumentsWithoutChecks(StreamCallbackTasks.Tasks.Stamped(Make()));
        Stamped.TakeCalls();
        Stamped? back = RoundTrip.Run(StreamCallbackTasks.Tasks.Stamped(Make()));
        string[] both = Stamped.TakeCalls();
        Assert.Equal(expected, bytes);
        Assert.Equivalent(expectedBack, back, strict: true);
        // It is written and read twice; what replaced it is written under its own name the second time.
        Assert.Equal(expectedCalls, both[..expectedCalls.Length]);
    }

    [Fact]
    public void Struct_IsTreatedAsMemoryPackDoes()
    {
        // MemoryPack's callbacks change the caller's own struct.
        byte[] expected = MemoryPackSerializer.Serialize(new StampedStruct { Name = "n" });
        Assert.Equal(expected, RoundTrip.ArgumentsWithoutChecks(StreamCallbackTasks.Tasks.StampedStruct(new StampedStruct { Name = "n" })));
        StampedStruct back = RoundTrip.Run(StreamCallbackTasks.Tasks.StampedStruct(new StampedStruct { Name = "n" }));
        Assert.Equal(("nww", 3), (back.Name, back.Read()));
        Assert.Equal(2, MemoryPackSerializer.Deserialize<StampedStruct>(expected).Read());
    }

    [Fact]
    public void ObjectsWithReferences_AreTreatedAsMemoryPackDoes()
    {
        var ring = new StampedRing { Name = "a" };
        ring.Next = new StampedRing { Name = "b", Next = ring };
        byte[] expected = MemoryPackSerializer.Serialize(ring);
        Assert.Equal(expected, RoundTrip.ArgumentsWithoutChecks(StreamCallbackTasks.Tasks.Ring(ring)));
        StampedRing back = RoundTrip.Run(StreamCallbackTasks.Tasks.Ring(ring))!;
        Assert.Same(back, back.Next!.Next);
        Assert.Equal(("a", "b"), (back.Stamp, back.Next.Stamp));
        Assert.Equal("a", MemoryPackSerializer.Deserialize<StampedRing>(expected)!.Stamp);
        Assert.Null(RoundTrip.Run(StreamCallbackTasks.Tasks.Ring(null)));
    }

    [Fact]
    public void ObjectThatACallbackGives_GetsTheMembersThatMemoryPackSets()
    {
        Given?[] sent = [null, new Given { Name = "sent", Required = 1, InitOnly = 2, Field = 3 }];
        byte[] expected = MemoryPackSerializer.Serialize(sent);
        Assert.Equal(expected, RoundTrip.ArgumentsWithoutChecks(StreamCallbackTasks.Tasks.Given(sent)));
        Given?[] expectedBack = MemoryPackSerializer.Deserialize<Given?[]>(expected)!;
        // Sent once and read: the result is not written.
        Given?[] back = ReadArgument(sent);
        Assert.Null(back[0]);
        Assert.Equivalent(expectedBack[1], back[1], strict: true);
        Assert.Equal(("given", "sent", -1, -2, 3), (back[1]!.Service, back[1]!.Name, back[1]!.Required, back[1]!.InitOnly, back[1]!.Field));
    }

    [Fact]
    public void TolerantObjectThatACallbackGives_KeepsWhatWasNotWritten()
    {
        GivenTolerant back = RoundTrip.Run(StreamCallbackTasks.Tasks.GivenTolerant(new GivenTolerant { Name = "sent", Later = 6 }))!;
        Assert.Equal(("sent", 6), (back.Name, back.Later));
        // One member, a text of one letter; nothing was written before the object, and the checks say so twice.
        byte[] older = [1, 9, .. BitConverter.GetBytes(~1), .. BitConverter.GetBytes(1), (byte)'a'];
        byte[] bytes = [.. older, .. new byte[8], .. BitConverter.GetBytes(1)];
        back = RoundTrip.Run(StreamCallbackTasks.Tasks.GivenTolerant(null), bytes)!;
        Assert.Equal(("a", 5), (back.Name, back.Later));
        GivenTolerant expected = MemoryPackSerializer.Deserialize<GivenTolerant>(older)!;
        Assert.Equal((expected.Name, expected.Later), (back.Name, back.Later));
    }

    [Fact]
    public void Union_IsTreatedAsMemoryPackDoes()
    {
        StampedShape?[] Make() => [null, new StampedCircle { Radius = 2 }];
        byte[] expected = MemoryPackSerializer.Serialize(Make());
        Assert.Equal(expected, RoundTrip.ArgumentsWithoutChecks(StreamCallbackTasks.Tasks.Union(Make())));
        StampedShape?[] back = RoundTrip.Run(StreamCallbackTasks.Tasks.Union(Make()));
        Assert.Null(back[0]);
        Assert.Equal((2, "r"), (((StampedCircle)back[1]!).Radius, back[1]!.Calls));
        Assert.Equal("r", MemoryPackSerializer.Deserialize<StampedShape?[]>(expected)![1]!.Calls);
        StampedShape?[] sent = Make();
        RoundTrip.Arguments(StreamCallbackTasks.Tasks.Union(sent));
        Assert.Equal("w", sent[1]!.Calls);
    }

    [Fact]
    public void BytesThatNothingReads_GiveAnException()
    {
        Assert.Equal(3, RoundTrip.Run(StreamCallbackTasks.Tasks.Half(new HalfStamped { Value = 3 }))!.Value);
        var error = Assert.Throws<WireFormatException>(() => RoundTrip.Run(StreamCallbackTasks.Tasks.Half(new HalfStamped { Extra = 1 })));
        Assert.Contains("left 4 of the bytes", error.Message, StringComparison.Ordinal);
    }

    private static Given?[] ReadArgument(Given?[] sent)
    {
        TaskCall<Given?[]> call = StreamCallbackTasks.Tasks.Given(sent);
        // The result has the form of the argument.
        var reader = new PayloadReader(RoundTrip.Arguments(call), default);
        Given?[] back = call.ReadResult(ref reader);
        reader.Complete();
        return back;
    }
}
