namespace MpiPool.Transports.InProcess;

/// <summary>The messages that wait for one rank, in order for each sender and tag. Thread-safe.</summary>
internal sealed class Mailbox
{
    private readonly object _gate = new();
    private readonly Random? _order;
    private readonly int _size;

    // By tag, in the order of arrival: what it costs to take one does not grow with the number of ranks.
    private readonly LinkedList<InProcessMessage>[] _byTag = [new(), new(), new()];
    private int _count;
    private long _arrivals;
    private long _seen;
    private int _waiters;
    private bool _isWoken;

    /// <param name="size">The number of ranks.</param>
    /// <param name="seed">See <see cref="InProcessHub"/>.</param>
    public Mailbox(int size, int? seed)
    {
        _size = size;
        _order = seed is { } value ? new Random(value) : null;
    }

    /// <summary>Puts a message in and wakes the rank.</summary>
    public void Post(InProcessMessage message)
    {
        lock (_gate)
        {
            _byTag[message.Tag].AddLast(message);
            Volatile.Write(ref _count, _count + 1);
            Volatile.Write(ref _arrivals, _arrivals + 1);
            WakeWaiters();
        }
    }

    /// <summary>Takes the next message with the tag, from any rank, in the order of arrival or in seeded order.</summary>
    public bool TryTake(int tag, out InProcessMessage? message)
    {
        // Read first: a message that comes after it ends the next wait.
        Volatile.Write(ref _seen, Volatile.Read(ref _arrivals));
        message = null;
        if (Volatile.Read(ref _count) == 0)
            return false;
        lock (_gate)
            return _order is null ? TryTakeFrom(null, tag, out message) : TryTakeInSeededOrder(tag, out message);
    }

    /// <summary>Takes the next message with the tag from one rank.</summary>
    public bool TryTake(int source, int tag, out InProcessMessage? message)
    {
        lock (_gate)
            return TryTakeFrom(source, tag, out message);
    }

    /// <summary>Waits until a message has come since the last look, or <see cref="Wake"/>, or the time is over.</summary>
    public void Wait(int milliseconds)
    {
        lock (_gate)
        {
            if (_arrivals == _seen && !_isWoken)
            {
                _waiters++;
                Monitor.Wait(_gate, milliseconds);
                _waiters--;
            }
            _isWoken = false;
            Volatile.Write(ref _seen, _arrivals);
        }
    }

    /// <summary>Ends a wait, the next one where nobody waits. No look at the messages uses it up: another thread's may come before the wait.</summary>
    public void Wake()
    {
        lock (_gate)
        {
            _isWoken = true;
            WakeWaiters();
        }
    }

    private void WakeWaiters()
    {
        if (_waiters != 0)
            Monitor.PulseAll(_gate);
    }

    private bool TryTakeInSeededOrder(int tag, out InProcessMessage? message)
    {
        int first = _order!.Next(_size);
        for (int i = 0; i < _size; i++)
        {
            if (TryTakeFrom((first + i) % _size, tag, out message))
                return true;
        }
        message = null;
        return false;
    }

    private bool TryTakeFrom(int? source, int tag, out InProcessMessage? message)
    {
        LinkedList<InProcessMessage> messages = _byTag[tag];
        for (LinkedListNode<InProcessMessage>? node = messages.First; node is not null; node = node.Next)
        {
            if (source is { } wanted && node.Value.Source != wanted)
                continue;
            message = node.Value;
            messages.Remove(node);
            _count--;
            return true;
        }
        message = null;
        return false;
    }
}
