using MpiPool.Transports;

namespace MpiPool.Wire;

/// <summary>
/// The sends that are under way. A frame's buffer, and the pins of its segments, stay here until every message of it has been sent,
/// whatever happens meanwhile to the calls in it. Used under the progress role.
/// </summary>
internal sealed class FrameSender
{
    private readonly Transport _transport;
    private readonly PayloadBufferPool _buffers;
    private Outgoing[] _pending = new Outgoing[16];
    private int _count;

    public FrameSender(Transport transport, PayloadBufferPool buffers)
    {
        _transport = transport;
        _buffers = buffers;
    }

    /// <summary>Whether sends are under way.</summary>
    public bool IsBusy => _count != 0;

    /// <summary>Whether a frame is on its way to a rank: what was sent there last has not all arrived.</summary>
    public bool IsSendingTo(int destination)
    {
        for (int i = 0; i < _count; i++)
        {
            if (_pending[i].Destination == destination)
                return true;
        }
        return false;
    }

    /// <summary>Starts sending a complete frame and takes over its buffer.</summary>
    public void Send(int destination, PayloadBuffer frame)
    {
        var outgoing = new Outgoing(destination, frame);
        if (frame.Length <= Transport.MaximumMessageLength)
        {
            outgoing.Add(_transport.StartSend(destination, FrameFormat.FrameTag, frame.Address, (int)frame.Length));
        }
        else
        {
            frame.At<FrameHeader>(0).Flags |= FrameFlags.Detached;
            outgoing.Add(_transport.StartSend(destination, FrameFormat.FrameTag, frame.Address, FrameHeader.Size));
            SendPieces(destination, frame.Address + FrameHeader.Size, frame.Length - FrameHeader.Size, ref outgoing);
        }
        foreach (ref readonly PayloadSegment segment in frame.Segments)
        {
            if (segment.ElementType != SegmentRecord.Mapped)
                SendPieces(destination, segment.Address, segment.Length, ref outgoing);
        }

        if (outgoing.IsDone)
            _buffers.Return(frame);
        else
            Enqueue(outgoing);
    }

    /// <summary>Tests the sends under way. Returns whether one of them ended.</summary>
    public bool Poll()
    {
        bool progressed = false;
        for (int i = _count - 1; i >= 0; i--)
        {
            if (!_pending[i].Test(_transport))
                continue;
            _buffers.Return(_pending[i].Frame);
            _pending[i] = _pending[--_count];
            _pending[_count] = default;
            progressed = true;
        }
        return progressed;
    }

    private void SendPieces(int destination, nint address, long length, ref Outgoing outgoing)
    {
        for (long sent = 0; sent < length; sent += FrameFormat.MaximumPiece)
        {
            int piece = (int)Math.Min(length - sent, FrameFormat.MaximumPiece);
            outgoing.Add(_transport.StartSend(destination, FrameFormat.SegmentTag, (nint)(address + sent), piece));
        }
    }

    private void Enqueue(Outgoing outgoing)
    {
        if (_count == _pending.Length)
            Array.Resize(ref _pending, _count * 2);
        _pending[_count++] = outgoing;
    }

    /// <summary>A frame on its way: one request for most, a list where there are pieces.</summary>
    private struct Outgoing(int destination, PayloadBuffer frame)
    {
        private TransportRequest _first = TransportRequest.Completed;
        private List<TransportRequest>? _more;

        public int Destination { get; } = destination;

        public PayloadBuffer Frame { get; } = frame;

        public readonly bool IsDone => _first.IsCompleted && _more is null;

        public void Add(TransportRequest request)
        {
            if (request.IsCompleted)
                return;
            if (_first.IsCompleted && _more is null)
                _first = request;
            else
                (_more ??= []).Add(request);
        }

        public bool Test(Transport transport)
        {
            if (!_first.IsCompleted && transport.Test(ref _first))
                _first = TransportRequest.Completed;
            if (_more is not null)
            {
                for (int i = _more.Count - 1; i >= 0; i--)
                {
                    TransportRequest request = _more[i];
                    if (transport.Test(ref request))
                        _more.RemoveAt(i);
                }
                if (_more.Count == 0)
                    _more = null;
            }
            return IsDone;
        }
    }
}
