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
