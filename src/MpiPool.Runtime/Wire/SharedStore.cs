using System.Collections.Concurrent;

namespace MpiPool.Wire;

/// <summary>
/// The shared values of a worker. A value comes from another rank of the tree than the calls that name it, so that either may be first: an
/// entry is made by whichever comes. It is removed when the main rank has freed it, and no frame of calls names it any more. Thread-safe.
/// </summary>
internal sealed class SharedStore
{
    private readonly ConcurrentDictionary<SharedKey, SharedEntry> _entries = new();
    private volatile string? _failure;

    /// <summary>The number of values held. For tests.</summary>
    public int Count => _entries.Count;

    /// <summary>The entry of a key.</summary>
    public SharedEntry Get(SharedKey key)
    {
        SharedEntry entry = _entries.GetOrAdd(key, static (k, store) => new SharedEntry(k, store), this);
        // A failure between the two has not seen the entry.
        if (_failure is { } failure)
            entry.Fail(failure);
        return entry;
    }

    /// <summary>Forgets an entry that nobody uses.</summary>
    public void Remove(SharedKey key) => _entries.TryRemove(key, out _);

    /// <summary>The pool broke: no value arrives any more, and nobody must wait for one.</summary>
    public void Fail(string reason)
    {
        _failure = reason;
        foreach (SharedEntry entry in _entries.Values)
            entry.Fail(reason);
    }

    /// <summary>Gives all memory back. After the last task.</summary>
    public void Close()
    {
        foreach (SharedEntry entry in _entries.Values)
            entry.Drop();
        _entries.Clear();
    }
}
