namespace MpiPool.Scheduling;

/// <summary>What a blocked caller waits for. A struct, so that waiting allocates nothing.</summary>
internal interface IWaitCondition
{
    /// <summary>Whether the wait is over.</summary>
    bool IsMet { get; }
}

/// <summary>What the progress thread waits for, which goes on until the pool ends.</summary>
internal readonly struct NeverCondition : IWaitCondition
{
    /// <inheritdoc/>
    public bool IsMet => false;
}

/// <summary>Waits for a task.</summary>
internal readonly struct TaskCondition(Task task) : IWaitCondition
{
    /// <inheritdoc/>
    public bool IsMet => task.IsCompleted;
}

/// <summary>Waits until fewer calls are outstanding, or nobody wants to wait any more.</summary>
internal readonly struct RoomCondition(ProgressLoop loop, Scheduler scheduler, int bound, CancellationToken cancellation) : IWaitCondition
{
    /// <inheritdoc/>
    public bool IsMet => loop.HasRoom(bound) || scheduler.HasEnded || cancellation.IsCancellationRequested;
}

/// <summary>Waits for a task, for some time.</summary>
internal readonly struct TimedCondition(Task task, TimeSpan time) : IWaitCondition
{
    private readonly long _begun = System.Diagnostics.Stopwatch.GetTimestamp();

    /// <inheritdoc/>
    public bool IsMet => task.IsCompleted || System.Diagnostics.Stopwatch.GetElapsedTime(_begun) >= time;
}
