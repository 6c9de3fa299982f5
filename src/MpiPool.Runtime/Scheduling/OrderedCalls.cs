namespace MpiPool.Scheduling;

/// <summary>
/// The calls that do not simply queue up: those with a priority, and those for one worker. Highest priority first, then in the order of
/// submission. Used under the lock of the <see cref="CallQueue"/>.
/// </summary>
internal sealed class OrderedCalls
{
    private readonly PriorityQueue<PendingCall, (long Priority, long Sequence)> _any = new();
    private readonly Dictionary<int, PriorityQueue<PendingCall, (long Priority, long Sequence)>> _targeted = [];

    /// <summary>The number of calls for one worker each.</summary>
    public int TargetedCount { get; private set; }

    /// <summary>Adds a call, or puts one back: its place follows from its ticket and number.</summary>
    public void Add(in PendingCall call)
    {
        CallTicket ticket = call.Ticket!;
        // The smallest key comes first; a long, because the negative of the smallest int is none.
        (long, long) key = (-(long)ticket.Priority, call.Sequence);
        if (ticket.Target == 0)
        {
            _any.Enqueue(call, key);
            return;
        }
        if (!_targeted.TryGetValue(ticket.Target, out PriorityQueue<PendingCall, (long, long)>? queue))
            _targeted.Add(ticket.Target, queue = new());
        queue.Enqueue(call, key);
        TargetedCount++;
    }

    /// <summary>Takes the first call for any worker whose priority is above 0.</summary>
    public bool TryTakeUrgent(out PendingCall call) => _any.TryPeek(out call, out (long Priority, long) key) && key.Priority < 0 && _any.TryDequeue(out call, out _);

    /// <summary>Takes the first call for any worker.</summary>
    public bool TryTake(out PendingCall call) => _any.TryDequeue(out call, out _);

    /// <summary>Takes the first call for one worker; 0 for whichever worker's.</summary>
    public bool TryTakeTargeted(int worker, out PendingCall call)
    {
        call = default;
        if (TargetedCount == 0)
            return false;
        if (worker == 0)
        {
            foreach (int target in _targeted.Keys)
            {
                if (_targeted[target].Count != 0)
                    worker = target;
            }
        }
        if (!_targeted.TryGetValue(worker, out PriorityQueue<PendingCall, (long, long)>? queue) || !queue.TryDequeue(out call, out _))
            return false;
        TargetedCount--;
        return true;
    }

    /// <summary>Takes out every call of these sinks. Returns how many of them any worker might have run.</summary>
    public int TakeOut(HashSet<object> sinks, List<PendingCall> taken)
    {
        foreach (PriorityQueue<PendingCall, (long, long)> queue in _targeted.Values)
            TargetedCount -= TakeOut(queue, sinks, taken);
        return TakeOut(_any, sinks, taken);
    }

    private static int TakeOut(PriorityQueue<PendingCall, (long Priority, long Sequence)> queue, HashSet<object> sinks, List<PendingCall> taken)
    {
        int before = taken.Count;
        var kept = new List<(PendingCall, (long, long))>();
        foreach ((PendingCall call, (long, long) key) in queue.UnorderedItems)
        {
            if (sinks.Contains(call.Sink))
                taken.Add(call);
            else
                kept.Add((call, key));
        }
        if (taken.Count != before)
        {
            queue.Clear();
            queue.EnqueueRange(kept);
        }
        return taken.Count - before;
    }
}
