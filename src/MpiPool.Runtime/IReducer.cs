namespace MpiPool;

/// <summary>
/// How results are combined on the workers of a reduction: implemented by a struct marked <see cref="MpiReducerAttribute"/>, which is never
/// made, only named. <c>Combine(Combine(a, b), c)</c> and <c>Combine(a, Combine(b, c))</c> must be the same but for rounding.
/// </summary>
/// <remarks>
/// <see cref="Add"/> and <see cref="Combine"/> may change their first argument and return it. Where they do, <see cref="Identity"/> must make
/// a new value each time.
/// </remarks>
/// <typeparam name="TAccumulator">What is accumulated, and travels between ranks; anything that can be a task's result.</typeparam>
/// <typeparam name="TItem">What the tasks return.</typeparam>
public interface IReducer<TAccumulator, TItem>
{
    /// <summary>The accumulator of no items.</summary>
    static abstract TAccumulator Identity { get; }

    /// <summary>Adds an item.</summary>
    /// <param name="accumulator">What was accumulated.</param>
    /// <param name="item">The item, after all those in the accumulator.</param>
    /// <returns>The accumulator with the item.</returns>
    static abstract TAccumulator Add(TAccumulator accumulator, TItem item);

    /// <summary>Combines two accumulators.</summary>
    /// <param name="first">An accumulator.</param>
    /// <param name="second">Another one; where the order is fixed, of the items after those of the first.</param>
    /// <returns>The accumulator of all their items.</returns>
    static abstract TAccumulator Combine(TAccumulator first, TAccumulator second);
}
