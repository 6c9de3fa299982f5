using MpiPool.Transports;

namespace MpiPool.Wire;

/// <summary>
/// The receive of one frame, step by step: the message, then (detached) the records, then the segments. Used under the progress role.
/// Segments are posted only when every earlier frame of the same rank has posted its own, for they match in the order of posting.
/// </summary>
internal sealed class IncomingFrame
{
    private readonly Transport _transport;
    private readonly FramePool _frames;
    private readonly ReceiveBudget _budget;
    private readonly int _messageLength;
    private readonly bool _sharesWithHost;
    private readonly List<TransportRequest> _requests = [];
    private NativeBlock? _detached;
    private SegmentPlaces? _places;
    private int _segment;
    private long _offset;
    private long _bytes;
    private Step _step = Step.Message;

    /// <param name="transport">Where it comes from.</param>
    /// <param name="frames">Memory for its segments.</param>
    /// <param name="budget">Lets it in before it receives more than the message.</param>
    /// <param name="frame">Receives the message.</param>
    /// <param name="messageLength">The length of the message.</param>
    /// <param name="request">The receive of the message, under way or complete.</param>
    /// <param name="sharesWithHost">Whether a shared value is to be received where other ranks of this host can map it.</param>
    public IncomingFrame(Transport transport, FramePool frames, ReceiveBudget budget, ReceivedFrame frame, int messageLength, TransportRequest request, bool sharesWithHost)
    {
        _sharesWithHost = sharesWithHost;
        _transport = transport;
        _frames = frames;
        _budget = budget;
        _messageLength = messageLength;
        Frame = frame;
        Add(request);
    }

    private enum Step
    {
        Message,
        Records,
        Segments,
    }

    /// <summary>The frame; whole once <see cref="Advance"/> returns true.</summary>
    public ReceivedFrame Frame { get; }

    /// <summary>Goes as far as it can without waiting. Returns whether the frame is whole.</summary>
    /// <param name="handler">Will take the frame; names the memory that callers gave for its segments.</param>
    /// <exception cref="WireFormatException">What came is no frame.</exception>
    public bool Advance(IFrameHandler handler)
    {
        while (TestAll())
        {
            switch (_step)
            {
                case Step.Message:
                    Frame.ReadHeader(_messageLength);
                    if (!_budget.TryTake(_bytes = Frame.IsDetached ? Frame.Header.Length : Frame.SegmentBytes))
                        return false;
                    if (Frame.IsDetached)
                    {
                        _detached = _frames.Blocks.Rent(Frame.Header.Length);
                        ReceivePieces(_detached.Address, Frame.Header.Length);
                        _step = Step.Records;
                        break;
                    }
                    FindPlaces(handler);
                    break;
                case Step.Records:
                    Frame.AttachRecords(_detached!);
                    _budget.TakeMore(Frame.SegmentBytes);
                    _bytes += Frame.SegmentBytes;
                    FindPlaces(handler);
                    break;
                default:
                    if (ReceiveSegments())
                        break;
                    _places?.Unpin();
                    _budget.Return(_bytes);
                    return true;
            }
        }
        return false;
    }

    private void FindPlaces(IFrameHandler handler)
    {
        _step = Step.Segments;
        int count = Frame.Header.SegmentCount;
        if (count == 0)
            return;
        var destinations = new ReceiveDestination[count];
        handler.FindDestinations(Frame, destinations);
        _places = new SegmentPlaces(_frames.Blocks, count);
        if (_sharesWithHost && Frame.Header.Kind == FrameKind.Share)
            _places.TryMap(Frame.SegmentRecords);
        for (int i = 0; i < count; i++)
            _places.Find(i, Frame.SegmentRecords[i], destinations[i], isPassedOn: Frame.Header.Kind == FrameKind.Share);
        Frame.SetSegments(_places);
    }

    // Starts the receives of all segments up to one without a place, whose pieces are dropped one after the other. False where none is left.
    private bool ReceiveSegments()
    {
        if (_places is null)
            return false;
        bool started = false;
        while (_segment < _places.Segments.Length)
        {
            ReceivedSegment segment = _places.Segments[_segment];
            if (segment.Refusal is not null && segment.Length != 0)
                return started || DropPiece(segment);
            ReceivePieces(segment.Address, segment.Length);
            _segment++;
            started = true;
        }
        return started;
    }

    private bool DropPiece(in ReceivedSegment segment)
    {
        int piece = (int)Math.Min(segment.Length - _offset, FrameFormat.MaximumPiece);
        Add(_transport.StartReceive(Frame.Source, FrameFormat.SegmentTag, _places!.Dropped(piece), piece));
        _offset += piece;
        if (_offset == segment.Length)
        {
            _segment++;
            _offset = 0;
        }
        return true;
    }

    private void ReceivePieces(nint address, long length)
    {
        for (long received = 0; received < length; received += FrameFormat.MaximumPiece)
        {
            int piece = (int)Math.Min(length - received, FrameFormat.MaximumPiece);
            Add(_transport.StartReceive(Frame.Source, FrameFormat.SegmentTag, (nint)(address + received), piece));
        }
    }

    private void Add(TransportRequest request)
    {
        if (!request.IsCompleted)
            _requests.Add(request);
    }

    private bool TestAll()
    {
        for (int i = _requests.Count - 1; i >= 0; i--)
        {
            TransportRequest request = _requests[i];
            if (_transport.Test(ref request))
                _requests.RemoveAt(i);
        }
        return _requests.Count == 0;
    }
}
