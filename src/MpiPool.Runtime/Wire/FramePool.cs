namespace MpiPool.Wire;

/// <summary>Received frames to be used again, each with its block of memory: a small frame costs no allocation. Thread-safe.</summary>
internal sealed class FramePool
{
    private const int MaximumKept = 1024;

    // The one that came back last, without the lock: enough for one message after another.
    private ReceivedFrame? _last;

    private readonly Lock _gate = new();
    private readonly Stack<ReceivedFrame> _free = new();
    private volatile bool _closed;

    /// <summary>Memory for what is larger than a frame keeps.</summary>
    public NativeBlockPool Blocks { get; } = new();

    /// <summary>The shared values that came; tasks find theirs through the frame of their call.</summary>
    public SharedStore Shared { get; } = new();

    /// <summary>A frame with room for a message of <paramref name="length"/> bytes from rank <paramref name="source"/>, with one reference.</summary>
    public ReceivedFrame Rent(int source, int length)
    {
        ReceivedFrame? frame = _last is null ? null : Interlocked.Exchange(ref _last, null);
        if (frame is null)
        {
            lock (_gate)
                _free.TryPop(out frame);
        }
        frame ??= new ReceivedFrame(this);
        frame.Begin(source, length);
        return frame;
    }

    /// <summary>Takes a frame back that nobody uses any more.</summary>
    public void Return(ReceivedFrame frame)
    {
        if (_last is null && !_closed && Interlocked.CompareExchange(ref _last, frame, null) is null)
        {
            // Close may have emptied the place before.
            if (_closed)
                Interlocked.Exchange(ref _last, null)?.Free();
            return;
        }
        lock (_gate)
        {
            if (!_closed && _free.Count < MaximumKept)
            {
                _free.Push(frame);
                return;
            }
        }
        frame.Free();
    }

    /// <summary>Frees what is kept; frames still in use are freed when they come back.</summary>
    public void Close()
    {
        lock (_gate)
        {
            _closed = true;
            while (_free.TryPop(out ReceivedFrame? frame))
                frame.Free();
        }
        Interlocked.Exchange(ref _last, null)?.Free();
        Blocks.Close();
    }
}
