using System.Diagnostics.CodeAnalysis;

namespace MpiPool.Scheduling.Maps;

/// <summary>
/// Workers that have room for a chunk: first those without any, the one that was the last to have one before the others, for it may not rest yet; then
/// the others, in the order in which they came to have room. Found without a walk over all workers. Used under the progress role.
/// </summary>
internal sealed class RoomyWorkers
{
    private readonly Stack<WorkerState> _without = new();
    private readonly Queue<WorkerState> _withOne = new();

    public RoomyWorkers(WorkerTable workers)
    {
        for (int i = workers.Count - 1; i >= 0; i--)
            Note(workers.All[i]);
    }

    /// <summary>Whether a worker that has fewer than <paramref name="depth"/> chunks may be there. A hint: it may have got one meanwhile.</summary>
    public bool HasAny(int depth) => _without.Count != 0 || (depth > 1 && _withOne.Count != 0);

    /// <summary>The number of a worker's chunks has changed.</summary>
    public void Note(WorkerState worker)
    {
        if (worker.Chunks == 0 && !worker.IsListedWithout)
        {
            worker.IsListedWithout = true;
            _without.Push(worker);
        }
        else if (worker.Chunks == 1 && !worker.IsListedWithOne)
        {
            worker.IsListedWithOne = true;
            _withOne.Enqueue(worker);
        }
    }

    /// <summary>Takes a worker that has fewer than <paramref name="depth"/> chunks, 1 or 2.</summary>
    public bool TryTake(int depth, [NotNullWhen(true)] out WorkerState? worker)
    {
        while (_without.TryPop(out worker))
        {
            worker.IsListedWithout = false;
            if (worker.Chunks == 0)
                return true;
        }
        while (depth > 1 && _withOne.TryDequeue(out worker))
        {
            worker.IsListedWithOne = false;
            if (worker.Chunks == 1)
                return true;
        }
        return false;
    }
}
