using MpiPool.Transports;

namespace MpiPool.Serving;

/// <summary>
/// Has the transport driven while a task runs. Arming costs the running thread one store: the process's <see cref="WatchThread"/> looks every
/// so often whether the same task still runs, and while it does, takes the worker's steps.
/// </summary>
internal sealed class Watcher : IDisposable
{
    // So many between two looks take microseconds each, not a part of the time of a look.
    private const int VeryShortTasks = 100;

    private readonly Worker _worker;

    // Odd while a task runs; written by the running thread alone.
    private int _tasks;

    // What the watch thread saw at its last look.
    private int _seen;

    public Watcher(Worker worker, Transport transport)
    {
        _worker = worker;
        Transport = transport;
        WatchThread.Add(this);
    }

    /// <summary>The worker's transport.</summary>
    public Transport Transport { get; }

    /// <summary>Whether messages are under way that the running task keeps from moving. The watch thread.</summary>
    public bool IsLinkBusy => _worker.IsLinkBusy;

    /// <summary>A task begins. Called by the running thread.</summary>
    public void Arm()
    {
        Volatile.Write(ref _tasks, _tasks + 1);
        // No fence between the two: before it rests the watch thread has every thread of the process pass one.
        WatchThread.WakeIfResting();
    }

    /// <summary>The task has ended. Called by the running thread.</summary>
    public void Disarm() => Volatile.Write(ref _tasks, _tasks + 1);

    /// <summary>What the worker does. The watch thread.</summary>
    public WatchedActivity Look()
    {
        int tasks = Volatile.Read(ref _tasks);
        int changes = tasks - _seen;
        if (changes != 0)
        {
            _seen = tasks;
            // The one that runs now may be of another kind: the next look comes sooner.
            return changes > 2 * VeryShortTasks && (tasks & 1) == 0 ? WatchedActivity.RunsVeryShortTasks : WatchedActivity.RunsTasks;
        }
        return (tasks & 1) == 0 ? WatchedActivity.None : WatchedActivity.RunsLongTask;
    }

    /// <summary>Takes a step for a worker that runs a long task. Returns whether anything moved. The watch thread.</summary>
    public bool Step() => _worker.StepAfterRest();

    /// <summary>Ends the watch. The caller's worker is not stepped any more when it returns.</summary>
    public void Dispose() => WatchThread.Remove(this);
}

/// <summary>What a <see cref="Watcher"/> saw since the last look.</summary>
internal enum WatchedActivity
{
    /// <summary>No task has begun or ended, and none runs.</summary>
    None,

    /// <summary>Many tasks have begun and ended, and none runs.</summary>
    RunsVeryShortTasks,

    /// <summary>Tasks have begun or ended.</summary>
    RunsTasks,

    /// <summary>The same task runs as at the last look.</summary>
    RunsLongTask,
}
