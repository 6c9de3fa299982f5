using MpiPool.BenchmarkRunner.Contestants;

namespace MpiPool.BenchmarkRunner.Measuring;

/// <summary>All rows, and how they compare.</summary>
/// <param name="rows">The rows.</param>
internal sealed class Results(IReadOnlyList<Row> rows)
{
    /// <summary>All rows.</summary>
    public IReadOnlyList<Row> Rows => rows;

    /// <summary>Whether a run failed.</summary>
    public bool HasFailure => rows.Any(static row => row.Failure is not null);

    /// <summary>Rows whose target was missed.</summary>
    public IEnumerable<Row> Missed => rows.Where(row => IsMet(row) == false);

    /// <summary>
    /// The median of the group's reference at the same place; where there is none, as for what runs without an MPI, that of the first place
    /// with as many ranks, or of any. Null where the group has no reference, or it has no value.
    /// </summary>
    public double? ReferenceOf(Row row)
    {
        Row[] references = [.. rows.Where(other => other.Group == row.Group && other.Contestant.Name == row.Group.Reference)];
        Row? reference = Array.Find(references, other => other.Contestant.Launch.Place == row.Contestant.Launch.Place)
            ?? Array.Find(references, other => other.Contestant.Launch.Place.Ranks == row.Contestant.Launch.Place.Ranks)
            ?? references.FirstOrDefault();
        return reference?.Median;
    }

    /// <summary>The row's median in parts of the reference's; null for the reference itself.</summary>
    public double? RatioOf(Row row) => row.Contestant.Name == row.Group.Reference ? null : row.Median / ReferenceOf(row);

    /// <summary>Whether the row meets the group's target; null where it has none to meet.</summary>
    public bool? IsMet(Row row) => row.Contestant.IsJudged && row.Median is { } median && row.Contestant.Name != row.Group.Reference
        ? row.Group.Target?.IsMet(median, ReferenceOf(row))
        : null;
}
