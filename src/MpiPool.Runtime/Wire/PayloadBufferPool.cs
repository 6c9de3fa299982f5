namespace MpiPool.Wire;

/// <summary>Empty buffers for outgoing frames. Buffers that have grown large are not kept. Thread-safe.</summary>
internal sealed class PayloadBufferPool
{
    private const int MaximumKept = 256;
    private const int MaximumKeptCapacity = 1 << 20;

    private readonly Lock _gate = new();
    private readonly Stack<PayloadBuffer> _free = new();
    private bool _closed;

    /// <summary>An empty buffer.</summary>
    public PayloadBuffer Rent()
    {
        lock (_gate)
        {
            if (_free.TryPop(out PayloadBuffer? buffer))
                return buffer;
        }
        return new PayloadBuffer();
    }

    /// <summary>Takes a buffer back and unpins its segments. No send may use it any more.</summary>
    public void Return(PayloadBuffer buffer)
    {
        buffer.Clear();
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
    }
}
