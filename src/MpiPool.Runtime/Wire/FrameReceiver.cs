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
    private readonly FramePool _frames;
    private readonly ReceiveBudget _budget;
    private readonly bool _sharesWithHost;
    private readonly Queue<IncomingFrame>[] _bySource;
    private readonly List<int> _busySources = [];

    /// <param name="transport">Carries the messages.</param>
    /// <param name="frames">Memory for what is received.</param>
    /// <param name="sharesWithHost">Whether shared values are passed on to ranks of this host.</param>
    /// <param name="receiveLimit">See <see cref="ReceiveBudget"/>.</param>
    public FrameReceiver(Transport transport, FramePool frames, bool sharesWithHost, long receiveLimit)
    {
        _sharesWithHost = sharesWithHost;
        _transport = transport;
        _frames = frames;
        _budget = new ReceiveBudget(receiveLimit);
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
            ReceivedFrame frame = _frames.Rent(message.Source, message.Length);
            TransportRequest request = _transport.StartReceive(message, frame.Address);
            if (request.IsCompleted && _bySource[message.Source].Count == 0)
            {
                frame.ReadHeader(message.Length);
                if (frame.IsWhole)
                {
                    handler.Handle(frame);
                    if (handler.ExpectsMore)
                        continue;
                    break;
                }
            }
            Enqueue(new IncomingFrame(_transport, _frames, _budget, frame, message.Length, request, _sharesWithHost), message.Source);
        }
        if (_busySources.Count != 0)
            progressed |= AdvanceSources(handler);
        return progressed;
    }

    private void Enqueue(IncomingFrame incoming, int source)
    {
        if (_bySource[source].Count == 0)
            _busySources.Add(source);
        _bySource[source].Enqueue(incoming);
    }

    // The source that has been busy for the longest time first.
    private bool AdvanceSources(IFrameHandler handler)
    {
        bool progressed = false;
        _budget.BeginRound();
        for (int i = 0; i < _busySources.Count;)
        {
            Queue<IncomingFrame> queue = _bySource[_busySources[i]];
            progressed |= Advance(queue, handler);
            if (queue.Count == 0)
                _busySources.RemoveAt(i);
            else
                i++;
        }
        return progressed;
    }

    private static bool Advance(Queue<IncomingFrame> queue, IFrameHandler handler)
    {
        bool progressed = false;
        while (queue.TryPeek(out IncomingFrame? incoming) && incoming.Advance(handler))
        {
            queue.Dequeue();
            handler.Handle(incoming.Frame);
            progressed = true;
        }
        return progressed;
    }
}
