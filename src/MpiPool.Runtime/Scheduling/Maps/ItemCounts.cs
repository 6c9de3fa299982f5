namespace MpiPool.Scheduling.Maps;

/// <summary>
/// How many items of maps were added, are in chunks at workers, and have ended; what waits is the rest. Calls of their own are counted with the
/// calls. Whoever reads it while work goes on gets hints.
/// </summary>
internal sealed class ItemCounts(CallEnds ends)
{
    private long _added;
    private long _ended;
    private int _inFlight;

    /// <summary>All items that were ever added. Any thread.</summary>
    public long Added => Volatile.Read(ref _added);

    /// <summary>Items in chunks at workers. Any thread.</summary>
    public int InFlight => Volatile.Read(ref _inFlight);

    /// <summary>Items that wait to be handed out. Any thread.</summary>
    public int Queued => (int)Math.Clamp(Added - Volatile.Read(ref _ended) - InFlight, 0, int.MaxValue);

    /// <summary>Items can be handed out. Any thread.</summary>
    public void Add(int count) => Interlocked.Add(ref _added, count);

    /// <summary>A worker was given items. Under the progress role.</summary>
    public void Send(WorkerState worker, int count)
    {
        worker.Items += count;
        Volatile.Write(ref _inFlight, _inFlight + count);
    }

    /// <summary>A worker has items no more: they have ended, or were given back. Under the progress role.</summary>
    public void TakeBack(WorkerState worker, int count)
    {
        worker.Items -= count;
        Volatile.Write(ref _inFlight, _inFlight - count);
    }

    /// <summary>A worker has run items. Under the progress role.</summary>
    public void Complete(WorkerState worker, int completed, int failed)
    {
        worker.Completed += completed;
        worker.Failed += failed;
        ends.AddItems(completed, failed);
        Interlocked.Add(ref _ended, completed + failed);
    }

    /// <summary>Items will have no result. Any thread.</summary>
    public void Fail(int count, Exception error)
    {
        if (error is OperationCanceledException)
        {
            Cancel(count);
            return;
        }
        ends.FailItems(count);
        Interlocked.Add(ref _ended, count);
    }

    /// <summary>Items will not be run. Any thread.</summary>
    public void Cancel(int count)
    {
        ends.CancelItems(count);
        Interlocked.Add(ref _ended, count);
    }
}
