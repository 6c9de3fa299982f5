using System.Buffers;
using MemoryPack;

namespace MpiPool.Shapes.Tests;

/// <summary>Tasks over types whose callbacks take MemoryPack's writer and reader; each returns what it gets.</summary>
public static class StreamCallbackTasks
{
    [MpiTask] public static Stamped? Stamped(Stamped? value) => value;

    [MpiTask] public static StampedStruct StampedStruct(StampedStruct value) => value;

    [MpiTask] public static StampedRing? Ring(StampedRing? value) => value;

    [MpiTask] public static Given?[] Given(Given?[] value) => value;

    [MpiTask] public static GivenTolerant? GivenTolerant(GivenTolerant? value) => value;

    [MpiTask] public static StampedShape?[] Union(StampedShape?[] value) => value;

    [MpiTask] public static HalfStamped? Half(HalfStamped? value) => value;
}

/// <summary>Bytes before and after the object, by private and public, static and instance methods.</summary>
[MemoryPackable]
public partial class Stamped
{
    private static readonly List<string> s_calls = [];

    public string? Name { get; set; }

    public int[]? Values { get; set; }

    /// <summary>The calls since the last look at them.</summary>
    public static string[] TakeCalls()
    {
        string[] calls = [.. s_calls];
        s_calls.Clear();
        return calls;
    }

    [MemoryPackOnSerializing]
    private static void WriteStamp<TBufferWriter>(ref MemoryPackWriter<TBufferWriter> writer, ref Stamped? value) where TBufferWriter : IBufferWriter<byte>
    {
        s_calls.Add("writing");
        writer.WriteString(value?.Name + " stamped");
        if (value?.Name == "replaced")
            value = new Stamped { Name = "other" };
    }

    [MemoryPackOnSerializing]
    public void WriteCount<TBufferWriter>(ref MemoryPackWriter<TBufferWriter> writer, ref Stamped? value) where TBufferWriter : IBufferWriter<byte>
    {
        s_calls.Add("writing " + Name);
        writer.WriteUnmanaged(Values?.Length ?? -1);
    }

    [MemoryPackOnSerializing]
    public void BeforeWriting() => s_calls.Add("plain " + Name);

    [MemoryPackOnSerialized]
    private void WriteEnd<TWriter>(ref MemoryPackWriter<TWriter> writer, ref Stamped? value) where TWriter : IBufferWriter<byte>
    {
        s_calls.Add("written " + Name);
        writer.WriteUnmanagedArray(Values);
    }

    [MemoryPackOnDeserializing]
    private static void ReadStamp(ref MemoryPackReader reader, ref Stamped? value)
    {
        string stamp = reader.ReadString()!;
        s_calls.Add("reading " + stamp);
        // A null reference was written without a count.
        if (stamp != " stamped")
            s_calls.Add("count " + reader.ReadUnmanaged<int>());
    }

    [MemoryPackOnDeserialized]
    private void ReadEnd(ref MemoryPackReader reader, ref Stamped? value) => s_calls.Add($"read {Name} " + reader.ReadUnmanagedArray<int>()?.Length);
}

/// <summary>Private methods of a struct, static and before it is read among them.</summary>
[MemoryPackable]
public partial struct StampedStruct
{
    [MemoryPackIgnore]
    private int _read;

    public string? Name { get; set; }

    public readonly int Read() => _read;

    [MemoryPackOnSerializing]
    private static void Write<TBufferWriter>(ref MemoryPackWriter<TBufferWriter> writer, ref StampedStruct value) where TBufferWriter : IBufferWriter<byte>
    {
        writer.WriteUnmanaged(7);
        value.Name += "w";
    }

    [MemoryPackOnDeserializing]
    private static void Read(ref MemoryPackReader reader, ref StampedStruct value) => value._read = reader.ReadUnmanaged<int>();

    [MemoryPackOnDeserializing]
    private void BeforeReading() => _read++;

    [MemoryPackOnSerialized]
    private void WriteAgain<TBufferWriter>(ref MemoryPackWriter<TBufferWriter> writer, ref StampedStruct value) where TBufferWriter : IBufferWriter<byte> => writer.WriteString(Name);

    [MemoryPackOnDeserialized]
    private void ReadAgain(ref MemoryPackReader reader, ref StampedStruct value) => _read = reader.ReadString()!.Length;
}

[MemoryPackable(GenerateType.CircularReference)]
public partial class StampedRing
{
    [MemoryPackOrder(0)]
    public StampedRing? Next { get; set; }

    [MemoryPackOrder(1)]
    public string? Name { get; set; }

    [MemoryPackIgnore]
    public string? Stamp { get; private set; }

    [MemoryPackOnSerializing]
    public static void Write<TBufferWriter>(ref MemoryPackWriter<TBufferWriter> writer, ref StampedRing? value) where TBufferWriter : IBufferWriter<byte> => writer.WriteString(value?.Name);

    [MemoryPackOnDeserializing]
    public static void Read(ref MemoryPackReader reader, ref StampedRing? value)
    {
        string? stamp = reader.ReadString();
        if (stamp is not null)
            value = new StampedRing { Stamp = stamp };
    }
}

/// <summary>A callback gives the object that the members are set on.</summary>
[MemoryPackable]
public partial class Given
{
    public string? Name { get; set; }

    public required int Required { get; set; }

    public int InitOnly { get; init; }

    public int Field;

    [MemoryPackIgnore]
    public string? Service { get; set; }

    [MemoryPackOnDeserializing]
    private static void Give(ref MemoryPackReader reader, ref Given? value) => value = new Given { Service = "given", Name = "before", Required = -1, InitOnly = -2, Field = -3 };
}

[MemoryPackable(GenerateType.VersionTolerant)]
public partial class GivenTolerant
{
    [MemoryPackOrder(0)]
    public string? Name { get; set; }

    [MemoryPackOrder(1)]
    public int Later { get; set; }

    [MemoryPackOnDeserializing]
    public static void Give(ref MemoryPackReader reader, ref GivenTolerant? value) => value = new GivenTolerant { Name = "before", Later = 5 };
}

/// <summary>Callbacks of a union are called around those of the derived type.</summary>
[MemoryPackable]
[MemoryPackUnion(0, typeof(StampedCircle))]
public abstract partial class StampedShape
{
    [MemoryPackIgnore]
    public string Calls { get; private set; } = "";

    [MemoryPackOnSerializing]
    private static void Write<TBufferWriter>(ref MemoryPackWriter<TBufferWriter> writer, ref StampedShape? value) where TBufferWriter : IBufferWriter<byte> => writer.WriteUnmanaged(value is null ? 1 : 2);

    [MemoryPackOnSerialized]
    public void AfterWriting() => Calls += "w";

    [MemoryPackOnDeserializing]
    public static void Read(ref MemoryPackReader reader, ref StampedShape? value) => reader.ReadUnmanaged<int>();

    [MemoryPackOnDeserialized]
    public void AfterReading() => Calls += "r";
}

[MemoryPackable]
public partial class StampedCircle : StampedShape
{
    public double Radius { get; set; }
}

/// <summary>What is written is not read.</summary>
[MemoryPackable]
public partial class HalfStamped
{
    [MemoryPackIgnore]
    public int Extra { get; set; }

    public int Value { get; set; }

    [MemoryPackOnSerialized]
    public void Write<TBufferWriter>(ref MemoryPackWriter<TBufferWriter> writer, ref HalfStamped? value) where TBufferWriter : IBufferWriter<byte>
    {
        if (Extra > 0)
            writer.WriteUnmanaged(Extra);
    }
}
