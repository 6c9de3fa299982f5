namespace MpiPool;

/// <summary>How <see cref="RankGroup.Reduce{T}(T, ReduceOperation, int)"/> and its kin combine the ranks' values. Values are combined in the order of the ranks, so that a result repeats itself to the last bit.</summary>
public enum ReduceOperation
{
    /// <summary>Their sum.</summary>
    Sum = 0,

    /// <summary>Their product.</summary>
    Product = 1,

    /// <summary>The smallest.</summary>
    Minimum = 2,

    /// <summary>The largest.</summary>
    Maximum = 3,
}
