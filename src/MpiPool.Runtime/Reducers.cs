namespace MpiPool;

/// <summary>Finds reducers by their types. Thread-safe.</summary>
public static class Reducers
{
    /// <summary>The reducer of a struct, for code that is generic over it, and where the language has no extension members.</summary>
    /// <typeparam name="TReducer">The struct, marked <see cref="MpiReducerAttribute"/>.</typeparam>
    /// <typeparam name="TAccumulator">What is accumulated.</typeparam>
    /// <typeparam name="TItem">What the tasks return.</typeparam>
    /// <returns>The reducer.</returns>
    /// <exception cref="ArgumentException">The struct is not marked, so that no worker knows it.</exception>
    public static Reducer<TAccumulator, TItem> Of<TReducer, TAccumulator, TItem>() where TReducer : struct, IReducer<TAccumulator, TItem> =>
        Reducer<TReducer, TAccumulator, TItem>.Registered
        ?? throw new ArgumentException($"No worker knows the reducer {Wire.TypeText.Of(typeof(TReducer))}: put [MpiReducer] on it, in a project that uses the generator of MpiPool.");
}
