using MpiPool.Transports;

namespace MpiPool.Wire;

/// <summary>
/// The receives that are under way, one queue a rank, so that the frames of one rank are delivered in the order they were sent. Used
/// under the progress role.
/// </summary>
internal sealed class FrameReceiver
{
    // Enough to empty a burst, few enough that sends and submissions get their turn.
    private const int ProbesPerPoll = 32;

    private readonly Transport _transport;
    private readonly NativeBlockPool _blocks;
    private readonly Queue<IncomingFrame>[] _bySource;
    private readonly List<int> _busySources = [];

    public FrameReceiver(Transport transport, NativeBlockPool blocks)
    {
        _transport = transport;
        _blocks = blocks;
        _bySource = new Queue<IncomingFrame>[transport.Size];
        for (int i = 0; i < _bySource.Length; i++)
            _bySource[i] = new Queue<IncomingFrame>();
    }

    /// <summary>Whether receives are under way.</summary>
    public bool IsBusy => _busySources.Count != 0;

    /// <summary>Takes what has arrived and delivers the frames that are whole. Returns whether anything arrived.</summary>
    /// <exception cref="WireFormatException">What came is no frame.</exception>
    public bool Poll(IFrameHandler handler)
    {
        bool progressed = false;
        for (int i = 0; i < ProbesPerPoll && _transport.TryProbe(FrameFormat.FrameTag, out ProbedMessage message); i++)
        {
            progressed = true;
            var incoming = new IncomingFrame(_transport, _blocks, message);
            Queue<IncomingFrame> queue = _bySource[message.Source];
            if (queue.Count == 0 && incoming.Advance())
            {
                handler.Handle(incoming.Frame);
                continue;
            }
            if (queue.Count == 0)
                _busySources.Add(message.Source);
            queue.Enqueue(incoming);
        }
        for (int i = _busySources.Count - 1; i >= 0; i--)
            progressed |= AdvanceSource(i, handler);
        return progressed;
    }

    private bool AdvanceSource(int busyIndex, IFrameHandler handler)
    {
        Queue<IncomingFrame> queue = _bySource[_busySources[busyIndex]];
        bool progressed = false;
        while (queue.TryPeek(out IncomingFrame? incoming) && incoming.Advance())
        {
            queue.Dequeue();
            handler.Handle(incoming.Frame);
            progressed = true;
        }
        if (queue.Count == 0)
            _busySources.RemoveAt(busyIndex);
        return progressed;
    }
}
