using MpiPool;

namespace NasEp;

/// <summary>Adds up what the blocks gave. It runs on the workers: tallies of many blocks travel as one.</summary>
[MpiReducer]
internal readonly struct TallySum : IReducer<Tally, Tally>
{
    /// <inheritdoc/>
    public static Tally Identity => Tally.Empty;

    /// <inheritdoc/>
    public static Tally Add(Tally accumulator, Tally item) => accumulator + item;

    /// <inheritdoc/>
    public static Tally Combine(Tally first, Tally second) => first + second;
}
