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
    /// <param name="receiveLimit">See <see cref="ReceiveBudget"/>.</param>
    public FrameLink(Transport transport, long receiveLimit = ReceiveBudget.DefaultLimit)
    {
        ElementTypes.AddPrimitives();
        _sender = new FrameSender(transport, Buffers);
        _receiver = new FrameReceiver(transport, _frames, receiveLimit);
    }

    /// <summary>The shared values that came, on a worker.</summary>
    public SharedStore Shared => _frames.Shared;

    /// <summary>Sends shared values, on the main rank; null elsewhere.</summary>
    public SharedSender? SharedSender { get; set; }

    /// <summary>Buffers to build frames in.</summary>
    public PayloadBufferPool Buffers { get; } = new();

    /// <summary>Whether messages are under way in either direction; then nobody may sleep, for MPI moves data only while it is called.</summary>
    public bool IsBusy => _sender.IsBusy || _receiver.IsBusy;

    /// <summary>Whether sends are under way.</summary>
    public bool IsSending => _sender.IsBusy;

    /// <summary>Completes the frame and starts to send it; the buffer belongs to the link from here on.</summary>
    public void Send(int destination, PayloadBuffer frame)
    {
        // What the frame names goes first, where it has not gone before.
        foreach (SharedVersion version in frame.Shared)
            SharedSender!.Send(version);
        FrameBuilder.End(frame);
        _sender.Send(destination, frame);
    }

    /// <summary>Drives the traffic one bounded step. Returns whether anything moved.</summary>
    public bool Poll(IFrameHandler handler) => _receiver.Poll(handler) | (_sender.IsBusy && _sender.Poll());

    /// <summary>Gives the memory back. Only when nothing is under way any more.</summary>
    public void Close()
    {
        Shared.Close();
        Buffers.Close();
        _frames.Close();
    }
}
