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
