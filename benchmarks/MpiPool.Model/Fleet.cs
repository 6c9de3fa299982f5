namespace MpiPool.Model;

/// <summary>How many ranks there are, and who hands out work to whom.</summary>
/// <param name="Workers">Ranks that run tasks.</param>
/// <param name="SubMains">Ranks that take work from the main rank in bulk and hand it out; 0: the main rank hands it out itself.</param>
internal sealed record Fleet(int Workers, int SubMains)
{
    /// <summary>The main rank alone.</summary>
    public static Fleet Single(int workers) => new(workers, 0);

    /// <summary>As many sub-mains as each has workers.</summary>
    public static Fleet Tree(int workers) => new(workers, (int)Math.Ceiling(Math.Sqrt(workers)));
}
