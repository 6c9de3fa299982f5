using System.Collections.Concurrent;
using MpiPool.Transports;

namespace MpiPool.Wire;

/// <summary>
/// The way of one running call's reports, or of the items of a stream, to the main rank. Thread-safe. Closed when the task ends, before its result is published: its slot
/// may belong to another call soon after.
/// </summary>
internal sealed class ProgressChannel(PayloadBufferPool buffers, ConcurrentQueue<PayloadBuffer> outgoing, StreamCredits credits, Transport transport, int slot, long sequence)
{
    private readonly Lock _gate = new();
    private bool _closed;
    private bool _isStream;

    /// <summary>Makes the call a stream: its items take from the semaphore, which the main rank fills.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The count is negative.</exception>
    public SemaphoreSlim OpenStream(int count)
    {
        _isStream = true;
        return credits.Open(slot, sequence, count);
    }

    /// <summary>A frame with the record's head; the payload is to be written after it.</summary>
    public PayloadBuffer Open()
    {
        PayloadBuffer frame = buffers.Rent();
        FrameBuilder.Begin(frame, FrameKind.Progress);
        FrameBuilder.Add(frame, new ProgressRecord { Slot = slot, Sequence = sequence });
        return frame;
    }

    /// <summary>Gives the frame to the progress loop.</summary>
    public void Send(PayloadBuffer frame)
    {
        ref ProgressRecord record = ref frame.At<ProgressRecord>(FrameHeader.Size);
        record.Length = FrameBuilder.PayloadLength(frame, FrameHeader.Size + ProgressRecord.Size);
        record.SegmentCount = frame.Segments.Length;
        lock (_gate)
        {
            if (!_closed)
            {
                outgoing.Enqueue(frame);
                // The worker may rest: an asynchronous task leaves it nothing else to do.
                transport.Wake();
                return;
            }
        }
        buffers.Return(frame);
    }

    /// <summary>Takes back a frame whose payload could not be written.</summary>
    public void Drop(PayloadBuffer frame) => buffers.Return(frame);

    /// <summary>No report is sent from here on.</summary>
    public void Close()
    {
        lock (_gate)
            _closed = true;
        if (_isStream)
            credits.Close(slot);
    }
}
