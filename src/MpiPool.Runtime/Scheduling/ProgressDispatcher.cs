using System.Collections.Concurrent;

namespace MpiPool.Scheduling;

/// <summary>Hands reports to their receiver on the thread pool, in order, one at a time: user code never runs on the progress thread.</summary>
internal sealed class ProgressDispatcher<T>(IProgress<T> receiver) : IThreadPoolWorkItem
{
    private readonly ConcurrentQueue<T> _reports = new();
    private int _pending;

    /// <summary>Adds a report.</summary>
    public void Post(T report)
    {
        _reports.Enqueue(report);
        if (Interlocked.Increment(ref _pending) == 1)
            ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);
    }

    void IThreadPoolWorkItem.Execute()
    {
        do
        {
            if (_reports.TryDequeue(out T? report))
                receiver.Report(report);
        }
        while (Interlocked.Decrement(ref _pending) != 0);
    }
}
