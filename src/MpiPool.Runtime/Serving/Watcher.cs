using MpiPool.Transports;

namespace MpiPool.Serving;

/// <summary>
/// Drives the transport while a task runs. Arming costs the running thread one store: the watcher looks every so often whether the same task
/// still runs, and while it does, takes steps. It rests on an event while the worker is idle.
/// </summary>
internal sealed class Watcher : IDisposable
{
    private const int LookMicroseconds = 100;
    private const int MaximumSleepMicroseconds = 1000;

    // Threads of one process share its processors: with many workers frequent looks would cost more than the tasks.
    private const int InProcessFactor = 10;

    private readonly Worker _worker;
    private readonly Transport _transport;
    private readonly ManualResetEventSlim _active = new(false, spinCount: 0);
    private readonly Thread _thread;
    private readonly int _look;
    private volatile bool _stop;
    private bool _resting = true;

    // Odd while a task runs; written by the running thread alone.
    private int _tasks;

    public Watcher(Worker worker, Transport transport)
    {
        _worker = worker;
        _transport = transport;
        _look = transport.IsInProcess ? LookMicroseconds * InProcessFactor : LookMicroseconds;
        _thread = new Thread(Watch) { IsBackground = true, Name = $"mpipool-watcher-{transport.Rank}" };
        _thread.Start();
    }

    /// <summary>A task begins. Called by the running thread.</summary>
    public void Arm()
    {
        Volatile.Write(ref _tasks, _tasks + 1);
        if (_resting)
        {
            _resting = false;
            _active.Set();
        }
    }

    /// <summary>The task has ended. Called by the running thread.</summary>
    public void Disarm() => Volatile.Write(ref _tasks, _tasks + 1);

    /// <summary>No task has come for a while: the watcher need not look. Called by the running thread.</summary>
    public void Rest()
    {
        if (_resting)
            return;
        _resting = true;
        _active.Reset();
    }

    /// <summary>Ends the thread.</summary>
    public void Dispose()
    {
        _stop = true;
        _active.Set();
        _thread.Join();
        _active.Dispose();
    }

    private void Watch()
    {
        int seen = 0;
        int sleep = _look;
        while (!_stop)
        {
            _active.Wait();
            int tasks = Volatile.Read(ref _tasks);
            if ((tasks & 1) == 0 || tasks != seen)
            {
                seen = tasks;
                sleep = _look;
            }
            else if (_worker.TryStep())
            {
                sleep = _look;
            }
            else
            {
                sleep = Math.Min(sleep * 2, Math.Max(MaximumSleepMicroseconds, _look * 4));
            }
            if ((tasks & 1) == 1 && _worker.IsLinkBusy)
                Thread.Yield();
            else
                _transport.Sleep(sleep);
        }
    }
}
