using MpiPool.Transports;

namespace MpiPool.Wire;

/// <summary>A rank's end of the frame traffic: what it sends, what it receives, and the memory for both.</summary>
/// <remarks><see cref="Send"/> and <see cref="Poll"/> are called under the progress role; the pools are thread-safe.</remarks>
internal sealed class FrameLink
{
    private readonly FramePool _frames = new();
    private readonly FrameSender _sender;
    private readonly FrameReceiver _receiver;

    /// <param name="transport">Carries the messages.</param>
    /// <param name="tree">The ranks that this one passes the main rank's word on to; null where all are on one host.</param>
    /// <param name="receiveLimit">See <see cref="ReceiveBudget"/>.</param>
    public FrameLink(Transport transport, RankTree? tree = null, long receiveLimit = ReceiveBudget.DefaultLimit)
    {
        Tree = tree ?? RankTree.OfOneHost(transport.Size, transport.Rank);
        Awaited = new AwaitedShares(Buffers);
        ElementTypes.AddPrimitives();
        _sender = new FrameSender(transport, Buffers);
        _receiver = new FrameReceiver(transport, _frames, Tree.HasLocalChildren, receiveLimit);
    }

    /// <summary>The shared values that came, on a worker.</summary>
    public SharedStore Shared => _frames.Shared;

    /// <summary>Sends shared values, on the main rank; null elsewhere.</summary>
    public SharedSender? SharedSender { get; set; }

    /// <summary>The ranks that this one passes the main rank's word on to.</summary>
    public RankTree Tree { get; }

    /// <summary>Shared values that ranks of this host have yet to map.</summary>
    public AwaitedShares Awaited { get; }

    /// <summary>Buffers to build frames in.</summary>
    public PayloadBufferPool Buffers { get; } = new();

    /// <summary>Whether messages are under way in either direction; then nobody may sleep, for MPI moves data only while it is called.</summary>
    public bool IsBusy => _sender.IsBusy || _receiver.IsBusy || !Awaited.IsEmpty;

    /// <summary>Whether sends are under way.</summary>
    public bool IsSending => _sender.IsBusy;

    /// <summary>Whether a frame is on its way to a rank. Under the progress role.</summary>
    public bool IsSendingTo(int destination) => _sender.IsSendingTo(destination);

    /// <summary>Completes the frame and starts to send it; the buffer belongs to the link from here on.</summary>
    public void Send(int destination, PayloadBuffer frame)
    {
        // What the frame names goes first, where it has not gone before.
        foreach (SharedVersion version in frame.Shared)
            SharedSender!.Send(version);
        FrameBuilder.End(frame);
        _sender.Send(destination, frame);
    }

    /// <summary>Sends a shared value to a rank of this host by the name of its mapping. Takes over the frame with the bytes, and a use of the mapping.</summary>
    public void SendNamed(int destination, SharedKey key, PayloadBuffer bytes, MappingHold hold)
    {
        PayloadBuffer named = Buffers.Rent();
        MappedLayout.WriteNamed(bytes, named, hold.Mapping);
        Awaited.Add(key, destination, bytes, hold);
        Send(destination, named);
    }

    /// <summary>Takes the answer to <see cref="SendNamed"/>; where it is no, the bytes follow.</summary>
    /// <param name="frame">The answer.</param>
    /// <param name="isWanted">Whether anybody can still use the value. Else the bytes are not sent: the rank may have left, and nobody would receive them.</param>
    /// <exception cref="WireFormatException">It is an answer to nothing.</exception>
    public void TakeShareAnswer(ReceivedFrame frame, bool isWanted = true)
    {
        long offset = 0;
        if (Awaited.Take(frame.Read<ShareAnswerRecord>(ref offset), frame.Source) is not { } bytes)
            return;
        if (isWanted)
            Send(frame.Source, bytes);
        else
            Buffers.Return(bytes);
    }

    /// <summary>Drives the traffic one bounded step. Returns whether anything moved.</summary>
    public bool Poll(IFrameHandler handler) => _receiver.Poll(handler) | (_sender.IsBusy && _sender.Poll());

    /// <summary>Gives the memory back. Only when nothing is under way any more.</summary>
    public void Close()
    {
        Awaited.Close();
        Shared.Close();
        Buffers.Close();
        _frames.Close();
    }
}
