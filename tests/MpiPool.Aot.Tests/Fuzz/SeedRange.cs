using System.Globalization;

namespace MpiPool.Aot.Tests.Fuzz;

/// <summary>The seeds of one run.</summary>
/// <param name="First">The first seed.</param>
/// <param name="Last">The last seed, at least the first.</param>
internal sealed record SeedRange(int First, int Last)
{
    /// <summary>All seeds, in order.</summary>
    public IEnumerable<int> All => Enumerable.Range(First, Last - First + 1);

    /// <summary>Reads <c>7</c> or <c>1-30</c>.</summary>
    /// <exception cref="FormatException">The text is neither.</exception>
    public static SeedRange Parse(string text)
    {
        string[] ends = text.Split('-');
        if (ends.Length <= 2 && TryParse(ends[0], out int first) && TryParse(ends[^1], out int last) && first <= last)
            return new SeedRange(first, last);
        throw new FormatException($"MPIPOOL_FUZZ_SEEDS is '{text}': give one seed, as in 7, or a range, as in 1-30.");
    }

    private static bool TryParse(string text, out int seed) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out seed);
}
