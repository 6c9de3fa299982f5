using MpiPool.Transports;

namespace MpiPool.Scheduling;

/// <summary>Calls that wait for their time: those whose task threw and is to be run again. Thread-safe.</summary>
internal sealed class DelayedCalls(CallQueue queue, Transport transport)
{
    private readonly Lock _gate = new();
    private readonly Dictionary<int, (PendingCall Call, Timer Timer)> _waiting = [];
    private int _next;
    private int _count;

    /// <summary>The number of calls. A hint.</summary>
    public int Count => Volatile.Read(ref _count);

    /// <summary>Puts a call back into the queue after a time.</summary>
    public void Add(in PendingCall call, TimeSpan delay)
    {
        if (delay == TimeSpan.Zero)
        {
            queue.PutBack(call);
            return;
        }
        lock (_gate)
        {
            int number = _next++;
            // Started once it is in the table, where its end looks for it.
            var timer = new Timer(_ => End(number));
            _waiting.Add(number, (call, timer));
            Volatile.Write(ref _count, _waiting.Count);
            timer.Change(delay, Timeout.InfiniteTimeSpan);
        }
    }

    /// <summary>Takes a call of a sink out before its time; null for whichever sink's.</summary>
    public bool TryTake(object? sink, out PendingCall call)
    {
        lock (_gate)
        {
            foreach ((int number, (PendingCall Call, Timer) entry) in _waiting)
            {
                if (sink is null || ReferenceEquals(entry.Call.Sink, sink))
                    return TryRemove(number, out call);
            }
        }
        call = default;
        return false;
    }

    private void End(int number)
    {
        lock (_gate)
        {
            if (!_waiting.Remove(number, out (PendingCall Call, Timer Timer) entry))
                return;
            entry.Timer.Dispose();
            // In this order: a call that is in neither place would be lost to those who ask whether there is work.
            queue.PutBack(entry.Call);
            Volatile.Write(ref _count, _waiting.Count);
        }
        transport.Wake();
    }

    private bool TryRemove(int number, out PendingCall call)
    {
        bool removed = _waiting.Remove(number, out (PendingCall Call, Timer Timer) entry);
        entry.Timer?.Dispose();
        call = entry.Call;
        Volatile.Write(ref _count, _waiting.Count);
        return removed;
    }
}
