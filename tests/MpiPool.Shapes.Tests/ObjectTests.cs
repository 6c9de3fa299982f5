namespace MpiPool.Shapes.Tests;

public class ObjectTests
{
    [Fact]
    public void Record_Travels() => RoundTrip.Check<Scenario?>(ObjectTasks.Tasks.Record, [null, Sample()]);

    [Fact]
    public void Struct_Travels() => RoundTrip.Check(ObjectTasks.Tasks.Struct, [new Mesh(), new Mesh { Points = [1], Width = 2, Name = "m" }]);

    [Fact]
    public void NullableStruct_Travels() => RoundTrip.Check<Mesh?>(ObjectTasks.Tasks.MaybeStruct, [null, new Mesh { Width = 2 }]);

    [Fact]
    public void Class_OfSettableMembers_Travels() => RoundTrip.Check(ObjectTasks.Tasks.Settable, [new Settings { Name = "n", Level = 3, On = true }]);

    [Fact]
    public void Class_ByConstructor_Travels() => RoundTrip.Check(ObjectTasks.Tasks.ByConstructor, [new Immutable("n", [1, 2])]);

    [Fact]
    public void Class_WithBase_Travels() => RoundTrip.Check(ObjectTasks.Tasks.Inherited, [new Derived { Id = 1, Value = 2, Label = "l" }]);

    [Fact]
    public void DerivedInstance_InPlaceOfItsBase_IsAnErrorAtTheSender()
    {
        var error = Assert.Throws<InvalidOperationException>(() => RoundTrip.Run(ObjectTasks.Tasks.Inherited(new MoreDerived())));
        Assert.Contains("MoreDerived", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void RecursiveType_Travels() => RoundTrip.Check<Tree?>(ObjectTasks.Tasks.Recursive, [null, new Tree { Value = 1, Children = [new Tree { Value = 2 }, new Tree()] }]);

    [Fact]
    public void Cycle_IsAnErrorAtTheSender()
    {
        var tree = new Tree();
        tree.Children.Add(tree);
        Assert.Throws<InvalidOperationException>(() => RoundTrip.Run(ObjectTasks.Tasks.Recursive(tree)));
    }

    [Fact]
    public void GenericType_Travels()
    {
        RoundTrip.Check(ObjectTasks.Tasks.Generic, [new Box<Box<string>>(new Box<string>("a", ["b"]), [])]);
        RoundTrip.Check(ObjectTasks.Tasks.GenericOfInt, [new Box<int>(1, [2, 3])]);
    }

    [Fact]
    public void Tuple_Travels_WithTheBytesOfMemoryPack()
    {
        RoundTrip.CheckLikeMemoryPack(ObjectTasks.Tasks.UnmanagedTuple, [(1, 2.5)]);
        RoundTrip.CheckLikeMemoryPack<(int A, string? B, int?)>(ObjectTasks.Tasks.NamedTuple, [(1, null, null), (1, "b", 2)]);
        RoundTrip.CheckLikeMemoryPack(ObjectTasks.Tasks.LongTuple, [(1, 2, 3, 4, 5, 6, 7, "8", 9)]);
        RoundTrip.CheckLikeMemoryPack<Tuple<int, string>?>(ObjectTasks.Tasks.ClassTuple, [null, Tuple.Create(1, "a")]);
    }

    [Fact]
    public void Names_ThatAreKeywordsOrClash_Travel() =>
        RoundTrip.Check(ObjectTasks.Tasks.Keywords, [new Keywords(1, "e") { @int = 2, value = 3, reader = 4, Reader = 5 }]);

    [Fact]
    public void EmptyRecord_Travels() => RoundTrip.Check(ObjectTasks.Tasks.Empty, [new Empty()]);

    [Fact]
    public void NestedType_Travels() => RoundTrip.Check(ObjectTasks.Tasks.Nested, [new Outer.Inner(3)]);

    [Fact]
    public void RecordsThatDerive_Travel_WhereTheyAreListed()
    {
        var ended = new Ended(DateTime.UnixEpoch, 2, new Started(DateTime.MaxValue, "n"));
        Event[] back = RoundTrip.Run(ObjectTasks.Tasks.Records([ended, new Started(DateTime.MinValue, "m")]));
        Assert.Equal([ended, new Started(DateTime.MinValue, "m")], back);
        Assert.Throws<InvalidOperationException>(() => RoundTrip.Arguments(ObjectTasks.Tasks.Records([new Unlisted(DateTime.MinValue)])));
    }

    [Fact]
    public void RequiredAndInitMembers_Travel() => RoundTrip.Check(
        ObjectTasks.Tasks.Required,
        [new Required { Name = "n", Values = [1], Rate = 2 }, new Required { Name = "n", Values = [], Rate = 0, Note = null }]);

    [Fact]
    public void RecordStruct_Travels() => RoundTrip.Check<RecordStruct?>(ObjectTasks.Tasks.RecordStruct, [null, default(RecordStruct), new RecordStruct("n", 1)]);

    [Fact]
    public void LongClassTuple_Travels() =>
        RoundTrip.CheckLikeMemoryPack(ObjectTasks.Tasks.LongClassTuple, [new Tuple<int, int, int, int, int, int, string, Tuple<string, int>>(1, 2, 3, 4, 5, 6, "7", Tuple.Create("8", 9))]);

    [Fact]
    public void GenericStruct_OverAnyShape_Travels() => RoundTrip.Check(
        ObjectTasks.Tasks.GenericOfAll,
        [default, new Pair<Mesh?, List<Pair<int, Scenario?>>> { First = new Mesh { Name = "m" }, Second = [new() { First = 1, Second = Sample() }, default] }]);

    private sealed record Unlisted(DateTime At) : Event(At);

    private static Scenario Sample() => new("s", 1, 2.5, new Mesh { Points = [1, 2] }, new() { ["t"] = [1] })
    {
        Id = Guid.Parse("6F9619FF-8B86-D011-B42D-00C04FC964FF"),
        Next = new Scenario("t", 2, null, default, null) { Id = Guid.Empty },
    };
}
