using MemoryPack;

namespace MpiPool.Shapes.Tests;

/// <summary>One task an object shape; each returns what it gets.</summary>
public static class ObjectTasks
{
    [MpiTask] public static Scenario? Record(Scenario? value) => value;

    [MpiTask] public static Mesh Struct(Mesh value) => value;

    [MpiTask] public static Mesh? MaybeStruct(Mesh? value) => value;

    [MpiTask] public static Settings Settable(Settings value) => value;

    [MpiTask] public static Immutable ByConstructor(Immutable value) => value;

    [MpiTask] public static Derived Inherited(Derived value) => value;

    [MpiTask] public static Tree? Recursive(Tree? value) => value;

    [MpiTask] public static Box<Box<string>> Generic(Box<Box<string>> value) => value;

    [MpiTask] public static Box<int> GenericOfInt(Box<int> value) => value;

    [MpiTask] public static (int, double) UnmanagedTuple((int, double) value) => value;

    [MpiTask] public static (int A, string? B, int?) NamedTuple((int A, string? B, int?) value) => value;

    [MpiTask] public static (int, int, int, int, int, int, int, string, int) LongTuple((int, int, int, int, int, int, int, string, int) value) => value;

    [MpiTask] public static Tuple<int, string>? ClassTuple(Tuple<int, string>? value) => value;

    [MpiTask] public static Packed? Packed(Packed? value) => value;

    [MpiTask] public static Ordered Ordered(Ordered value) => value;

    [MpiTask] public static PackedStruct PackedStruct(PackedStruct value) => value;

    [MpiTask] public static Chosen Chosen(Chosen value) => value;

    [MpiTask] public static CalledBack? CalledBack(CalledBack? value) => value;

    [MpiTask] public static CalledBackStruct CalledBackStruct(CalledBackStruct value) => value;

    [MpiTask] public static Shape? Union(Shape? value) => value;

    [MpiTask] public static IShape[] UnionInterface(IShape[] value) => value;

    [MpiTask] public static Keywords Keywords(Keywords @class) => @class;

    [MpiTask] public static Empty Empty(Empty value) => value;

    [MpiTask] public static Outer.Inner Nested(Outer.Inner value) => value;

    [MpiTask] public static Branch<int>? GenericUnion(Branch<int>? value) => value;

    [MpiTask] public static Event[] Records(Event[] value) => value;

    [MpiTask] public static Tuple<int, int, int, int, int, int, string, Tuple<string, int>> LongClassTuple(Tuple<int, int, int, int, int, int, string, Tuple<string, int>> value) => value;

    [MpiTask] public static Required Required(Required value) => value;

    [MpiTask] public static RecordStruct? RecordStruct(RecordStruct? value) => value;

    [MpiTask] public static Pair<Mesh?, List<Pair<int, Scenario?>>> GenericOfAll(Pair<Mesh?, List<Pair<int, Scenario?>>> value) => value;
}

public sealed record Scenario(string Name, int Count, double? Weight, Mesh Mesh, Dictionary<string, int[]>? Tables)
{
    public required Guid Id { get; init; }

    public Scenario? Next { get; set; }

    public int Twice => Count * 2;
}

public struct Mesh
{
    public double[]? Points;
    public int Width;
    public string? Name { get; set; }
}

public sealed class Settings
{
    public string? Name { get; set; }
    public int Level { get; init; }
    public bool On;
    internal int Hidden { get; set; }
}

public sealed class Immutable(string name, int[] values)
{
    public string Name { get; } = name;
    public int[] Values { get; } = values;
}

public class Base
{
    public int Id { get; set; }
    public virtual string? Label { get; set; }
}

public class Derived : Base
{
    public double Value { get; set; }
    public override string? Label { get; set; }
}

public sealed class MoreDerived : Derived;

public sealed class Tree
{
    public int Value { get; set; }
    public List<Tree> Children { get; set; } = [];
}

public sealed record Box<T>(T Value, T[] More);

public sealed record Keywords(int @class, string @event)
{
    public int @int { get; set; }
    public int value { get; set; }
    public int reader { get; set; }
    public int Reader { get; set; }
}

public sealed record Empty;

public static class Outer
{
    public sealed record Inner(int Value);
}

/// <summary>A record that others derive from, as declared.</summary>
[MemoryPackUnion(3, typeof(Started))]
[MemoryPackUnion(4, typeof(Ended))]
public abstract record Event(DateTime At);

public record Started(DateTime At, string Name) : Event(At);

public sealed record Ended(DateTime At, int Code, Event? Cause) : Event(At);

public sealed class Required
{
    public required string Name { get; init; }

    public required int[] Values { get; set; }

    public required double Rate;

    public string? Note { get; init; } = "noted";
}

public readonly record struct RecordStruct(string Name, int? Level);

public struct Pair<TFirst, TSecond>
{
    public TFirst First { get; set; }

    public TSecond Second;
}
