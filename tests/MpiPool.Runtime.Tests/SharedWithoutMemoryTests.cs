using MpiPool.Transports.InProcess;
using MpiPool.Wire;

namespace MpiPool.Runtime.Tests;

/// <summary>A shared value on a rank that has no room for its array, and must pass it on.</summary>
public sealed class SharedWithoutMemoryTests : IFrameHandler
{
    private const ulong Number = 0x1235;
    private const int Length = 20_000;
    private static readonly SharedKey s_key = new() { Id = 7, Version = 1 };

    // Rank 0 passes on to 1 and 2, and 1 to 3.
    private readonly FrameLink[] _links;
    private readonly Queue<ReceivedFrame> _frames = new();

    public SharedWithoutMemoryTests()
    {
        var hub = new InProcessHub(4);
        _links = [.. Enumerable.Range(0, 4).Select(rank => new FrameLink(new InProcessTransport(hub, rank)))];
        ElementTypes.TryAdd(Number, new FullHeap());
    }

    [Fact]
    public void Value_ThatTheHeapHasNoRoomFor_IsPassedOn()
    {
        double[] values = [.. Enumerable.Range(0, Length).Select(static i => (double)i)];
        using ReceivedUse atOne = Send(FrameKind.Share, values);
        SharedForwarding.Forward(atOne.Frame, atOne.Record, _links[1]);
        using ReceivedUse atThree = Receive(1, 3);
        Assert.False(atThree.Record.IsLost);
        Assert.Equal(values, atThree.Frame.CreateReader(ShareRecord.Size, atThree.Record.Length, 0, 1).ReadArray<double>());
    }

    [Fact]
    public void Value_ThatCouldNotBeKept_IsSaidToBeLost()
    {
        // Segments of other frames are not kept where there is no room: as this one would not, had the rank no memory at all.
        using ReceivedUse atOne = Send(FrameKind.Results, new double[Length]);
        SharedForwarding.Forward(atOne.Frame, atOne.Record, _links[1]);
        using ReceivedUse atThree = Receive(1, 3);
        Assert.True(atThree.Record.IsLost);
        SharedEntry entry = _links[3].Shared.Get(s_key);
        entry.SetFrame(atThree.Frame, atThree.Record);
        Assert.Throws<InsufficientMemoryException>(entry.GetValue<double[]>);
        // Those behind it hear of it, too.
        SharedForwarding.Forward(atThree.Frame, atThree.Record, _links[0]);
        using ReceivedUse atTwo = Receive(0, 2);
        Assert.True(atTwo.Record.IsLost);
    }

    void IFrameHandler.Handle(ReceivedFrame frame) => _frames.Enqueue(frame);

    void IFrameHandler.FindDestinations(ReceivedFrame frame, Span<ReceiveDestination> segments)
    {
    }

    private ReceivedUse Send(FrameKind kind, double[] values)
    {
        PayloadBuffer frame = _links[0].Buffers.Rent();
        FrameBuilder.Begin(frame, kind);
        var payload = new byte[2 * sizeof(int)];
        BitConverter.TryWriteBytes(payload, PayloadWriter.SegmentMarker);
        BitConverter.TryWriteBytes(payload.AsSpan(sizeof(int)), values.Length);
        FrameBuilder.Add(frame, new ShareRecord { Key = s_key, Length = payload.Length, SegmentCount = 1 });
        payload.CopyTo(frame.ReserveSpan(payload.Length));
        frame.AddSegment(values.AsMemory().Pin(), (long)values.Length * sizeof(double), Number);
        _links[0].Send(1, frame);
        return Receive(0, 1);
    }

    private ReceivedUse Receive(int source, int destination)
    {
        long limit = Environment.TickCount64 + 30_000;
        while (_frames.Count == 0)
        {
            Assert.True(Environment.TickCount64 < limit, "The frame did not arrive.");
            _links[source].Poll(this);
            _links[destination].Poll(this);
        }
        return new ReceivedUse(_frames.Dequeue());
    }

    private sealed class ReceivedUse : IDisposable
    {
        public ReceivedUse(ReceivedFrame frame)
        {
            long offset = 0;
            (Frame, Record) = (frame, frame.Read<ShareRecord>(ref offset));
        }

        public ReceivedFrame Frame { get; }

        public ShareRecord Record { get; }

        public void Dispose() => Frame.Release();
    }

    private sealed class FullHeap : ArrayMaker
    {
        public override Array? Make(long length) => throw new InsufficientMemoryException();
    }
}
