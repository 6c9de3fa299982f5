using MpiPool.BenchmarkRunner.Launching;

namespace MpiPool.BenchmarkRunner.Contestants;

/// <summary>A program with what is read from its output.</summary>
/// <param name="Name">For tables; the same in all places.</param>
/// <param name="Launch">One run.</param>
/// <param name="Readings">One a group that the run gives a value for.</param>
internal sealed record Contestant(string Name, Launch Launch, params Reading[] Readings)
{
    /// <summary>Whether the targets are this one's.</summary>
    public bool IsJudged { get; init; }
}

/// <summary>A value of a run.</summary>
/// <param name="Group">The table it belongs to.</param>
/// <param name="Read">Takes it from the output; null where it is not there.</param>
internal sealed record Reading(Group Group, Func<Outcome, double?> Read)
{
    /// <summary>The number that was printed as <c>KEY=NUMBER</c>.</summary>
    public static Reading Of(Group group, string key) => new(group, outcome => outcome.FindNumber(key));

    /// <summary>Milliseconds from the start of the launcher to the time that was printed, on the clock that processes of a host share.</summary>
    public static Reading SinceStart(Group group, string key) =>
        new(group, outcome => (outcome.FindNumber(key) - (double)outcome.StartTimestamp / System.Diagnostics.Stopwatch.Frequency * 1e9) / 1e6);
}
