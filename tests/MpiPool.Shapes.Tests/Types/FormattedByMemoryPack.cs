using System.Globalization;
using MemoryPack;

namespace MpiPool.Shapes.Tests;

/// <summary>Tasks over members that formatters of MemoryPack's kind write and read; each returns what it gets.</summary>
public static class MemoryPackFormatterTasks
{
    [MpiTask] public static Survey? Survey(Survey? value) => value;

    [MpiTask] public static List<Survey?> Surveys(List<Survey?> value) => value;

    [MpiTask] public static TolerantSurvey? Tolerant(TolerantSurvey? value) => value;

    [MpiTask] public static RingSurvey? Ring(RingSurvey? value) => value;

    [MpiTask] public static CompressedSurvey? Compressed(CompressedSurvey? value) => value;

    [MpiTask] public static Signed? Signed(Signed? value) => value;

    [MpiTask] public static Careless? Careless(Careless? value) => value;

    [MpiTask] public static Unusable? Unusable(Unusable? value) => value;
}

/// <summary>A type that nothing could take apart.</summary>
public readonly struct Bearing
{
    private readonly string? _text;

    private Bearing(string text) => _text = text;

    public static Bearing Of(double degrees) => new(degrees.ToString("R", CultureInfo.InvariantCulture));

    public double Degrees() => _text is null ? 0 : double.Parse(_text, CultureInfo.InvariantCulture);
}

public enum Rounding
{
    Down = 1,
    Nearest = 7,
}

/// <summary>Its arguments come from the attribute.</summary>
public sealed class BearingFormatter(int digits, Rounding rounding, double[] offsets, string unit) : MemoryPackFormatter<Bearing>
{
    public override void Serialize<TBufferWriter>(ref MemoryPackWriter<TBufferWriter> writer, scoped ref Bearing value)
    {
        double degrees = value.Degrees() + offsets.Sum();
        double factor = Math.Pow(10, digits);
        writer.WriteUnmanaged(rounding == Rounding.Down ? Math.Floor(degrees * factor) / factor : Math.Round(degrees, digits));
        writer.WriteString(unit);
    }

    public override void Deserialize(ref MemoryPackReader reader, scoped ref Bearing value)
    {
        value = Bearing.Of(reader.ReadUnmanaged<double>());
        if (reader.ReadString() != unit)
            throw new InvalidOperationException("The unit is another one.");
    }
}

[AttributeUsage(AttributeTargets.Field | AttributeTargets.Property)]
public sealed class BearingFormatterAttribute(int digits, Rounding rounding = Rounding.Nearest, params double[] offsets) : MemoryPackCustomFormatterAttribute<BearingFormatter, Bearing>
{
    public string Unit { get; set; } = "deg";

    public override BearingFormatter GetFormatter() => new(digits, rounding, offsets, Unit);
}

/// <summary>Texts, headers, arrays and values of a class; null too.</summary>
public class Sketch
{
    private Sketch(string? title, double[] points, string?[] labels) => (Title, Points, Labels) = (title, points, labels);

    public string? Title { get; }

    public double[] Points { get; }

    public string?[] Labels { get; }

    public static Sketch Of(string? title, double[] points, params string?[] labels) => new(title, points, labels);
}

public sealed class SketchFormatter : MemoryPackFormatter<Sketch>
{
    public override void Serialize<TBufferWriter>(ref MemoryPackWriter<TBufferWriter> writer, scoped ref Sketch? value)
    {
        if (value is null)
        {
            writer.WriteNullObjectHeader();
            return;
        }
        writer.WriteObjectHeader(3);
        writer.WriteString(value.Title);
        writer.WriteUnmanagedArray(value.Points);
        writer.WriteCollectionHeader(value.Labels.Length);
        foreach (string? label in value.Labels)
            writer.WriteString(label);
    }

    public override void Deserialize(ref MemoryPackReader reader, scoped ref Sketch? value)
    {
        if (!reader.TryReadObjectHeader(out _))
        {
            value = null;
            return;
        }
        string? title = reader.ReadString();
        double[] points = reader.ReadUnmanagedArray<double>()!;
        reader.TryReadCollectionHeader(out int length);
        var labels = new string?[length];
        for (int i = 0; i < length; i++)
            labels[i] = reader.ReadString();
        value = Sketch.Of(title, points, labels);
    }
}

/// <summary>An attribute that does not say which formatter it makes.</summary>
[AttributeUsage(AttributeTargets.Field | AttributeTargets.Property)]
public sealed class SketchFormatterAttribute : MemoryPackCustomFormatterAttribute<Sketch>
{
    public override IMemoryPackFormatter<Sketch> GetFormatter() => new SketchFormatter();
}

/// <summary>A generic formatter behind a generic attribute.</summary>
public sealed class PairsFormatter<TKey> : MemoryPackFormatter<Dictionary<TKey, string>> where TKey : unmanaged
{
    public override void Serialize<TBufferWriter>(ref MemoryPackWriter<TBufferWriter> writer, scoped ref Dictionary<TKey, string>? value)
    {
        writer.WriteCollectionHeader(value?.Count ?? -1);
        foreach ((TKey key, string text) in value ?? [])
        {
            writer.WriteString(text);
            writer.WriteUnmanaged(key);
        }
    }

