using MpiPool.Tasks;
using MpiPool.Wire;

namespace MpiPool.Scheduling.Maps;

/// <summary>How the items of a map become calls: over a handle, or over calls that a function made. Used under the progress role where it writes and reads.</summary>
internal abstract class ItemForm<TItem, TResult>
{
    /// <summary>Whether all items are of one task whose chunks travel as columns.</summary>
    public abstract bool HasColumns { get; }

    /// <summary>Whether all items are of one task.</summary>
    public abstract bool IsUniform { get; }

    /// <summary>The task of an item. Any thread.</summary>
    public abstract TaskEntry EntryOf(in TItem item);

    /// <summary>A call of its own for an item of a task that cannot run in chunks. Any thread.</summary>
    public abstract TaskCall<TResult> ToCall(in TItem item);

    /// <summary>Claims an item's call; an item of a handle has none. Any thread.</summary>
    /// <exception cref="InvalidOperationException">The call was submitted before.</exception>
    public virtual void Claim(in TItem item)
    {
    }

    /// <summary>How many items from the first on are of its task.</summary>
    public virtual int CountAlike(ReadOnlySpan<TItem> items) => items.Length;

    /// <summary>Writes columns.</summary>
    public abstract void WriteColumns(ref PayloadWriter writer, ReadOnlySpan<TItem> items);

    /// <summary>Writes an item's arguments.</summary>
    public abstract void WriteRow(ref PayloadWriter writer, in TItem item);

    /// <summary>Reads the results of items that were written as columns.</summary>
    public abstract void ReadColumn(ref PayloadReader reader, Span<TResult> results);

    /// <summary>Reads an item's result.</summary>
    public abstract TResult ReadRow(ref PayloadReader reader, in TItem item);
}
