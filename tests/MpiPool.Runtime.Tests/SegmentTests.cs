using System.Buffers;
using MpiPool.Transports.InProcess;
using MpiPool.Wire;

namespace MpiPool.Runtime.Tests;

/// <summary>Large arrays on their way from one rank's link to another's: where they are received, and what happens where that is not possible.</summary>
public sealed class SegmentTests : IFrameHandler, IReceiveDestination
{
    private const int Length = 20_000;
    private static readonly TimeSpan s_limit = TimeSpan.FromMinutes(2);

    private readonly InProcessTransport _senderTransport;
    private readonly FrameLink _sender;
    private readonly FrameLink _receiver;
    private readonly Queue<ReceivedFrame> _frames = new();
    private readonly double[] _destination = new double[Length];
    private bool _hasDestination;

    public SegmentTests()
    {
        var hub = new InProcessHub(2);
        _senderTransport = new InProcessTransport(hub, 0);
        _sender = new FrameLink(_senderTransport);
        _receiver = new FrameLink(new InProcessTransport(hub, 1));
        ElementTypes.Add<Known>("MpiPool.Runtime.Tests.Known");
    }

    [Fact]
    public void ArrayOfAPrimitive_IsReceivedIntoTheArrayThatIsRead()
    {
        double[] values = Values();
        ReceivedFrame frame = Pass((ref PayloadWriter writer) => writer.WriteArray(values));
        PayloadReader reader = Read(frame);
        double[] received = reader.ReadArray<double>()!;
        reader.Complete();
        Assert.Equal(values, received);
        Assert.Equal(1, frame.Header.SegmentCount);
        // A second reading of the segment finds the same array: it was made when the segment's record came, and nothing was copied.
        PayloadReader again = Read(frame);
        Assert.Same(received, again.ReadArray<double>());
        frame.Release();
    }

    [Fact]
    public void ArrayOfAKnownStruct_IsReceivedIntoTheArrayThatIsRead()
    {
        var values = new Known[Length];
        values[^1] = new Known(1, 2.5f);
        ReceivedFrame frame = Pass((ref PayloadWriter writer) => writer.WriteArray(values));
        PayloadReader first = Read(frame);
        PayloadReader second = Read(frame);
        Known[] received = first.ReadArray<Known>()!;
        Assert.Equal(values, received);
        Assert.Same(received, second.ReadArray<Known>());
        frame.Release();
    }

    [Fact]
    public void ArrayOfAnUnknownStruct_IsCopied()
    {
        var values = new Unknown[Length];
        values[^1] = new Unknown(1, 2);
        ReceivedFrame frame = Pass((ref PayloadWriter writer) => writer.WriteArray(values));
        PayloadReader first = Read(frame);
        PayloadReader second = Read(frame);
        Unknown[] received = first.ReadArray<Unknown>()!;
        Assert.Equal(values, received);
        Assert.NotSame(received, second.ReadArray<Unknown>());
        frame.Release();
    }

    [Fact]
    public void ArrayOfAnotherType_IsNotTakenForTheOneThatWasMade()
    {
        // An int[] passes for a uint[] in the eyes of a cast.
        ReceivedFrame frame = Pass(static (ref PayloadWriter writer) => writer.WriteArray(new int[Length]));
        PayloadReader reader = Read(frame);
        Assert.Equal(typeof(uint[]), reader.ReadArray<uint>()!.GetType());
        frame.Release();
    }

    [Fact]
    public void LentMemory_ShowsTheReceivedBlockUntilTheFrameEnds()
    {
        double[] values = Values();
        ReceivedFrame frame = Pass((ref PayloadWriter writer) => writer.WriteLentMemory<double>(values));
        PayloadReader reader = Read(frame);
        Memory<double> lent = reader.ReadLentMemory<double>();
        reader.Complete();
        Assert.Equal(values, lent.ToArray());
        Assert.Equal(values[7], lent.Span[7]);
        frame.Release();
        Assert.Throws<ObjectDisposedException>(() => lent.Span[0]);
        Assert.Throws<ObjectDisposedException>(() => lent.Pin());
    }

    [Fact]
    public void LentMemory_ThatIsSent_KeepsItsBlockUntilItIsUnpinned()
    {
        double[] values = Values();
        ReceivedFrame frame = Pass((ref PayloadWriter writer) => writer.WriteLentMemory<double>(values));
        PayloadReader reader = Read(frame);
        Memory<double> lent = reader.ReadLentMemory<double>();
        PayloadBuffer sent = Frame((ref PayloadWriter writer) => writer.WriteMemory<double>(lent), out _);
        frame.Release();
        // The block is not free, so that the next frame gets another one.
        ReceivedFrame next = Pass(static (ref PayloadWriter writer) => writer.WriteLentMemory<double>(new double[Length]));
        double[] kept = new double[Length];
        new ReceivedSegment(sent.Segments[0].Address, sent.Segments[0].Length).CopyTo(kept.AsSpan());
        Assert.Equal(values, kept);
        sent.Free();
        next.Release();
    }

    [Fact]
    public void SmallMemory_IsNotLent()
    {
        ReceivedFrame frame = Pass(static (ref PayloadWriter writer) => writer.WriteLentMemory<double>(new double[] { 1, 2 }));
        PayloadReader reader = Read(frame);
        Memory<double> memory = reader.ReadLentMemory<double>();
        frame.Release();
        Assert.Equal([1, 2], memory.ToArray());
    }

    [Fact]
    public void Destination_ReceivesTheSegment()
    {
        _hasDestination = true;
        double[] values = Values();
        ReceivedFrame frame = Pass((ref PayloadWriter writer) => writer.WriteArray(values));
        // Before anything is read.
        Assert.Equal(values, _destination);
        PayloadReader reader = Read(frame);
        Assert.Equal(Length, reader.ReadInto<double>(this, _destination));
        reader.Complete();
        frame.Release();
    }

