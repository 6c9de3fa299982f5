namespace MpiPool.Transports.InProcess;

/// <summary>The messages that wait for one rank, in order for each sender and tag. Thread-safe.</summary>
internal sealed class Mailbox
{
    private readonly object _gate = new();
    private readonly List<InProcessMessage>[] _bySource;
    private readonly Random? _order;
    private int _nextSource;
    private long _arrivals;
    private long _seen;

    /// <param name="size">The number of ranks.</param>
    /// <param name="seed">See <see cref="InProcessHub"/>.</param>
    public Mailbox(int size, int? seed)
    {
        _bySource = new List<InProcessMessage>[size];
        for (int i = 0; i < size; i++)
            _bySource[i] = [];
        _order = seed is { } value ? new Random(value) : null;
    }

    /// <summary>Puts a message in and wakes the rank.</summary>
    public void Post(int source, InProcessMessage message)
    {
        lock (_gate)
        {
            _bySource[source].Add(message);
            _arrivals++;
            Monitor.PulseAll(_gate);
        }
    }

    /// <summary>Takes the next message with the tag, from any rank, fairly in turn, or in seeded order.</summary>
    public bool TryTake(int tag, out int source, out InProcessMessage? message)
    {
        lock (_gate)
        {
            _seen = _arrivals;
            int first = _order is null ? _nextSource : _order.Next(_bySource.Length);
            for (int i = 0; i < _bySource.Length; i++)
            {
                source = (first + i) % _bySource.Length;
                if (TryTakeFrom(source, tag, out message))
                {
                    _nextSource = source + 1;
                    return true;
                }
            }
        }
        source = -1;
        message = null;
        return false;
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
            if (_arrivals == _seen)
                Monitor.Wait(_gate, milliseconds);
            _seen = _arrivals;
        }
    }

    /// <summary>Ends a wait, the next one where nobody waits.</summary>
    public void Wake()
    {
        lock (_gate)
        {
            _arrivals++;
            Monitor.PulseAll(_gate);
        }
    }

    private bool TryTakeFrom(int source, int tag, out InProcessMessage? message)
    {
        List<InProcessMessage> messages = _bySource[source];
        for (int i = 0; i < messages.Count; i++)
        {
            if (messages[i].Tag != tag)
                continue;
            message = messages[i];
            messages.RemoveAt(i);
            return true;
        }
        message = null;
        return false;
    }
}

/// <summary>A message between two ranks of one process.</summary>
/// <param name="Tag">Its tag.</param>
/// <param name="Bytes">A copy of its bytes, so that the sender may go on at once.</param>
internal sealed record InProcessMessage(int Tag, byte[] Bytes);
