using System.Diagnostics;
using MpiPool.Wire;

namespace MpiPool.Serving;

/// <summary>
/// Collects results into one frame until somebody sends it. One thread at a time writes a result; any thread may take the frame between
/// two results: it is exchanged atomically, so neither waits for the other while a result is encoded (which runs user code).
/// </summary>
internal sealed class ReplyWriter
{
    private readonly PayloadBufferPool _buffers;
    private PayloadBuffer? _unsent;
    private long _oldest;

    public ReplyWriter(PayloadBufferPool buffers) => _buffers = buffers;

    /// <summary>Whether results wait to be sent. A hint.</summary>
    public bool HasUnsent => Volatile.Read(ref _unsent) is not null;

    /// <summary>From when on the first of the unsent results waits, in <see cref="Stopwatch"/> ticks. Meaningful while <see cref="HasUnsent"/>.</summary>
    public long Oldest => Volatile.Read(ref _oldest);

    /// <summary>Takes the frame to add a result to it, or a new one. Its age counts from <paramref name="waitsFrom"/>, the begin of the task: the result of a long one does not wait.</summary>
    public PayloadBuffer Open(long waitsFrom)
    {
        if (Interlocked.Exchange(ref _unsent, null) is { } open)
        {
            if (waitsFrom < _oldest)
                Volatile.Write(ref _oldest, waitsFrom);
            return open;
        }
        PayloadBuffer frame = _buffers.Rent();
        FrameBuilder.Begin(frame, FrameKind.Results);
        Volatile.Write(ref _oldest, waitsFrom);
        return frame;
    }

    /// <summary>Puts the frame back with its new result. Returns a frame the caller must send itself where another one stands there already.</summary>
    public PayloadBuffer? Publish(PayloadBuffer frame) => Interlocked.CompareExchange(ref _unsent, frame, null) is null ? null : frame;

    /// <summary>Takes the frame to send it; null where there is none.</summary>
    public PayloadBuffer? TakeUnsent() => Interlocked.Exchange(ref _unsent, null);
}
