namespace MpiPool.Scheduling.Maps;

/// <summary>Where a map's items come from. Used on the consumer's thread; runs user code.</summary>
internal abstract class MapInput<TItem> : IDisposable
{
    /// <summary>The number of items where it is known without reading them, else -1.</summary>
    public virtual long Count => -1;

    /// <summary>Reads items into <paramref name="room"/>. Fewer than it holds mean that the input has ended.</summary>
    /// <param name="room">Receives the items.</param>
    /// <param name="read">How many were read; counted also where this throws.</param>
    public abstract void Read(Span<TItem> room, ref int read);

    /// <inheritdoc/>
    public virtual void Dispose()
    {
    }

    /// <summary>The items of a sequence.</summary>
    public static MapInput<TItem> From(IEnumerable<TItem> items) => items is TItem[] array ? new ArrayInput<TItem>(array) : new SequenceInput<TItem>(items);
}

/// <summary>An array, read by copying.</summary>
internal sealed class ArrayInput<T>(ReadOnlyMemory<T> items) : MapInput<T>
{
    private int _next;

    public override long Count => items.Length;

    public override void Read(Span<T> room, ref int read)
    {
        ReadOnlySpan<T> rest = items.Span[_next..];
        int count = Math.Min(rest.Length, room.Length);
        rest[..count].CopyTo(room);
        _next += count;
        read = count;
    }
}

/// <summary>A sequence, enumerated once.</summary>
internal sealed class SequenceInput<T>(IEnumerable<T> items) : MapInput<T>
{
    private readonly IEnumerator<T> _items = items.GetEnumerator();

    public override long Count { get; } = items.TryGetNonEnumeratedCount(out int count) ? count : -1;

    public override void Read(Span<T> room, ref int read)
    {
        IEnumerator<T> items = _items;
        int count = 0;
        try
        {
            while (count < room.Length && items.MoveNext())
            {
                room[count] = items.Current;
                count++;
            }
        }
        finally
        {
            read = count;
        }
    }

    public override void Dispose()
    {
        _items.Dispose();
        base.Dispose();
    }
}

/// <summary>A sequence of which a function makes calls.</summary>
internal sealed class CallInput<T, TResult>(IEnumerable<T> items, Func<T, TaskCall<TResult>> call) : MapInput<CallItem<T, TResult>>
{
    private readonly IEnumerator<T> _items = items.GetEnumerator();

    public override long Count { get; } = items.TryGetNonEnumeratedCount(out int count) ? count : -1;

    /// <summary>Makes the call of an item.</summary>
    /// <exception cref="InvalidOperationException">The function returned null.</exception>
    public static CallItem<T, TResult> Make(Func<T, TaskCall<TResult>> call, T item) =>
        new(item, call(item) ?? throw new InvalidOperationException("The function of the map returned null in place of a call."));

    public override void Read(Span<CallItem<T, TResult>> room, ref int read)
    {
        while (read < room.Length && _items.MoveNext())
        {
            T item = _items.Current;
            room[read] = Make(call, item);
            read++;
        }
    }

    public override void Dispose()
    {
        _items.Dispose();
        base.Dispose();
    }
}
