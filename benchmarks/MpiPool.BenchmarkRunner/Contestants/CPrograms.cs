using System.Globalization;
using MpiPool.BenchmarkRunner.Launching;

namespace MpiPool.BenchmarkRunner.Contestants;

/// <summary>What a good engineer would write by hand, in C.</summary>
/// <param name="build">The folder of the built programs.</param>
/// <param name="milliseconds">How long each counted run of a throughput takes.</param>
internal sealed class CPrograms(DirectoryInfo build, int milliseconds)
{
    /// <summary>A rank and another one.</summary>
    public IEnumerable<Contestant> Pair(Place place) =>
    [
        new("C, blocking", Run(place, "pingpong", "blocking", "8", "2000", "20000"), Reading.Of(Groups.Blocking, "median_us")),
        new(Groups.CProbe, Run(place, "pingpong", "probe", "8", "2000", "20000"), Reading.Of(Groups.Blocking, "median_us"), Reading.Of(Groups.Awaited, "median_us"), Reading.Of(Groups.AwaitedTail, "p99_us")),
        new(Groups.CEcho, Run(place, "echo", "fresh", "67108864", "5"), Reading.Of(Groups.Echo, "gb_per_s")),
        new("C, reused buffers", Run(place, "echo", "reused", "67108864", "5"), Reading.Of(Groups.Echo, "gb_per_s")),
    ];

    /// <summary>One rank hands out work to all others.</summary>
    public IEnumerable<Contestant> Farm(Place place) =>
    [
        Farm(place, "C farm, one at a time", 1, 1, Groups.Submitted),
        Farm(place, Groups.CWindow, 1, 64, Groups.Submitted),
        Farm(place, "C farm, 64 a message", 64, 4, Groups.MapEnumerable, Groups.MapArray, Groups.MapInto),
        Farm(place, Groups.CChunks, 1024, 4, place.Ranks == 2 ? [Groups.MapEnumerable, Groups.MapArray, Groups.MapInto, Groups.MapFactory, Groups.MapLambda] : [Groups.MapEnumerable, Groups.MapArray, Groups.MapInto]),
    ];

    /// <summary>The start.</summary>
    public IEnumerable<Contestant> Start(Place place) => [new(Groups.CInit, Run(place, "init"), Reading.SinceStart(Groups.FirstResult, "at_ns"))];

    private Contestant Farm(Place place, string name, int perMessage, int outstanding, params Group[] groups) =>
        new(name, Run(place, "farm", Text(perMessage), Text(outstanding), Text(milliseconds)), [.. groups.Select(static group => Reading.Of(group, "per_s"))]);

    private Launch Run(Place place, string program, params string[] arguments) => new(place, Path.Combine(build.FullName, $"{program}-{place.MpiName}"), arguments);

    private static string Text(int value) => value.ToString(CultureInfo.InvariantCulture);
}
