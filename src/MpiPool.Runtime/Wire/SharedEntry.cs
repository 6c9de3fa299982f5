using MpiPool.Tasks;

namespace MpiPool.Wire;

/// <summary>One version of a shared value on a worker: awaited, then held as the bytes that came, then, from its first use on, as the value. Thread-safe.</summary>
internal sealed class SharedEntry(SharedKey key, SharedStore store)
{
    private readonly Lock _gate = new();

    // Reading runs code of the value's type, for as long as it takes: never under the gate, which the holder of the progress role takes.
    private readonly Lock _reading = new();
    private readonly TaskCompletionSource _arrived = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private ReceivedFrame? _frame;
    private ShareRecord _record;
    private object? _handle;
    private object? _value;
    private volatile bool _isRead;
    private string? _failure;
    private int _users;
    private bool _isFreed;

    /// <summary>Its name.</summary>
    public SharedKey Key { get; } = key;

    /// <summary>What tasks get: one object for all of them.</summary>
    public Shared<T> GetHandle<T>()
    {
        lock (_gate)
        {
            return (Shared<T>)(_handle ??= new Shared<T>(this));
        }
    }

    /// <summary>The value. Waits until it has arrived; meanwhile the traffic goes on by whoever watches the task.</summary>
    /// <exception cref="PoolBrokenException">The pool broke before.</exception>
    /// <exception cref="OutOfMemoryException">There is no memory for it, here or on a rank that passes it on.</exception>
    public T GetValue<T>()
    {
        _arrived.Task.Wait();
        if (!_isRead)
        {
            lock (_reading)
            {
                if (!_isRead)
                    Read<T>();
            }
        }
        return (T)_value!;
    }

    /// <summary>The bytes are there. Under the progress role.</summary>
    public void SetFrame(ReceivedFrame frame, in ShareRecord record)
    {
        lock (_gate)
        {
            frame.AddReferences(1);
            _frame = frame;
            _record = record;
        }
        _arrived.TrySetResult();
        RemoveIfUnused();
    }

    /// <summary>Ends the wait with an error.</summary>
    public void Fail(string reason)
    {
        lock (_gate)
        {
            if (!_arrived.Task.IsCompleted)
                _failure = reason;
        }
        _arrived.TrySetResult();
    }

    /// <summary>A frame of calls names it.</summary>
    public void AddUser()
    {
        lock (_gate)
            _users++;
    }

    /// <summary>The calls of a frame that named it have ended.</summary>
    public void RemoveUser()
    {
        lock (_gate)
            _users--;
        RemoveIfUnused();
    }

    /// <summary>The main rank has freed it. Under the progress role.</summary>
    public void Free()
    {
        lock (_gate)
            _isFreed = true;
        RemoveIfUnused();
    }

    /// <summary>Gives the memory back.</summary>
    public void Drop()
    {
        lock (_gate)
        {
            _frame?.Release();
            _frame = null;
        }
    }

    // A value still on its way stays until it has come, for it is passed on.
    private void RemoveIfUnused()
    {
        lock (_gate)
        {
            if (!_isFreed || _users != 0 || !_arrived.Task.IsCompleted)
                return;
        }
        store.Remove(Key);
        Drop();
    }

    private void Read<T>()
    {
        ReceivedFrame frame = UseFrame();
        try
        {
            PayloadReader reader = frame.CreateReader(ShareRecord.Size, _record.Length, 0, _record.SegmentCount);
            _value = SharedCodecs.Find<T>().Read(ref reader);
            reader.Complete();
            _isRead = true;
            // Large arrays were received in place and belong to the value; memory is lent from the frame, and goes with the entry.
            if (!reader.HasLent)
                Drop();
        }
        finally
        {
            frame.Release();
        }
    }

    // A task that has ended may still ask, while the entry goes.
    private ReceivedFrame UseFrame()
    {
        lock (_gate)
        {
            if (_failure is { } failure)
                throw new PoolBrokenException(failure);
            if (_record.IsLost)
                throw new InsufficientMemoryException("A rank that passes this shared value on had no memory for it.");
            ReceivedFrame frame = _frame ?? throw new ObjectDisposedException(nameof(Shared<>), "The shared value was freed: the task that it was an argument of has ended.");
            frame.AddReferences(1);
            return frame;
        }
    }
}
