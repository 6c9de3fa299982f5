namespace NasEp;

/// <summary>Sums and counts of Gaussian pairs.</summary>
/// <param name="Sx">The sum of the first members.</param>
/// <param name="Sy">The sum of the second members.</param>
/// <param name="Counts">How many pairs lie in annulus l, that is, l &lt;= max(|x|, |y|) &lt; l + 1.</param>
internal sealed record Tally(double Sx, double Sy, long[] Counts)
{
    /// <summary>The annuli that are counted.</summary>
    public const int Annuli = 10;

    /// <summary>No pairs.</summary>
    public static Tally Empty => new(0, 0, new long[Annuli]);

    /// <summary>The pairs of both.</summary>
    public static Tally operator +(Tally a, Tally b) => new(a.Sx + b.Sx, a.Sy + b.Sy, [.. a.Counts.Zip(b.Counts, (m, n) => m + n)]);
}
