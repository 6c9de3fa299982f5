using MemoryPack;

namespace MpiPool.Shapes.Tests;

/// <summary>One task a version-tolerant shape; each returns what it gets.</summary>
public static class TolerantTasks
{
    [MpiTask] public static ReportV1? V1(ReportV1? value) => value;

    [MpiTask] public static ReportV2? V2(ReportV2? value) => value;

    [MpiTask] public static ReportV3? V3(ReportV3? value) => value;

    [MpiTask] public static TolerantStruct Struct(TolerantStruct value) => value;

    [MpiTask] public static TolerantRecord Record(TolerantRecord value) => value;

    [MpiTask] public static TolerantEmpty Empty(TolerantEmpty value) => value;

    [MpiTask] public static List<ReportV2?> List(List<ReportV2?> value) => value;

    [MpiTask] public static TolerantInSequence Sequence(TolerantInSequence value) => value;
}

[MemoryPackable(GenerateType.VersionTolerant)]
public partial class ReportV1
{
    [MemoryPackOrder(0)]
    public int Id { get; set; }

    [MemoryPackOrder(1)]
    public string? Name { get; set; }
}

/// <summary>The report with members that came later, one of which is gone again.</summary>
[MemoryPackable(GenerateType.VersionTolerant)]
public partial class ReportV2
{
    [MemoryPackOrder(1)]
    public string? Name { get; set; }

    [MemoryPackOrder(0)]
    public int Id { get; set; }

    [MemoryPackOrder(3)]
    public double[]? Series { get; set; }

    [MemoryPackOrder(4)]
    public Dictionary<string, ReportV1?>? Parts { get; set; }

    [MemoryPackOrder(6)]
    public ReportV2? Next { get; set; }

    [MemoryPackOrder(5)]
    public int? Limit { get; set; }
}

/// <summary>Members of fixed size, text and arrays alone: MemoryPack writes such types in another way, to the same form.</summary>
[MemoryPackable(GenerateType.VersionTolerant)]
public partial class ReportV3
{
    [MemoryPackOrder(0)]
    public int Id { get; set; } = 11;

    [MemoryPackOrder(1)]
    public string? Name { get; set; } = "unnamed";

    [MemoryPackOrder(2)]
    public double Rate { get; set; } = 3;

    [MemoryPackOrder(3)]
    [SuppressDefaultInitialization]
    public int Level { get; set; } = 7;

    [MemoryPackOrder(8)]
    public byte[]? Bytes { get; set; }
}

[MemoryPackable(GenerateType.VersionTolerant)]
public partial struct TolerantStruct
{
    [MemoryPackOrder(0)]
    public string? Name { get; set; }

    [MemoryPackOrder(2)]
    public int Level;
}

[MemoryPackable(GenerateType.VersionTolerant)]
public partial record TolerantRecord([property: MemoryPackOrder(1)] string Name, [property: MemoryPackOrder(0)] int[] Values)
{
    [MemoryPackOrder(2)]
    public required Guid Id { get; init; }
}

[MemoryPackable(GenerateType.VersionTolerant)]
public partial class TolerantEmpty;

[MemoryPackable(GenerateType.VersionTolerant, SerializeLayout.Sequential)]
public partial class TolerantInSequence
{
    public string? Name { get; set; }

    public List<int>? Values { get; set; }
}
