namespace MpiPool.Scheduling;

/// <summary>Calls that no worker has yet, first in first out. Thread-safe.</summary>
internal sealed class CallQueue
{
    /// <summary>In place of a sequence number: the next one in the order of submission.</summary>
    public const long NextInOrder = -1;

    private readonly Lock _gate = new();
    private PendingCall[] _ring = new PendingCall[256];
    private int _head;
    private int _count;
    private long _nextSequence;
    private volatile bool _isCancelled;

    /// <summary>The number of calls. A hint where other threads submit.</summary>
    public int Count => Volatile.Read(ref _count);

    /// <summary>Whether what waits here, and what workers give back, is to be cancelled instead of run. Never taken back.</summary>
    public bool IsCancelled
    {
        get => _isCancelled;
        set => _isCancelled = value;
    }

    /// <summary>Adds a call at the end, with its sequence number or <see cref="NextInOrder"/>.</summary>
    public void Add(TaskCall call, object sink, int index, int taskIndex, long sequence)
    {
        lock (_gate)
        {
            if (_count == _ring.Length)
                Grow();
            _ring[(_head + _count) & (_ring.Length - 1)] = new PendingCall(call, sink, index, taskIndex, sequence == NextInOrder ? _nextSequence++ : sequence);
            _count++;
        }
    }

    /// <summary>Puts a call that came back in front, with its number.</summary>
    public void PutBack(in PendingCall call)
    {
        lock (_gate)
        {
            if (_count == _ring.Length)
                Grow();
            _head = (_head - 1) & (_ring.Length - 1);
            _ring[_head] = call;
            _count++;
        }
    }

    /// <summary>Takes the first call.</summary>
    public bool TryTake(out PendingCall call)
    {
        lock (_gate)
        {
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
