namespace MpiPool.Scheduling.Maps;

/// <summary>Reads an asynchronous sequence into a map, one item ahead at most. The consumer's; one call at a time.</summary>
internal sealed class AsyncInput<T, TItem, TResult>(MapRun<TItem, TResult> run, IAsyncEnumerator<T> items, Func<T, TItem> itemOf)
{
    private Task<bool>? _pending;
    private bool _ended;

    /// <summary>The read that is under way; null where none is.</summary>
    public Task? Pending => _pending;

    /// <summary>Adds the items that are there, as far as the map wants them.</summary>
    public void Read()
    {
        while (!_ended && (_pending is { IsCompleted: true } || (_pending is null && run.WantsInput)))
        {
            try
            {
                bool hasItem;
                if (_pending is not null)
                {
                    hasItem = _pending.GetAwaiter().GetResult();
                    _pending = null;
                }
                else
                {
                    ValueTask<bool> next = items.MoveNextAsync();
                    if (!next.IsCompleted)
                    {
                        _pending = next.AsTask();
                        return;
                    }
                    hasItem = next.GetAwaiter().GetResult();
                }
                if (hasItem)
                    run.Add(itemOf(items.Current));
                else
                    End(null);
            }
            catch (Exception error)
            {
                // The items before it are computed and yielded; the error comes at its own place.
                _pending = null;
                End(error);
            }
        }
    }

    /// <summary>Waits for the read under way, which the sequence must have ended before it can be disposed, and disposes the sequence.</summary>
    public async ValueTask DisposeAsync()
    {
        if (_pending is not null)
            await ((Task)_pending).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await items.DisposeAsync().ConfigureAwait(false);
    }

    private void End(Exception? error)
    {
        _ended = true;
        run.EndAdding(error);
    }
}
