namespace MpiPool.Wire;

/// <summary>Empty buffers for outgoing frames. Buffers that have grown large are not kept. Thread-safe.</summary>
internal sealed class PayloadBufferPool
{
    private const int MaximumKept = 256;
    private const int MaximumKeptCapacity = 1 << 20;

    // The one that came back last, without the lock: enough for one message after another.
    private PayloadBuffer? _last;

    private readonly Lock _gate = new();
    private readonly Stack<PayloadBuffer> _free = new();
    private volatile bool _closed;

    /// <summary>An empty buffer.</summary>
    public PayloadBuffer Rent()
    {
        if (_last is not null && Interlocked.Exchange(ref _last, null) is { } last)
            return last;
        lock (_gate)
        {
            if (_free.TryPop(out PayloadBuffer? buffer))
                return buffer;
        }
        return new PayloadBuffer(this);
    }

    /// <summary>Takes a buffer back and unpins its segments. No send may use it any more.</summary>
    public void Return(PayloadBuffer buffer)
    {
        buffer.Clear();
        if (_last is null && !_closed && buffer.Capacity <= MaximumKeptCapacity && Interlocked.CompareExchange(ref _last, buffer, null) is null)
        {
            // Close may have emptied the place before.
            if (_closed)
                Interlocked.Exchange(ref _last, null)?.Free();
            return;
        }
        lock (_gate)
        {
            if (!_closed && buffer.Capacity <= MaximumKeptCapacity && _free.Count < MaximumKept)
            {
                _free.Push(buffer);
                return;
            }
        }
        buffer.Free();
    }

    /// <summary>Frees what is kept.</summary>
    public void Close()
    {
        lock (_gate)
        {
            _closed = true;
            while (_free.TryPop(out PayloadBuffer? buffer))
                buffer.Free();
        }
        Interlocked.Exchange(ref _last, null)?.Free();
    }
}
