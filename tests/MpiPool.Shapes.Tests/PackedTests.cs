using MemoryPack;

namespace MpiPool.Shapes.Tests;

/// <summary>Types that carry MemoryPack's attributes keep MemoryPack's bytes.</summary>
public class PackedTests
{
    [Fact]
    public void Class_HasTheBytesOfMemoryPack() => RoundTrip.CheckLikeMemoryPack<Packed?>(ObjectTasks.Tasks.Packed, [null, new Packed(), Sample()]);

    [Fact]
    public void ExplicitLayout_HasTheBytesOfMemoryPack() => RoundTrip.CheckLikeMemoryPack(ObjectTasks.Tasks.Ordered, [new Ordered { First = "f", Second = 2, Third = 3 }]);

    [Fact]
    public void Struct_HasTheBytesOfMemoryPack() => RoundTrip.CheckLikeMemoryPack(ObjectTasks.Tasks.PackedStruct, [new PackedStruct { Name = "n", Level = 1 }]);

    [Fact]
    public void ChosenConstructor_IsCalled() => RoundTrip.CheckLikeMemoryPack(ObjectTasks.Tasks.Chosen, [new Chosen(1, "b")]);

    [Fact]
    public void Union_HasTheBytesOfMemoryPack() => RoundTrip.CheckLikeMemoryPack<Shape?>(
        ObjectTasks.Tasks.Union,
        [null, new Circle { Name = "c", Radius = 2 }, new Group { Shapes = [new Circle(), new Group()] }]);

    [Fact]
    public void UnionOfInterface_HasTheBytesOfMemoryPack() => RoundTrip.CheckLikeMemoryPack<IShape[]>(ObjectTasks.Tasks.UnionInterface, [[new Square { Side = 2 }]]);

    [Fact]
    public void GenericUnion_HasTheBytesOfMemoryPack() => RoundTrip.CheckLikeMemoryPack<Branch<int>?>(
        ObjectTasks.Tasks.GenericUnion,
        [null, new Leaf<int> { Value = 1 }, new Fork<int> { Left = new Leaf<int> { Value = 2 }, Right = new Fork<int>() }]);

    [Theory]
    [InlineData(null)]
    [InlineData("n")]
    public void Callbacks_AreCalledAsMemoryPackDoes(string? name)
    {
        CalledBack? Make() => name is null ? null : new CalledBack { Name = name };
        byte[] expected = MemoryPackSerializer.Serialize(Make());
        CalledBack? expectedBack = MemoryPackSerializer.Deserialize<CalledBack>(expected);
        string[] expectedCalls = CalledBack.TakeCalls();
        Assert.NotEmpty(expectedCalls);

        byte[] bytes = RoundTrip.Arguments(ObjectTasks.Tasks.CalledBack(Make()));
        string[] writing = CalledBack.TakeCalls();
        CalledBack? back = RoundTrip.Run(ObjectTasks.Tasks.CalledBack(Make()));
        string[] both = CalledBack.TakeCalls();
        Assert.Equal(expected, bytes);
        Assert.Equivalent(expectedBack, back, strict: true);
        // The value goes out and comes back: it is written and read, and again.
        Assert.Equal(expectedCalls, both[..(both.Length / 2)]);
        Assert.Equal(expectedCalls[..writing.Length], writing);
    }

    [Fact]
    public void CallbacksOfAStruct_AreCalled()
    {
        Assert.Equal(MemoryPackSerializer.Serialize(new CalledBackStruct { Name = "n" }), RoundTrip.Arguments(ObjectTasks.Tasks.CalledBackStruct(new CalledBackStruct { Name = "n" })));
        Assert.Equal("nwrwr", RoundTrip.Run(ObjectTasks.Tasks.CalledBackStruct(new CalledBackStruct { Name = "n" })).Name);
    }

    private static Packed Sample() => new()
    {
        Id = 1,
        Name = "n",
        X = 2,
        Y = 3,
        Values = [1, 2],
        Names = ["a", null],
        Next = new Packed { Id = 2 },
        Map = new() { [1] = "one" },
    };
}
