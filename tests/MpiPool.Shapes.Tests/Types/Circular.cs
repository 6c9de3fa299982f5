using MemoryPack;

namespace MpiPool.Shapes.Tests;

/// <summary>Tasks over graphs whose objects refer to each other; each returns what it gets.</summary>
public static class CircularTasks
{
    [MpiTask] public static Node? Graph(Node? value) => value;

    [MpiTask] public static Node?[] Nodes(Node?[] value) => value;

    [MpiTask] public static bool AreSame(Node first, List<Node> others, Node last) => others.TrueForAll(n => ReferenceEquals(n, first)) && ReferenceEquals(first, last);

    [MpiTask] public static (Node A, Node B) Twice(Node value) => (value, value);

    [MpiTask] public static Company Tree(Company value) => value;

    [MpiTask] public static Part? Union(Part? value) => value;

    [MpiTask] public static Strict Strict(Strict value) => value;

    [MpiTask] public static Watched? Watched(Watched? value) => value;
}

[MemoryPackable(GenerateType.CircularReference)]
public partial class Node
{
    [MemoryPackOrder(0)]
    public int Value { get; set; }

    [MemoryPackOrder(1)]
    public Node? Next { get; set; }

    [MemoryPackOrder(2)]
    public List<Node?>? Others { get; set; }

    [MemoryPackOrder(4)]
    public string? Text { get; set; } = "initial";
}

[MemoryPackable(GenerateType.CircularReference)]
public partial class NodeV0
{
    [MemoryPackOrder(0)]
    public int Value { get; set; }
}

[MemoryPackable(GenerateType.CircularReference)]
public partial class Company
{
    [MemoryPackOrder(0)]
    public string? Name { get; set; }

    [MemoryPackOrder(1)]
    public List<Employee> Employees { get; set; } = [];
}

[MemoryPackable(GenerateType.CircularReference)]
public sealed partial class Employee
{
    [MemoryPackOrder(0)]
    public string? Name { get; set; }

    [MemoryPackOrder(1)]
    public Employee? Manager { get; set; }

    [MemoryPackOrder(2)]
    public Dictionary<string, Employee>? Reports { get; set; }

    [MemoryPackOrder(3)]
    public Company? Company { get; set; }
}

[MemoryPackable]
[MemoryPackUnion(0, typeof(Wheel))]
[MemoryPackUnion(1, typeof(Car))]
public abstract partial class Part;

[MemoryPackable(GenerateType.CircularReference)]
public partial class Wheel : Part
{
    [MemoryPackOrder(0)]
    public Part? Owner { get; set; }
}

[MemoryPackable(GenerateType.CircularReference)]
public partial class Car : Part
{
    [MemoryPackOrder(0)]
    public Part?[]? Parts { get; set; }
}

/// <summary>Members that an object initializer would have to set, in an object that must exist before.</summary>
[MemoryPackable(GenerateType.CircularReference)]
public partial class Strict
{
    [MemoryPackOrder(0)]
    public Strict? Self { get; private set; }

    [MemoryPackOrder(1)]
    public int Level;

    [MemoryPackOrder(2)]
    [MemoryPackInclude]
    private string? _text;

    [MemoryPackIgnore]
    public string? Text => _text;

    public static Strict Make(string text)
    {
        var value = new Strict { _text = text, Level = 3 };
        value.Self = value;
        return value;
    }
}

[MemoryPackable(GenerateType.CircularReference)]
public partial class Watched
{
    private static readonly List<string> s_calls = [];

    [MemoryPackOrder(0)]
    public Watched? Other { get; set; }

    /// <summary>The calls since the last look at them.</summary>
    public static string[] TakeCalls()
    {
        string[] calls = [.. s_calls];
        s_calls.Clear();
        return calls;
    }

    [MemoryPackOnSerializing]
    private static void BeforeWriting() => s_calls.Add("writing");

    [MemoryPackOnSerialized]
    private void AfterWriting() => s_calls.Add("written " + (Other is null));

    [MemoryPackOnDeserializing]
    public static void BeforeReading() => s_calls.Add("reading");

    [MemoryPackOnDeserialized]
    private void AfterReading() => s_calls.Add("read " + (Other is null));

    [MemoryPackOnDeserialized]
    private static void AfterReadingAny() => s_calls.Add("read any");
}
