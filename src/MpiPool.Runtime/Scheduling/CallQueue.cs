namespace MpiPool.Scheduling;

/// <summary>
/// Calls that no worker has yet: first in first out, but for those whose options give them another place (<see cref="OrderedCalls"/>).
/// Thread-safe.
/// </summary>
internal sealed class CallQueue
{
    /// <summary>In place of a sequence number: the next one in the order of submission.</summary>
    public const long NextInOrder = -1;

    private readonly Lock _gate = new();
    private PendingCall[] _ring = new PendingCall[256];
    private int _head;
    private int _count;
    private long _nextSequence;
    private long _submitted;
    private volatile bool _isCancelled;

    // Null until the first call with a priority or a target comes.
    private OrderedCalls? _ordered;
    private int _orderedCount;
    private volatile bool _hasNewTargeted;

    /// <summary>The number of calls that any worker may take. A hint where other threads submit.</summary>
    public int Count => Volatile.Read(ref _count) + Volatile.Read(ref _orderedCount);

    /// <summary>The number of calls that wait for one worker. A hint.</summary>
    public int TargetedCount => _ordered?.TargetedCount ?? 0;

    /// <summary>Whether calls for one worker have come since the last look. A hint.</summary>
    public bool HasNewTargeted => _hasNewTargeted;

    /// <summary>All calls that were ever added. A hint.</summary>
    public long Submitted => Volatile.Read(ref _submitted);

    /// <summary>Whether what waits here, and what workers give back, is to be cancelled instead of run.</summary>
    public bool IsCancelled
    {
        get => _isCancelled;
        set => _isCancelled = value;
    }

    /// <summary>Adds a call at its place, at the end for most, with its sequence number or <see cref="NextInOrder"/>.</summary>
    public void Add(TaskCall call, object sink, int index, int taskIndex, long sequence, CallTicket? ticket = null)
    {
        lock (_gate)
        {
            _submitted++;
            var pending = new PendingCall(call, sink, index, taskIndex, sequence == NextInOrder ? _nextSequence++ : sequence, ticket);
            if (ticket is not null && TryAddOrdered(pending, ticket))
                return;
            if (_count == _ring.Length)
                Grow();
            _ring[(_head + _count) & (_ring.Length - 1)] = pending;
            _count++;
        }
    }

    /// <summary>Puts a call that came back in front, with its number.</summary>
    /// <param name="call">The call.</param>
    /// <param name="isNew">False for one that was taken and could not be sent: until its worker answers there is nothing to look for.</param>
    public void PutBack(in PendingCall call, bool isNew = true)
    {
        lock (_gate)
        {
            if (call.Ticket is { } ticket && TryAddOrdered(call, ticket, isNew))
                return;
            if (_count == _ring.Length)
                Grow();
            _head = (_head - 1) & (_ring.Length - 1);
            _ring[_head] = call;
            _count++;
        }
    }

    /// <summary>Takes the first call that any worker may run.</summary>
    public bool TryTake(out PendingCall call)
    {
        lock (_gate)
            return TryTakeFirst(out call);
    }

    /// <summary>Takes the first calls that any worker may run, as many as fit: one lock for all of them. Returns how many.</summary>
    public int Take(Span<PendingCall> calls)
    {
        int taken = 0;
        lock (_gate)
        {
            while (taken < calls.Length && TryTakeFirst(out calls[taken]))
                taken++;
        }
        return taken;
    }

    /// <summary>Takes the first call for one worker; 0 for whichever worker's.</summary>
    public bool TryTakeTargeted(int worker, out PendingCall call)
    {
        lock (_gate)
        {
            call = default;
            return _ordered is not null && _ordered.TryTakeTargeted(worker, out call);
        }
    }

    /// <summary>Takes out every call of these sinks, wherever it stands. One walk for all of them.</summary>
    public void TakeOut(HashSet<object> sinks, List<PendingCall> taken)
    {
        lock (_gate)
        {
            int mask = _ring.Length - 1, kept = 0;
            for (int i = 0; i < _count; i++)
            {
                PendingCall call = _ring[(_head + i) & mask];
                if (sinks.Contains(call.Sink))
                    taken.Add(call);
                else
                    _ring[(_head + kept++) & mask] = call;
            }
            for (int i = kept; i < _count; i++)
                _ring[(_head + i) & mask] = default;
            _count = kept;
            if (_ordered is not null)
                _orderedCount -= _ordered.TakeOut(sinks, taken);
        }
    }

    /// <summary>Calls for one worker that come from here on are new. Before they are looked for.</summary>
    public void BeginTargeted() => _hasNewTargeted = false;

    private bool TryTakeFirst(out PendingCall call)
    {
        if (_ordered is not null && TryTakeOrdered(out call))
            return true;
        if (_count == 0)
        {
            call = default;
            return false;
        }
        call = _ring[_head];
        _ring[_head] = default;
        _head = (_head + 1) & (_ring.Length - 1);
        _count--;
        return true;
    }

    private bool TryAddOrdered(in PendingCall call, CallTicket ticket, bool isNew = true)
    {
        if (ticket.Target == 0 && ticket.Priority == 0)
            return false;
        (_ordered ??= new OrderedCalls()).Add(call);
        if (ticket.Target == 0)
            _orderedCount++;
        else if (isNew)
            _hasNewTargeted = true;
        return true;
    }

    private bool TryTakeOrdered(out PendingCall call)
    {
        bool taken = _count == 0 ? _ordered!.TryTake(out call) : _ordered!.TryTakeUrgent(out call);
        if (taken)
            _orderedCount--;
        return taken;
    }

    private void Grow()
    {
        var ring = new PendingCall[_ring.Length * 2];
        for (int i = 0; i < _count; i++)
            ring[i] = _ring[(_head + i) & (_ring.Length - 1)];
        _ring = ring;
        _head = 0;
    }
}