    public override void Deserialize(ref MemoryPackReader reader, scoped ref Dictionary<TKey, string>? value)
    {
        value = reader.TryReadCollectionHeader(out int length) ? new Dictionary<TKey, string>(length) : null;
        for (int i = 0; i < length; i++)
        {
            string text = reader.ReadString()!;
            value!.Add(reader.ReadUnmanaged<TKey>(), text);
        }
    }
}

[AttributeUsage(AttributeTargets.Field | AttributeTargets.Property)]
public sealed class PairsFormatterAttribute<TKey> : MemoryPackCustomFormatterAttribute<PairsFormatter<TKey>, Dictionary<TKey, string>> where TKey : unmanaged
{
    public override PairsFormatter<TKey> GetFormatter() => new();
}

[MemoryPackable]
public partial class Survey
{
    [BearingFormatter(1)]
    public Bearing First { get; set; }

    [BearingFormatter(0, Rounding.Down, 0.25, 0.5, Unit = "\u00b0 \"quoted\"")]
    public Bearing Second;

    public int Between { get; set; }

    [SketchFormatter]
    public Sketch? Sketch { get; init; }

    [PairsFormatter<long>]
    public Dictionary<long, string>? Pairs { get; set; }

    [MemoryPackInclude, SketchFormatter]
    private Sketch? Hidden { get; set; }

    public string? Last { get; set; }

    public Sketch? TellHidden() => Hidden;

    public static Survey Of(string last, Sketch? sketch, Sketch? hidden = null) => new()
    {
        First = Bearing.Of(12.34), Second = Bearing.Of(56.78), Between = 9, Sketch = sketch, Pairs = new() { [3] = "three" }, Hidden = hidden, Last = last,
    };
}

[MemoryPackable(GenerateType.VersionTolerant)]
public partial class TolerantSurvey
{
    [MemoryPackOrder(0), SketchFormatter]
    public Sketch? Sketch { get; set; }

    [MemoryPackOrder(2)]
    public List<Survey>? Surveys { get; set; }

    [MemoryPackOrder(3), BearingFormatter(2)]
    public Bearing Bearing { get; set; }
}

[MemoryPackable(GenerateType.CircularReference)]
public partial class RingSurvey
{
    [MemoryPackOrder(0)]
    public RingSurvey? Next { get; set; }

    [MemoryPackOrder(1), SketchFormatter]
    public Sketch? Sketch { get; set; }
}

[MemoryPackable]
public partial class CompressedSurvey
{
    [BrotliFormatter<Survey>]
    public Survey? Survey { get; set; }

    [SketchFormatter]
    public Sketch? Sketch { get; set; }
}

/// <summary>A type with one formatter that is a struct, and one behind an attribute with arguments.</summary>
[MemoryPackable]
public partial class Signed
{
    [ZigZagFormatter]
    public int Near { get; set; }

    [ZigZagFormatter(Offset = 5)]
    public int Far { get; set; }
}

/// <summary>A formatter that is a struct: its methods are called directly, in a program without names of types too.</summary>
public readonly struct ZigZagFormatter(int offset) : IMemoryPackFormatter<int>
{
    public void Serialize<TBufferWriter>(ref MemoryPackWriter<TBufferWriter> writer, scoped ref int value) where TBufferWriter : System.Buffers.IBufferWriter<byte>
    {
        int distance = value - offset;
        writer.WriteVarInt((uint)((distance << 1) ^ (distance >> 31)));
    }

    public void Deserialize(ref MemoryPackReader reader, scoped ref int value)
    {
        uint code = reader.ReadVarIntUInt32();
        value = (int)(code >> 1 ^ -(code & 1)) + offset;
    }
}

[AttributeUsage(AttributeTargets.Field | AttributeTargets.Property)]
public sealed class ZigZagFormatterAttribute : MemoryPackCustomFormatterAttribute<ZigZagFormatter, int>
{
    public int Offset { get; set; }

    public override ZigZagFormatter GetFormatter() => new(Offset);
}

/// <summary>Its formatter reads less than it writes.</summary>
[MemoryPackable]
public partial class Careless
{
    [CarelessFormatter]
    public int Value { get; set; }
}

public sealed class CarelessFormatter : MemoryPackFormatter<int>
{
    public override void Serialize<TBufferWriter>(ref MemoryPackWriter<TBufferWriter> writer, scoped ref int value) => writer.WriteUnmanaged(value, (byte)0);

    public override void Deserialize(ref MemoryPackReader reader, scoped ref int value) => value = reader.ReadUnmanaged<int>();
}

[AttributeUsage(AttributeTargets.Field | AttributeTargets.Property)]
public sealed class CarelessFormatterAttribute : MemoryPackCustomFormatterAttribute<CarelessFormatter, int>
{
    public override CarelessFormatter GetFormatter() => new();
}

/// <summary>Its attribute cannot make a formatter.</summary>
public sealed class Unusable
{
    [UnusableFormatter]
    public int Value { get; set; }
}

[AttributeUsage(AttributeTargets.Field | AttributeTargets.Property)]
public sealed class UnusableFormatterAttribute : MemoryPackCustomFormatterAttribute<CarelessFormatter, int>
{
    public override CarelessFormatter GetFormatter() => throw new InvalidOperationException("no formatter today");
}
