using System.Globalization;
using MpiPool.BenchmarkRunner.Launching;

namespace MpiPool.BenchmarkRunner.Contestants;

/// <summary>The pool, as one build of the measured program.</summary>
/// <param name="name">For tables.</param>
/// <param name="program">The path.</param>
/// <param name="milliseconds">How long each counted run of a throughput takes.</param>
/// <param name="isJudged">Whether the targets are this build's.</param>
internal sealed class PoolProgram(string name, string program, int milliseconds, bool isJudged)
{
    private readonly string _milliseconds = milliseconds.ToString(CultureInfo.InvariantCulture);

    /// <summary>A main rank and one worker.</summary>
    public IEnumerable<Contestant> Pair(Place place) =>
    [
        Of(name, place, ["roundtrip", "2000", "20000"], Reading.Of(Groups.Blocking, "median_us")),
        Of(name, place, ["awaited", "2000", "20000"], Reading.Of(Groups.Awaited, "median_us"), Reading.Of(Groups.AwaitedTail, "p99_us")),
        Of(name, place, ["map", "factory", _milliseconds], Reading.Of(Groups.MapFactory, "per_s"), Reading.Of(Groups.MapFactoryBytes, "bytes")),
        Of(name, place, ["map", "lambda", _milliseconds], Reading.Of(Groups.MapLambda, "per_s"), Reading.Of(Groups.MapLambdaBytes, "bytes")),
        Of(name, place, ["map", "records", _milliseconds], Reading.Of(Groups.MapRecords, "per_s")),
        Of(name, place, ["echo", "67108864", "5"], Reading.Of(Groups.Echo, "gb_per_s")),
    ];

    /// <summary>A main rank and all others.</summary>
    public IEnumerable<Contestant> Farm(Place place) =>
    [
        Of(name, place, ["submit", _milliseconds], Reading.Of(Groups.Submitted, "per_s"), Reading.Of(Groups.SubmittedCpu, "cpu_ns"), Reading.Of(Groups.SubmittedBytes, "bytes")),
        Of(name, place, ["map", "enumerable", _milliseconds], Reading.Of(Groups.MapEnumerable, "per_s"), Reading.Of(Groups.MapEnumerableBytes, "bytes")),
        Of(name, place, ["map", "array", _milliseconds], Reading.Of(Groups.MapArray, "per_s"), Reading.Of(Groups.MapArrayBytes, "bytes")),
        Of(name, place, ["map", "into", _milliseconds], Reading.Of(Groups.MapInto, "per_s"), Reading.Of(Groups.MapIntoBytes, "bytes")),
    ];

    /// <summary>The start.</summary>
    public IEnumerable<Contestant> Start(Place place) =>
    [
        Of(name, place, ["opening"], Reading.Of(Groups.Opening, "ms")),
        Of(name, place, ["first"], Reading.SinceStart(Groups.FirstResult, "at_ns")),
    ];

    /// <summary>So many workers in one process.</summary>
    public IEnumerable<Contestant> Scale(int workers)
    {
        var place = new Place(null, Binding.None, workers + 1);
        string label = $"{name}, {workers} workers";
        return
        [
            Of(label, place, ["submit", _milliseconds], new Reading(Groups.ScaleSubmitted, static outcome => 1e9 / outcome.FindNumber("per_s"))),
            Of(label, place, ["map", "array", _milliseconds], new Reading(Groups.ScaleMap, static outcome => 1e9 / outcome.FindNumber("per_s"))),
        ];
    }

    private Contestant Of(string label, Place place, string[] arguments, params Reading[] readings) =>
        new(label, new Launch(place, program, arguments), readings) { IsJudged = isJudged && IsTargetPlace(place) };

    // The targets are set for a main rank and one worker on a core each, for a start with 4 ranks, and for 64 workers in one process.
    private static bool IsTargetPlace(Place place) => place.Mpi is null ? place.Ranks > 2 : place.Ranks is 2 or 4;
}
