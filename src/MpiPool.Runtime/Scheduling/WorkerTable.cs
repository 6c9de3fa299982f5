namespace MpiPool.Scheduling;

/// <summary>The workers of the pool and which of them may take more. Used under the progress role.</summary>
internal sealed class WorkerTable
{
    private readonly WorkerState[] _workers;
    private readonly Queue<WorkerState> _ready = new();
    private int _idle;

    /// <param name="count">The number of workers: ranks 1 to <paramref name="count"/>.</param>
    public WorkerTable(int count)
    {
        _workers = new WorkerState[count];
        _idle = count;
        for (int i = 0; i < count; i++)
        {
            _workers[i] = new WorkerState(i + 1);
            MarkReady(_workers[i]);
        }
    }

    /// <summary>All workers, by rank.</summary>
    public ReadOnlySpan<WorkerState> All => _workers;

    /// <summary>The number of workers.</summary>
    public int Count => _workers.Length;

    /// <summary>Whether a worker may take more. Other threads may read it as a hint.</summary>
    public bool HasReady => _ready.Count != 0;

    /// <summary>Whether a worker has nothing to do.</summary>
    public bool HasIdle => _idle != 0;

    /// <summary>The worker of a rank.</summary>
    public WorkerState OfRank(int rank) => _workers[rank - 1];

    /// <summary>Takes the worker that has been ready for the longest time.</summary>
    public bool TryTakeReady([System.Diagnostics.CodeAnalysis.NotNullWhen(true)] out WorkerState? worker)
    {
        if (!_ready.TryDequeue(out worker))
            return false;
        worker.IsReady = false;
        return true;
    }

    /// <summary>A worker is ready while it has credit for the task at the head of the queue; the dispatcher finds out. One that is at the most is not asked.</summary>
    public void MarkReady(WorkerState worker)
    {
        if (worker.IsReady || worker.Outstanding >= TaskTimes.MaximumCredit)
            return;
        worker.IsReady = true;
        _ready.Enqueue(worker);
    }

    /// <summary>A worker was given a call.</summary>
    public void AddOutstanding(WorkerState worker)
    {
        if (worker.Outstanding++ == 0)
            _idle--;
    }

    /// <summary>A worker has one call less.</summary>
    public void RemoveOutstanding(WorkerState worker)
    {
        if (--worker.Outstanding == 0)
            _idle++;
    }
}
