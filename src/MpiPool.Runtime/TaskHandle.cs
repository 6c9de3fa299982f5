using System.ComponentModel;
using MpiPool.Tasks;

namespace MpiPool;

/// <summary>
/// A task without arguments: what generated code keeps under <c>Tasks.Handles</c>, for code that stores, lists or maps tasks. Handles
/// are immutable and may be used from any thread.
/// </summary>
public abstract class TaskHandle
{
    private protected TaskHandle(TaskEntry entry)
    {
        ArgumentNullException.ThrowIfNull(entry);
        Entry = entry;
    }

    /// <summary>The task's entry in the catalog. For generated code.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public TaskEntry Entry { get; }

    /// <summary>The task's name, such as <c>Kernels.Power</c>.</summary>
    public string Name => Entry.Name;

    /// <summary>The task's ID, the same in every build of the same method.</summary>
    public ulong Id => Entry.Id;

    /// <summary>The task's name.</summary>
    public override string ToString() => Entry.Name;

    private protected NotSupportedException NoColumns() => new($"Task '{Name}' has no columns.");
}

/// <summary>A handle of a task with 0 arguments. See <see cref="TaskHandle"/>.</summary>
/// <typeparam name="TResult">What the task returns; <see cref="NoResult"/> where it returns nothing.</typeparam>
public abstract class TaskHandle<TResult> : TaskHandle
{
    /// <summary>For generated code.</summary>
    /// <param name="entry">The task's entry.</param>
    [EditorBrowsable(EditorBrowsableState.Never)]
    protected TaskHandle(TaskEntry entry) : base(entry)
    {
    }

    /// <summary>Makes a call of the task with these arguments.</summary>
    /// <returns>The call, not yet submitted.</returns>
    public abstract TaskCall<TResult> Bind();
}
