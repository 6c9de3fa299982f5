using System.Collections.Concurrent;
using MpiPool.Transports;
using MpiPool.Wire;

namespace MpiPool.Serving.Reductions;

/// <summary>
/// The reductions that this worker has part in: what it has accumulated for each, and the accumulators that other workers have sent. Thread-safe,
/// but for what is marked.
/// </summary>
internal sealed class ReductionTable(FrameLink link, Transport transport)
{
    private readonly Lock _gate = new();
    private readonly Dictionary<long, Accumulated> _own = [];
    private readonly Dictionary<(long Reduction, int Source), Arrival> _arrivals = [];

    // An accumulator may come after its reduction was given up; one number a reduction that failed.
    private readonly HashSet<long> _dropped = [];
    private readonly ConcurrentQueue<(int Destination, PayloadBuffer Frame)> _outgoing = new();

    /// <summary>Whether accumulators wait to be sent. Any thread.</summary>
    public bool HasUnsent => !_outgoing.IsEmpty;

    /// <summary>Adds to what this worker has accumulated.</summary>
    public void Accumulate<TAccumulator, TItem>(long reduction, Reducer<TAccumulator, TItem> reducer, TAccumulator accumulator)
    {
        while (true)
        {
            Accumulated? present;
            lock (_gate)
            {
                if (_dropped.Contains(reduction))
                    return;
                // Taken out, and so nobody else's: a run that begins meanwhile starts from nothing, and finds this one's sum when it ends.
                if (!_own.Remove(reduction, out present))
                {
                    _own.Add(reduction, new Accumulated<TAccumulator>(accumulator));
                    return;
                }
            }
            // The reducer's code runs outside the table's lock.
            accumulator = reducer.Combine(((Accumulated<TAccumulator>)present).Value, accumulator);
        }
    }

    /// <summary>Takes what this worker has accumulated out: to add to it, or for good. That of no items where there is nothing.</summary>
    public TAccumulator Take<TAccumulator, TItem>(long reduction, Reducer<TAccumulator, TItem> reducer)
    {
        lock (_gate)
            return _own.Remove(reduction, out Accumulated? own) ? ((Accumulated<TAccumulator>)own).Value : reducer.Identity;
    }

    /// <summary>The frame with a member's accumulator, once it is there. The caller releases it.</summary>
    /// <exception cref="OperationCanceledException">The token fired, or the reduction was given up.</exception>
    public async Task<ReceivedFrame> ReceiveAsync(long reduction, int source, CancellationToken cancellation)
    {
        Arrival arrival;
        lock (_gate)
        {
            if (_dropped.Contains(reduction))
                throw GivenUp();
            arrival = Find(reduction, source);
        }
        ReceivedFrame frame = await arrival.Task.WaitAsync(cancellation).ConfigureAwait(false);
        lock (_gate)
        {
            // Whoever takes the entry out has the frame: it may have been dropped before this went on.
            return _arrivals.Remove((reduction, source)) ? frame : throw GivenUp();
        }
    }

    /// <summary>An accumulator has come. Under the progress role.</summary>
    public void Receive(ReceivedFrame frame, in AccumulatorRecord record)
    {
        lock (_gate)
        {
            if (_dropped.Contains(record.Reduction))
                return;
            frame.AddReferences(1);
            Find(record.Reduction, record.Source).SetResult(frame);
        }
    }

    /// <summary>Sends an accumulator, from a frame that <see cref="Open"/> gave.</summary>
    public void Send(int destination, PayloadBuffer frame)
    {
        _outgoing.Enqueue((destination, frame));
        transport.Wake();
    }

    /// <summary>An empty frame.</summary>
    public PayloadBuffer Open() => link.Buffers.Rent();

    /// <summary>Takes back a frame that is not sent.</summary>
    public void Return(PayloadBuffer frame) => link.Buffers.Return(frame);

    /// <summary>Starts to send what waits. Under the progress role.</summary>
    public void Flush()
    {
        while (_outgoing.TryDequeue(out (int Destination, PayloadBuffer Frame) message))
            link.Send(message.Destination, message.Frame);
    }

    /// <summary>Forgets a reduction that was given up.</summary>
    public void Drop(long reduction)
    {
        lock (_gate)
        {
            _dropped.Add(reduction);
            _own.Remove(reduction);
            foreach (((long Reduction, int Source) key, Arrival arrival) in _arrivals)
            {
                if (key.Reduction == reduction)
                    Forget(key, arrival);
            }
        }
    }

    /// <summary>Gives the memory back, when the pool ends.</summary>
    public void Close()
    {
        lock (_gate)
        {
            _own.Clear();
            foreach (((long Reduction, int Source) key, Arrival arrival) in _arrivals)
                Forget(key, arrival);
        }
    }

    // The removal of the entry at hand does not disturb the walk over a dictionary.
    private void Forget((long Reduction, int Source) key, Arrival arrival)
    {
        _arrivals.Remove(key);
        if (arrival.Task.IsCompletedSuccessfully)
            arrival.Task.Result.Release();
    }

    private static OperationCanceledException GivenUp() => new("The reduction was given up.");

    private Arrival Find(long reduction, int source)
    {
        if (!_arrivals.TryGetValue((reduction, source), out Arrival? arrival))
            _arrivals.Add((reduction, source), arrival = new Arrival());
        return arrival;
    }

    // What awaits it combines accumulators: never on the thread that drives the traffic.
    private sealed class Arrival() : TaskCompletionSource<ReceivedFrame>(TaskCreationOptions.RunContinuationsAsynchronously);

    private abstract class Accumulated;

    private sealed class Accumulated<TAccumulator>(TAccumulator value) : Accumulated
    {
        public TAccumulator Value => value;
    }
}