    [Theory]
    [InlineData(0)]
    [InlineData(10)]
    [InlineData(Length - 1)]
    [InlineData(Length + 1)]
    public void Destination_OfAnotherLength_IsNotTouched(int length)
    {
        _hasDestination = true;
        ReceivedFrame frame = Pass((ref PayloadWriter writer) => writer.WriteArray(Enumerable.Repeat(1.0, length).ToArray()));
        PayloadReader reader = Read(frame);
        Assert.Equal(length, reader.ReadInto<double>(this, _destination));
        reader.Complete();
        Assert.All(_destination, static value => Assert.Equal(0, value));
        frame.Release();
    }

    [Theory]
    [InlineData(long.MaxValue)]
    [InlineData(long.MinValue)]
    [InlineData(-1)]
    [InlineData(1L << 60)]
    public void AbsurdSegment_FailsItsReaderAlone(long claimed)
    {
        PayloadBuffer bad = Frame(static (ref PayloadWriter writer) => writer.WriteArray(new double[Length]), out ReceivedPayload payload);
        FrameBuilder.End(bad);
        bad.At<SegmentRecord>(bad.Length - SegmentRecord.Size).Length = claimed;
        // Without the segment, which nobody can have sent.
        _senderTransport.StartSend(1, FrameFormat.FrameTag, bad.Address, (int)bad.Length);
        bad.Free();
        ReceivedFrame frame = Receive();
        Assert.Throws<WireFormatException>(() => Read(frame, payload).ReadArray<double>());
        frame.Release();

        ReceivedFrame next = Pass(static (ref PayloadWriter writer) => writer.WriteArray(new double[Length]));
        Assert.Equal(Length, Read(next).ReadArray<double>()!.Length);
        next.Release();
    }

    [Fact]
    public void SegmentWithoutMemory_FailsItsReaderAlone()
    {
        const ulong Number = 0x1234;
        ElementTypes.TryAdd(Number, new FullMemory());
        double[] values = Values();
        PayloadBuffer sent = Frame((ref PayloadWriter writer) => writer.WriteArray(values), out ReceivedPayload payload);
        sent.AddSegment(new double[Length].AsMemory().Pin(), Length * sizeof(double), Number);
        sent.AddSegment(values.AsMemory().Pin(), Length * sizeof(double), ElementType<double>.Number);
        _sender.Send(1, sent);
        ReceivedFrame frame = Receive();
        var error = Assert.ThrowsAny<OutOfMemoryException>(() => frame.CreateReader(0, payload.Length, 1, 1).ReadArray<double>());
        Assert.Contains((Length * sizeof(double)).ToString(), error.Message, StringComparison.Ordinal);
        // The segments before and after it are what they were.
        Assert.Equal(values, Read(frame, payload).ReadArray<double>());
        Assert.Equal(values, frame.CreateReader(0, payload.Length, 2, 1).ReadArray<double>());
        frame.Release();

        ReceivedFrame next = Pass((ref PayloadWriter writer) => writer.WriteArray(values));
        Assert.Equal(values, Read(next).ReadArray<double>());
        next.Release();
    }

    void IFrameHandler.Handle(ReceivedFrame frame) => _frames.Enqueue(frame);

    void IFrameHandler.FindDestinations(ReceivedFrame frame, Span<ReceiveDestination> segments)
    {
        if (_hasDestination)
            segments[0] = new ReceiveDestination(this, 0);
    }

    bool IReceiveDestination.TryPin(int index, ulong elementType, long length, out MemoryHandle pin)
    {
        bool fits = elementType == ElementType<double>.Number && length == Length * sizeof(double);
        pin = fits ? _destination.AsMemory().Pin() : default;
        return fits;
    }

    private delegate void Write(ref PayloadWriter writer);

    private readonly record struct ReceivedPayload(int Length, int Segments);

    private static double[] Values() => [.. Enumerable.Range(0, Length).Select(static i => i * 0.5)];

    private PayloadBuffer Frame(Write write, out ReceivedPayload payload)
    {
        PayloadBuffer frame = _sender.Buffers.Rent();
        FrameBuilder.Begin(frame, FrameKind.Results);
        var writer = new PayloadWriter(frame);
        write(ref writer);
        writer.Flush();
        payload = new ReceivedPayload((int)frame.Length - FrameHeader.Size, frame.Segments.Length);
        return frame;
    }

    private ReceivedFrame Pass(Write write)
    {
        _sender.Send(1, Frame(write, out _));
        return Receive();
    }

    private ReceivedFrame Receive()
    {
        long limit = Environment.TickCount64 + (long)s_limit.TotalMilliseconds;
        while (_frames.Count == 0)
        {
            Assert.True(Environment.TickCount64 < limit, "The frame did not arrive.");
            _sender.Poll(this);
            _receiver.Poll(this);
        }
        return _frames.Dequeue();
    }

    private static PayloadReader Read(ReceivedFrame frame) =>
        frame.CreateReader(0, (int)(frame.Header.Length - frame.Header.SegmentCount * SegmentRecord.Size), 0, frame.Header.SegmentCount);

    private static PayloadReader Read(ReceivedFrame frame, ReceivedPayload payload) => frame.CreateReader(0, payload.Length, 0, payload.Segments);

    private readonly record struct Known(int Id, float Weight);

    private readonly record struct Unknown(int Id, long Weight);

    private sealed class FullMemory : ArrayMaker
    {
        public override Array? Make(long length) => throw new InsufficientMemoryException();
    }
}
