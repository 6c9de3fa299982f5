using MpiPool.BenchmarkRunner.Contestants;

namespace MpiPool.BenchmarkRunner.Measuring;

/// <summary>What one contestant measured for one group, round by round.</summary>
/// <param name="contestant">The contestant.</param>
/// <param name="reading">The group, and how its value is read.</param>
internal sealed class Row(Contestant contestant, Reading reading)
{
    private readonly List<double> _values = [];

    /// <summary>The contestant.</summary>
    public Contestant Contestant => contestant;

    /// <summary>The group.</summary>
    public Group Group => reading.Group;

    /// <summary>One a round.</summary>
    public IReadOnlyList<double> Values => _values;

    /// <summary>Why a round gave no value; null where all did.</summary>
    public string? Failure { get; private set; }

    /// <summary>The median of the rounds; null where none gave a value.</summary>
    public double? Median => _values.Count == 0 ? null : Statistics.Median(_values);

    /// <summary>Takes the value from a run.</summary>
    public void Add(Launching.Outcome outcome)
    {
        if (outcome.FailureText is { } failure)
            Failure ??= failure;
        else if (reading.Read(outcome) is { } value)
            _values.Add(value);
        else
            Failure ??= "printed no such value";
    }
}
