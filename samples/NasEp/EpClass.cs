namespace NasEp;

/// <summary>A size of the benchmark, with the sums published for it.</summary>
/// <param name="Name">S, W or A.</param>
/// <param name="LogPairs">The pairs tried, as a power of two.</param>
/// <param name="Sx">The published sum of the first members.</param>
/// <param name="Sy">The published sum of the second members.</param>
internal sealed record EpClass(string Name, int LogPairs, double Sx, double Sy)
{
    private const double Tolerance = 1e-8;

    private static readonly EpClass[] s_all =
    [
        new("S", 24, -3.247834652034740e3, -6.958407078382297e3),
        new("W", 25, -2.863319731645753e3, -6.320053679109499e3),
        new("A", 28, -4.295875165629892e3, -1.580732573678431e4),
    ];

    /// <summary>The blocks the pairs are cut into.</summary>
    public long Blocks => 1L << (LogPairs - Kernels.LogPairsPerBlock);

    /// <summary>The class called <paramref name="name"/>, or null.</summary>
    public static EpClass? Find(string name) => Array.Find(s_all, c => c.Name == name);

    /// <summary>Whether the sums agree with the published ones.</summary>
    public bool Verify(Tally tally) => Agrees(tally.Sx, Sx) && Agrees(tally.Sy, Sy);

    private static bool Agrees(double sum, double published) => Math.Abs((sum - published) / published) <= Tolerance;
}
