using System.Collections.Concurrent;

namespace MpiPool.Wire;

/// <summary>How many more items each running stream of a worker may send, by the call's slot. Thread-safe.</summary>
internal sealed class StreamCredits
{
    private readonly ConcurrentDictionary<int, Credit> _running = new();

    /// <summary>Begins a stream. Its task takes one from the semaphore for each item.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The count is negative.</exception>
    public SemaphoreSlim Open(int slot, long sequence, int count)
    {
        var items = new SemaphoreSlim(count);
        _running[slot] = new Credit(sequence, items);
        return items;
    }

    /// <summary>Forgets a stream that has ended.</summary>
    public void Close(int slot) => _running.TryRemove(slot, out _);

    /// <summary>Adds what the main rank granted; of a stream that has ended, nothing. By one thread at a time.</summary>
    /// <exception cref="WireFormatException">The count is not positive.</exception>
    public void Grant(in GrantRecord grant)
    {
        if (grant.Count <= 0)
            throw new WireFormatException($"A stream was granted {grant.Count} items.");
        if (!_running.TryGetValue(grant.Slot, out Credit credit) || credit.Sequence != grant.Sequence)
            return;
        // The semaphore's own count can only fall meanwhile.
        int room = int.MaxValue - credit.Items.CurrentCount;
        if (room > 0)
            credit.Items.Release(Math.Min(grant.Count, room));
    }

    private readonly record struct Credit(long Sequence, SemaphoreSlim Items);
}
