namespace MpiPool.Scheduling;

/// <summary>What a blocked caller waits for. A struct, so that waiting allocates nothing.</summary>
internal interface IWaitCondition
{
    /// <summary>Whether the wait is over.</summary>
    bool IsMet { get; }
}

/// <summary>Waits for a task.</summary>
internal readonly struct TaskCondition(Task task) : IWaitCondition
{
    /// <inheritdoc/>
    public bool IsMet => task.IsCompleted;
}

/// <summary>Waits for a task, for some time.</summary>
internal readonly struct TimedCondition(Task task, TimeSpan time) : IWaitCondition
{
    private readonly long _begun = System.Diagnostics.Stopwatch.GetTimestamp();

    /// <inheritdoc/>
    public bool IsMet => task.IsCompleted || System.Diagnostics.Stopwatch.GetElapsedTime(_begun) >= time;
}
