using System.ComponentModel;
using MpiPool.Serving.Reductions;
using MpiPool.Tasks;
using MpiPool.Wire;

namespace MpiPool;

/// <summary>
/// A reducer as <c>pool.MapReduce</c> takes it: what generated code gives as <c>TheStruct.Reducer</c>, and <see cref="Reducers.Of"/> by the
/// types. Immutable and thread-safe.
/// </summary>
/// <typeparam name="TAccumulator">What is accumulated.</typeparam>
/// <typeparam name="TItem">What the tasks return.</typeparam>
public abstract class Reducer<TAccumulator, TItem>
{
    private protected Reducer(ulong id, string name, string shape) => Entry = new ReducerEntry<TAccumulator, TItem>(this, id, name, shape);

    /// <summary>The reducer's name, that of its struct.</summary>
    public string Name => Entry.Name;

    /// <summary>The reducer's entry in the catalog. For generated code.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public TaskEntry Entry { get; }

    /// <summary>The name.</summary>
    public override string ToString() => Name;

    /// <summary>See <see cref="TaskEntry.AddElementTypes"/>. For generated code.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public virtual void AddElementTypes()
    {
    }

    /// <summary>Writes an accumulator. For generated code.</summary>
    /// <param name="writer">Receives the bytes.</param>
    /// <param name="value">The accumulator.</param>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public abstract void WriteAccumulator(ref PayloadWriter writer, TAccumulator value);

    /// <summary>Reads an accumulator. For generated code.</summary>
    /// <param name="reader">Holds the bytes.</param>
    /// <returns>The accumulator.</returns>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public abstract TAccumulator ReadAccumulator(ref PayloadReader reader);

    /// <summary>Writes the item that takes the place of those that fail. For generated code.</summary>
    /// <param name="writer">Receives the bytes.</param>
    /// <param name="value">The item.</param>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public abstract void WriteItem(ref PayloadWriter writer, TItem value);

    /// <summary>Reads an item. For generated code.</summary>
    /// <param name="reader">Holds the bytes.</param>
    /// <returns>The item.</returns>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public abstract TItem ReadItem(ref PayloadReader reader);

    internal abstract TAccumulator Identity { get; }

    internal abstract TAccumulator Add(TAccumulator accumulator, ReadOnlySpan<TItem> items);

    internal abstract TAccumulator Combine(TAccumulator first, TAccumulator second);
}

/// <summary>Calls one reducer's members. Generated code derives a sealed class for each struct that is marked.</summary>
/// <typeparam name="TReducer">The struct.</typeparam>
/// <typeparam name="TAccumulator">What is accumulated.</typeparam>
/// <typeparam name="TItem">What the tasks return.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public abstract class Reducer<TReducer, TAccumulator, TItem> : Reducer<TAccumulator, TItem> where TReducer : struct, IReducer<TAccumulator, TItem>
{
    private static Reducer<TReducer, TAccumulator, TItem>? s_registered;

    /// <summary>For generated code.</summary>
    /// <param name="id">See <see cref="TaskEntry.Id"/>.</param>
    /// <param name="name">See <see cref="TaskEntry.Name"/>.</param>
    /// <param name="shape">See <see cref="TaskEntry.Shape"/>.</param>
    protected Reducer(ulong id, string name, string shape) : base(id, name, shape) => Volatile.Write(ref s_registered, this);

    internal static Reducer<TReducer, TAccumulator, TItem>? Registered => Volatile.Read(ref s_registered);

    internal sealed override TAccumulator Identity => TReducer.Identity;

    // One call for a run of items: the struct's members are known here, so that they can be inlined.
    internal sealed override TAccumulator Add(TAccumulator accumulator, ReadOnlySpan<TItem> items)
    {
        foreach (TItem item in items)
            accumulator = TReducer.Add(accumulator, item);
        return accumulator;
    }

    internal sealed override TAccumulator Combine(TAccumulator first, TAccumulator second) => TReducer.Combine(first, second);
}
