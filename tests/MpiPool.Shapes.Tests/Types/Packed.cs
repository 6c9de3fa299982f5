using MemoryPack;

namespace MpiPool.Shapes.Tests;

[MemoryPackable]
public partial class Packed
{
    public int Id { get; set; }
    public string? Name { get; set; }
    public double X;
    public double? Y { get; set; }
    public int[]? Values { get; set; }
    public List<string?>? Names { get; set; }
    public Packed? Next { get; set; }
    public Dictionary<int, string>? Map { get; set; }
    public int Computed => Id * 2;

    [MemoryPackIgnore]
    public string? Ignored { get; set; }
}

[MemoryPackable(SerializeLayout.Explicit)]
public partial class Ordered
{
    [MemoryPackOrder(2)]
    public int Third { get; set; }

    [MemoryPackOrder(0)]
    public string? First { get; set; }

    [MemoryPackOrder(1)]
    public byte Second { get; set; }
}

[MemoryPackable]
public partial struct PackedStruct
{
    public string? Name { get; set; }
    public int Level { get; set; }
}

[MemoryPackable]
public partial class Chosen
{
    public int A { get; }
    public string B { get; }

    public Chosen(int a) : this(a, "none")
    {
    }

    [MemoryPackConstructor]
    public Chosen(int a, string b)
    {
        A = a;
        B = b;
    }
}

[MemoryPackable]
[MemoryPackUnion(0, typeof(Circle))]
[MemoryPackUnion(300, typeof(Group))]
public abstract partial class Shape
{
    public string? Name { get; set; }
}

[MemoryPackable]
public partial class Circle : Shape
{
    public double Radius { get; set; }
}

[MemoryPackable]
public partial class Group : Shape
{
    public List<Shape> Shapes { get; set; } = [];
}

[MemoryPackable]
[MemoryPackUnion(1, typeof(Square))]
public partial interface IShape
{
}

[MemoryPackable]
public sealed partial class Square : IShape
{
    public int Side { get; set; }
}

[MemoryPackable]
public partial class CalledBack
{
    private static readonly List<string> s_calls = [];

    public string? Name { get; set; }

    [MemoryPackIgnore]
    public string? State { get; set; }

    /// <summary>The calls since the last look at them.</summary>
    public static string[] TakeCalls()
    {
        string[] calls = [.. s_calls];
        s_calls.Clear();
        return calls;
    }

    [MemoryPackOnSerializing]
    public static void BeforeWriting() => s_calls.Add("writing");

    [MemoryPackOnSerializing]
    public void BeforeWritingThis()
    {
        s_calls.Add("writing " + Name);
        Name = Name?.ToUpperInvariant();
    }

    [MemoryPackOnSerialized]
    public static void AfterWriting() => s_calls.Add("written");

    [MemoryPackOnSerialized]
    public void AfterWritingThis() => s_calls.Add("written " + Name);

    [MemoryPackOnDeserializing]
    public static void BeforeReading() => s_calls.Add("reading");

    [MemoryPackOnDeserializing]
    public void BeforeReadingThis() => s_calls.Add("reading " + Name);

    [MemoryPackOnDeserialized]
    public static void AfterReading() => s_calls.Add("read");

    [MemoryPackOnDeserialized]
    public void AfterReadingThis()
    {
        s_calls.Add("read " + Name);
        State = "read";
    }
}

[MemoryPackable]
public partial struct CalledBackStruct
{
    public string? Name { get; set; }

    [MemoryPackOnSerializing]
    public void BeforeWriting() => Name += "w";

    [MemoryPackOnDeserialized]
    public void AfterReading() => Name += "r";
}

[MemoryPackable]
[MemoryPackUnion(0, typeof(Leaf<>))]
[MemoryPackUnion(1, typeof(Fork<>))]
public abstract partial class Branch<T>;

[MemoryPackable]
public partial class Leaf<T> : Branch<T>
{
    public T? Value { get; set; }
}

[MemoryPackable]
public partial class Fork<T> : Branch<T>
{
    public Branch<T>? Left { get; set; }

    public Branch<T>? Right { get; set; }
}
