using System.Diagnostics;
using MpiPool.Transports;

namespace MpiPool.Serving;

/// <summary>Runs a worker's tasks on a thread of its own, where the progress thread alone may call MPI.</summary>
internal sealed class TaskThread : IDisposable
{
    private readonly LocalQueue _queue;
    private readonly TaskRunner _runner;
    private readonly Transport _transport;
    private readonly ManualResetEventSlim _work = new(false);
    private readonly Thread _thread;
    private volatile bool _stop;
    private volatile bool _running;

    public TaskThread(LocalQueue queue, TaskRunner runner, Transport transport)
    {
        _queue = queue;
        _runner = runner;
        _transport = transport;
        _thread = new Thread(Run) { IsBackground = true, Name = $"mpipool-tasks-{transport.Rank}" };
        _thread.Start();
    }

    /// <summary>Whether a task runs.</summary>
    public bool IsRunning => _running;

    /// <summary>Calls may have arrived.</summary>
    public void Signal()
    {
        if (_queue.HasWaiting)
            _work.Set();
    }

    /// <summary>Ends the thread; no task runs any more.</summary>
    public void Dispose()
    {
        _stop = true;
        _work.Set();
        _thread.Join();
        _work.Dispose();
    }

    private void Run()
    {
        while (!_stop)
        {
            _work.Wait();
            _work.Reset();
            _running = true;
            while (_queue.TryBegin(out QueuedCall call, out CancellationTokenSource? cancellation))
            {
                _runner.Run(call, cancellation, Stopwatch.GetTimestamp());
                _transport.Wake();
            }
            _running = false;
        }
    }
}
