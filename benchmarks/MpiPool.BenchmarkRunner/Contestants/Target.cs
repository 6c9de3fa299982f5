using System.Globalization;

namespace MpiPool.BenchmarkRunner.Contestants;

/// <summary>What a value is held against.</summary>
internal enum Limit
{
    /// <summary>At most the number.</summary>
    AtMost,

    /// <summary>At least the number.</summary>
    AtLeast,

    /// <summary>At most so many times the reference.</summary>
    AtMostTimes,

    /// <summary>At least so many times the reference.</summary>
    AtLeastTimes,

    /// <summary>At most so much more than the reference.</summary>
    AtMostMore,
}

/// <summary>A limit that the project has set itself.</summary>
/// <param name="Limit">The kind.</param>
/// <param name="Number">The number.</param>
internal sealed record Target(Limit Limit, double Number)
{
    /// <summary>Whether it is met; null where the reference has no value.</summary>
    public bool? IsMet(double value, double? reference) => Limit switch
    {
        Limit.AtMost => value <= Number,
        Limit.AtLeast => value >= Number,
        Limit.AtMostTimes => value <= Number * reference,
        Limit.AtLeastTimes => value >= Number * reference,
        Limit.AtMostMore => value <= Number + reference,
        _ => throw new InvalidOperationException($"{Limit} is no limit."),
    } is var met && (reference is not null || Limit is Limit.AtMost or Limit.AtLeast) ? met : null;

    /// <summary>For tables.</summary>
    public override string ToString()
    {
        string number = Number.ToString(Number < 1e5 ? "0.###" : "0.0e0", CultureInfo.InvariantCulture);
        return Limit switch
        {
            Limit.AtMost => $"<= {number}",
            Limit.AtLeast => $">= {number}",
            Limit.AtMostTimes => $"<= {number} x",
            Limit.AtLeastTimes => $">= {number} x",
            _ => $"<= + {number}",
        };
    }
}
