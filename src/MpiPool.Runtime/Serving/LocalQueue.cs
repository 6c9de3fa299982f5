namespace MpiPool.Serving;

/// <summary>
/// The calls a worker holds: those that have not begun, in order, and the tokens of those that run. Filled and revoked under the progress
/// role by whichever thread holds it, emptied by the thread that runs tasks; a call is claimed by exactly one of them. Thread-safe.
/// </summary>
internal sealed class LocalQueue
{
    private readonly Lock _gate = new();
    private readonly Dictionary<int, CancellationTokenSource> _running = [];

    // A ring; a call claimed from the middle leaves a hole (Frame is null), which TryBegin passes over.
    private QueuedCall[] _ring = new QueuedCall[64];
    private int _head;
    private int _length;
    private int _waiting;
    private bool _closed;

    /// <summary>Whether calls wait to be run. A hint: another thread may claim them.</summary>
    public bool HasWaiting => Volatile.Read(ref _waiting) != 0;

    /// <summary>Adds a call at the end.</summary>
    public void Add(in QueuedCall call)
    {
        lock (_gate)
        {
            if (_length == _ring.Length)
                Grow();
            At(_length++) = call;
            _waiting++;
        }
    }

    /// <summary>Takes the next call to run it. Where it wants a token, its source is made and noted, so that a cancel finds it from here on.</summary>
    public bool TryBegin(out QueuedCall call, out CancellationTokenSource? cancellation)
    {
        cancellation = null;
        lock (_gate)
        {
            while (_length != 0 && !_closed)
            {
                call = At(0);
                At(0) = default;
                _head = (_head + 1) & (_ring.Length - 1);
                _length--;
                if (call.Frame is null)
                    continue;
                _waiting--;
                if (call.WantsToken)
                    _running.Add(call.Record.Slot, cancellation = new CancellationTokenSource());
                return true;
            }
            call = default;
            return false;
        }
    }

    /// <summary>Forgets the token source of a call that has ended.</summary>
    public void End(int slot)
    {
        lock (_gate)
            _running.Remove(slot);
    }

    /// <summary>
    /// Claims a call to cancel it: one that waits is taken out, true. Of one that runs the token source is given out, false: the caller
    /// cancels it. One that has ended, or runs without a token, is let be: false.
    /// </summary>
    public bool TryCancel(int slot, out QueuedCall call, out CancellationTokenSource? running)
    {
        running = null;
        lock (_gate)
        {
            for (int i = 0; i < _length; i++)
            {
                if (IsCall(i) && At(i).Record.Slot == slot)
                {
                    call = Take(i);
                    return true;
                }
            }
            _running.TryGetValue(slot, out running);
        }
        call = default;
        return false;
    }

    /// <summary>Lets no call begin any more, and fires the tokens of those that run.</summary>
    public void Close()
    {
        lock (_gate)
        {
            _closed = true;
            foreach (CancellationTokenSource source in _running.Values)
                source.CancelAsync();
        }
    }

    /// <summary>Claims a call from the end, to give it back.</summary>
    public bool TryRevoke(out QueuedCall call)
    {
        lock (_gate)
        {
            for (int i = _length - 1; i >= 0; i--)
            {
                if (IsCall(i))
                {
                    call = Take(i);
                    return true;
                }
            }
        }
        call = default;
        return false;
    }

    // Items of chunks are given back through the ChunkTable.
    private bool IsCall(int index) => At(index) is { Frame: not null, Chunk: null };

    private QueuedCall Take(int index)
    {
        QueuedCall call = At(index);
        At(index) = default;
        _waiting--;
        if (index == _length - 1)
            _length--;
        return call;
    }

    private ref QueuedCall At(int index) => ref _ring[(_head + index) & (_ring.Length - 1)];

    private void Grow()
    {
        var ring = new QueuedCall[_ring.Length * 2];
        for (int i = 0; i < _length; i++)
            ring[i] = At(i);
        _ring = ring;
        _head = 0;
    }
}
