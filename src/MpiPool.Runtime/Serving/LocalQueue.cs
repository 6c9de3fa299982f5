namespace MpiPool.Serving;

/// <summary>
/// The calls a worker holds: those that have not begun, in order, and the tokens of those that run. Filled and revoked under the progress
/// role by whichever thread holds it, emptied by the one thread that runs tasks; a call is claimed by exactly one of them, without a lock.
/// </summary>
internal sealed class LocalQueue
{
    private const int FirstCapacity = 64;

    private readonly Lock _gate = new();
    private readonly Dictionary<int, CancellationTokenSource> _running = [];

    // The consumer's ring and the producer's: the same one but while the consumer has not emptied those before.
    private CallRing _first;
    private CallRing _last;

    // Each is written by one side alone; calls that were claimed count as ended when the consumer passes over them.
    private int _added;
    private int _ended;
    private volatile bool _closed;

    public LocalQueue() => _first = _last = new CallRing(FirstCapacity);

    /// <summary>Whether calls wait to be run. A hint: another thread may claim them.</summary>
    public bool HasWaiting => Volatile.Read(ref _added) != Volatile.Read(ref _ended);

    /// <summary>Adds a call at the end. Under the progress role.</summary>
    public void Add(in QueuedCall call)
    {
        // Counted first: the consumer must not be ahead.
        Volatile.Write(ref _added, _added + 1);
        if (_last.TryAdd(call))
            return;
        var larger = new CallRing(_last.Capacity * 2);
        larger.TryAdd(call);
        _last.Append(larger);
        _last = larger;
    }

    /// <summary>
    /// Takes the next call to run it. Where it wants a token, its source is made and noted before the claim, so that a cancel that comes too
    /// late for the claim finds it. The thread that runs tasks.
    /// </summary>
    public bool TryBegin(out QueuedCall call, out CancellationTokenSource? cancellation)
    {
        cancellation = null;
        while (!_closed && TryPeek(out call))
        {
            if (call.WantsToken && !TryNote(call.Record.Slot, out cancellation))
                break;
            if (_first.TryTake())
            {
                Volatile.Write(ref _ended, _ended + 1);
                return true;
            }
            if (cancellation is not null)
                End(call.Record.Slot);
            cancellation = null;
        }
        call = default;
        return false;
    }

    /// <summary>Forgets the token source of a call that has ended.</summary>
    public void End(int slot)
    {
        lock (_gate)
            _running.Remove(slot);
    }

    /// <summary>
    /// Claims a call to cancel it: one that waits is taken out, true. Of one that runs the token source is given out, false: the caller
    /// cancels it. One that has ended, or runs without a token, is let be: false. Under the progress role.
    /// </summary>
    public bool TryCancel(int slot, out QueuedCall call, out CancellationTokenSource? running)
    {
        running = null;
        for (CallRing? ring = Volatile.Read(ref _first); ring is not null; ring = ring.Next)
        {
            if (ring.TryClaim(slot, out call))
                return true;
        }
        lock (_gate)
            _running.TryGetValue(slot, out running);
        call = default;
        return false;
    }

    /// <summary>
    /// Claims a call from the end, to give it back. Members of task groups stay unless they are to be cancelled: no other worker may run them, and
    /// a group that another one overtook on this worker alone would wait for it, and the other for it, for ever. Under the progress role.
    /// </summary>
    public bool TryRevoke(bool groupsToo, out QueuedCall call) => TryRevoke(Volatile.Read(ref _first), groupsToo, out call);

    /// <summary>Lets no call begin any more, and fires the tokens of those that run. Any thread.</summary>
    public void Close()
    {
        lock (_gate)
        {
            _closed = true;
            foreach (CancellationTokenSource source in _running.Values)
                source.CancelAsync();
        }
    }

    private bool TryPeek(out QueuedCall call)
    {
        int passed = 0;
        bool found = _first.TryPeek(ref passed, out call);
        // Looked at again after the next ring was seen: what was added before it must go first.
        while (!found && _first.Next is { } next && !(found = _first.TryPeek(ref passed, out call)))
        {
            Volatile.Write(ref _first, next);
            found = next.TryPeek(ref passed, out call);
        }
        if (passed != 0)
            Volatile.Write(ref _ended, _ended + passed);
        return found;
    }

    private bool TryNote(int slot, [System.Diagnostics.CodeAnalysis.NotNullWhen(true)] out CancellationTokenSource? cancellation)
    {
        lock (_gate)
        {
            cancellation = null;
            if (_closed)
                return false;
            _running.Add(slot, cancellation = new CancellationTokenSource());
            return true;
        }
    }

    // Later rings hold later calls.
    private static bool TryRevoke(CallRing ring, bool groupsToo, out QueuedCall call) =>
        (ring.Next is { } next && TryRevoke(next, groupsToo, out call)) || ring.TryClaimLast(groupsToo, out call);
}
