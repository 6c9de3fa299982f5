namespace MpiPool.Wire;

/// <summary>Received frames to be used again, each with its block of memory: a small frame costs no allocation. Thread-safe.</summary>
internal sealed class FramePool
{
    private const int MaximumKept = 1024;

    private readonly Lock _gate = new();
    private readonly Stack<ReceivedFrame> _free = new();
    private bool _closed;

    /// <summary>Memory for what is larger than a frame keeps.</summary>
    public NativeBlockPool Blocks { get; } = new();

    /// <summary>A frame with room for a message of <paramref name="length"/> bytes from rank <paramref name="source"/>, with one reference.</summary>
    public ReceivedFrame Rent(int source, int length)
    {
        ReceivedFrame? frame;
        lock (_gate)
            _free.TryPop(out frame);
        frame ??= new ReceivedFrame(this);
        frame.Begin(source, length);
        return frame;
    }

    /// <summary>Takes a frame back that nobody uses any more.</summary>
    public void Return(ReceivedFrame frame)
    {
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
        Blocks.Close();
    }
}
