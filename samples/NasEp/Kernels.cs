using MpiPool;

namespace NasEp;

/// <summary>The work of EP, cut into blocks that know nothing of each other: each jumps to its own place in the random sequence.</summary>
internal static class Kernels
{
    /// <summary>The pairs a block tries, as a power of two.</summary>
    public const int LogPairsPerBlock = 16;

    private const long PairsPerBlock = 1L << LogPairsPerBlock;
    private const ulong Seed = 271828183;

    /// <summary>Makes Gaussian pairs by the polar method from one block of the sequence; adds them up and counts them by annulus.</summary>
    [MpiTask]
    public static Tally Block(long block)
    {
        var random = new NpbRandom(Seed, skip: block * 2 * PairsPerBlock);
        double sx = 0, sy = 0;
        var counts = new long[Tally.Annuli];
        for (long i = 0; i < PairsPerBlock; i++)
        {
            double x = 2 * random.Next() - 1;
            double y = 2 * random.Next() - 1;
            double t = x * x + y * y;
            if (t > 1)
                continue;
            double f = Math.Sqrt(-2 * Math.Log(t) / t);
            double gx = x * f;
            double gy = y * f;
            counts[(int)Math.Max(Math.Abs(gx), Math.Abs(gy))]++;
            sx += gx;
            sy += gy;
        }
        return new Tally(sx, sy, counts);
    }
}
