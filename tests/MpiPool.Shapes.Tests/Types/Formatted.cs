using System.IO.Compression;
using System.Net;
using MemoryPack;
using MpiPool.Wire;

[assembly: MpiPool.TaskFormatter<MpiPool.Shapes.Tests.AddressFormatter>]

namespace MpiPool.Shapes.Tests;

/// <summary>Tasks over values whose form an attribute names; each returns what it gets.</summary>
public static class FormattedTasks
{
    [MpiTask] public static Formatted? ByMemoryPack(Formatted? value) => value;

    [MpiTask] public static Compressed? Compressed(Compressed? value) => value;

    [MpiTask] public static List<IPAddress?> Addresses(List<IPAddress?> value) => value;

    [MpiTask] public static Money?[] Money(Money?[] value) => value;

    [MpiTask] public static Turn Members(Turn value) => value;

    [MpiTask]
    [return: TaskFormatter<AngleFormatter>]
    public static Angle Parameter([TaskFormatter<AngleFormatter>] Angle value) => value;

    [MpiTask]
    [return: TaskFormatter<TextFormatter>]
    public static Task<string> AsyncResult([TaskFormatter<TextFormatter>] string value) => Task.FromResult(value);

    [MpiTask] public static Grade?[] Grades(Grade?[] value) => value;

    [MpiTask] public static Chain? Chain(Chain? value) => value;
}

[MemoryPackable]
public partial class Formatted
{
    [Utf8StringFormatter]
    public string? Utf8 { get; set; }

    [Utf16StringFormatter]
    public string? Utf16 { get; set; }

    [InternStringFormatter]
    public string? Interned { get; set; }

    [BitPackFormatter]
    public bool[]? Bits { get; set; }

    [OrdinalIgnoreCaseStringDictionaryFormatter<int>]
    public Dictionary<string, int>? Map { get; set; }

    [MemoryPoolFormatter<byte>]
    public Memory<byte> Pooled { get; set; }

    [ReadOnlyMemoryPoolFormatter<int>]
    public ReadOnlyMemory<int> ReadOnlyPooled { get; set; }

    [MemoryPackAllowSerialize]
    public List<Uri>? Allowed { get; set; }
}

[MemoryPackable]
public partial class Compressed
{
    [BrotliFormatter]
    public byte[]? Bytes { get; set; }

    [BrotliFormatter(CompressionLevel.Optimal, 18, 1000)]
    public byte[]? LimitedBytes { get; set; }

    [BrotliStringFormatter(CompressionLevel.SmallestSize)]
    public string? Text { get; set; }

    [BrotliFormatter<Dictionary<string, int[]>>]
    public Dictionary<string, int[]>? Map { get; set; }

    [BrotliFormatter<string>(CompressionLevel.NoCompression)]
    public string? Last { get; set; }
}

/// <summary>A type that nothing could take apart.</summary>
public sealed class Angle
{
    private readonly double _radians;

    private Angle(double radians) => _radians = radians;

    public double InRadians() => _radians;

    public static Angle FromRadians(double radians) => new(radians);
}

public sealed class AngleFormatter : ITaskFormatter<Angle?>
{
    public static void Write(ref PayloadWriter writer, Angle? value) => writer.Memory.WriteUnmanaged(value?.InRadians() ?? double.NaN);

    public static Angle? Read(ref PayloadReader reader) => reader.Memory.ReadUnmanaged<double>() is var radians && double.IsNaN(radians) ? null : Angle.FromRadians(radians);
}

public sealed record Turn([property: TaskFormatter<AngleFormatter>] Angle By, string Name)
{
    [TaskFormatter<AngleFormatter>]
    public Angle? Then;
}

/// <summary>Addresses of the base library, which the whole assembly sends in this form.</summary>
public sealed class AddressFormatter : ITaskFormatter<IPAddress?>
{
    public static void Write(ref PayloadWriter writer, IPAddress? value) => writer.WriteArray(value?.GetAddressBytes());

    public static IPAddress? Read(ref PayloadReader reader) => reader.ReadArray<byte>() is { } bytes ? new IPAddress(bytes) : null;
}

[TaskFormatter<MoneyFormatter>]
public abstract class Money
{
    public abstract decimal Amount { get; }

    public abstract string Currency { get; }

    public static Money Of(decimal amount, string currency) => currency == "EUR" ? new Euro(amount) : new Other(amount, currency);

    private sealed class Euro(decimal amount) : Money
    {
        public override decimal Amount => amount;

        public override string Currency => "EUR";
    }

    private sealed class Other(decimal amount, string currency) : Money
    {
        public override decimal Amount => amount;

        public override string Currency => currency;
    }
}

/// <summary>A struct can be a formatter too, and implement the methods where only the interface sees them.</summary>
public readonly struct MoneyFormatter : ITaskFormatter<Money?>
{
    static void ITaskFormatter<Money?>.Write(ref PayloadWriter writer, Money? value)
    {
        writer.WriteString(value?.Currency);
        if (value is not null)
            writer.Memory.WriteUnmanaged(value.Amount);
    }

    static Money? ITaskFormatter<Money?>.Read(ref PayloadReader reader) =>
        reader.ReadString() is { } currency ? Money.Of(reader.Memory.ReadUnmanaged<decimal>(), currency) : null;
}

public sealed class TextFormatter : ITaskFormatter<string>
{
    public static void Write(ref PayloadWriter writer, string value) => writer.WriteString(value + "w");

    public static string Read(ref PayloadReader reader) => reader.ReadString() + "r";
}

[TaskFormatter<GradeFormatter>]
public struct Grade
{
    public int Points { get; set; }
}

public sealed class GradeFormatter : ITaskFormatter<Grade>
{
    public static void Write(ref PayloadWriter writer, Grade value) => writer.Memory.WriteUnmanaged((byte)value.Points);

    public static Grade Read(ref PayloadReader reader) => new() { Points = reader.Memory.ReadUnmanaged<byte>() };
}

/// <summary>A formatter that nests counts the depth.</summary>
[TaskFormatter<ChainFormatter>]
public sealed class Chain
{
    public Chain? Next { get; set; }
}

public sealed class ChainFormatter : ITaskFormatter<Chain?>
{
    public static void Write(ref PayloadWriter writer, Chain? value)
    {
        writer.Enter();
        writer.Memory.WriteUnmanaged(value is not null);
        if (value is not null)
            Write(ref writer, value.Next);
        writer.Leave();
    }

    public static Chain? Read(ref PayloadReader reader)
    {
        reader.Enter();
        Chain? value = reader.Memory.ReadUnmanaged<bool>() ? new Chain { Next = Read(ref reader) } : null;
        reader.Leave();
        return value;
    }
}
