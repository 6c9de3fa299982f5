using MemoryPack;

namespace MpiPool.Library.Tasks;

/// <summary>A class with members that only its own assembly sees.</summary>
public class Instrument
{
    /// <summary>Its name.</summary>
    public required string Name { get; init; }

    /// <summary>What it measured.</summary>
    public List<Measurement> Measurements { get; set; } = [];

    /// <summary>Not seen by others, so it does not travel with their tasks.</summary>
    internal int Hidden { get; set; }
}

/// <summary>A generic struct.</summary>
/// <typeparam name="T">What it holds.</typeparam>
public struct Slot<T>
{
    /// <summary>The value.</summary>
    public T? Value { get; set; }
}

/// <summary>A version-tolerant type.</summary>
[MemoryPackable(GenerateType.VersionTolerant)]
public class Calibration
{
    /// <summary>The offset.</summary>
    [MemoryPackOrder(1)]
    public double Offset { get; set; }

    /// <summary>Who did it.</summary>
    [MemoryPackOrder(0)]
    public string? By { get; set; }
}

/// <summary>An interface with its types.</summary>
[MemoryPackUnion(0, typeof(SwitchedOn))]
[MemoryPackUnion(1, typeof(SwitchedOff))]
public interface ISwitch;

/// <summary>It is on.</summary>
/// <param name="Level">How much.</param>
public sealed record SwitchedOn(int Level) : ISwitch;

/// <summary>It is off.</summary>
public sealed record SwitchedOff : ISwitch;
