using System.Collections.Concurrent;
using MpiPool.Transports;
using MpiPool.Wire;

namespace MpiPool.Scheduling;

/// <summary>
/// Tells running streams how many more items they may make. A consumer that reads grants; the holder of the progress role sends. When the
/// pool is to end, all streams are released, so that none waits for a consumer that is gone.
/// </summary>
internal sealed class StreamGrants(InFlightTable inFlight, FrameLink link, Transport transport)
{
    private readonly ConcurrentQueue<(CallOrigin Origin, int Count)> _requests = new();
    private volatile bool _areReleased;
    private bool _releasedRunning;

    /// <summary>Whether streams need not wait for their consumers any more. Any thread.</summary>
    public bool AreReleased => _areReleased;

    /// <summary>Whether something is to be sent. Any thread.</summary>
    public bool HasRequests => !_requests.IsEmpty || _areReleased != _releasedRunning;

    /// <summary>Allows a running stream so many more items. Any thread. A call that has ended meanwhile ignores it.</summary>
    public void Grant(in CallOrigin origin, int count)
    {
        _requests.Enqueue((origin, count));
        transport.Wake();
    }

    /// <summary>Lets every stream, running or still to come, make its items without waiting. Any thread.</summary>
    public void ReleaseAll()
    {
        _areReleased = true;
        transport.Wake();
    }

    /// <summary>Sends what was granted. Returns whether there was anything. Under the progress role.</summary>
    public bool ProcessRequests()
    {
        if (_areReleased && !_releasedRunning)
            ReleaseRunning();
        bool progressed = false;
        while (_requests.TryDequeue(out (CallOrigin Origin, int Count) request))
        {
            PayloadBuffer frame = link.Buffers.Rent();
            FrameBuilder.Begin(frame, FrameKind.Grant);
            FrameBuilder.Add(frame, new GrantRecord { Sequence = request.Origin.Sequence, Slot = request.Origin.Slot, Count = request.Count });
            link.Send(request.Origin.Worker, frame);
            progressed = true;
        }
        return progressed;
    }

    private void ReleaseRunning()
    {
        _releasedRunning = true;
        for (int slot = 0; slot < inFlight.Capacity; slot++)
        {
            if (inFlight.TryGet(slot, out PendingCall call, out int worker) && call.Sink is IStreamSink stream)
                stream.Release(new CallOrigin(worker, slot, call.Sequence));
        }
    }
}
