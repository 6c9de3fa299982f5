using System.ComponentModel;
using MpiPool.Wire;

namespace MpiPool.Tasks;

/// <summary>
/// One task as a worker knows it: its ID, its wire shape and the generated stub that runs it. Generated code derives one sealed class a
/// task from <see cref="SyncTaskEntry"/> or <see cref="AsyncTaskEntry"/>; users do not.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public abstract class TaskEntry
{
    private protected TaskEntry(ulong id, string name, string shape, TaskTraits traits)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        ArgumentNullException.ThrowIfNull(shape);
        Id = id;
        Name = name;
        Shape = shape;
        Traits = traits;
    }

    /// <summary>FNV-1a 64 of the fully qualified signature, or of <see cref="MpiTaskAttribute.Name"/> where that is set.</summary>
    public ulong Id { get; }

    /// <summary>The name for messages: type and method, such as <c>Kernels.Power</c>.</summary>
    public string Name { get; }

    /// <summary>The wire shape of every parameter and of the result. Two builds agree on a task when ID and shape agree.</summary>
    public string Shape { get; }

    /// <summary>What the runtime must know before it runs the task.</summary>
    public TaskTraits Traits { get; }

    /// <summary>
    /// Tells the runtime the element types of the arrays that this task sends or returns, so that large ones are received in place
    /// (<see cref="ElementTypes.Add{T}"/>). Called once, when the task is added to a catalog.
    /// </summary>
    public virtual void AddElementTypes()
    {
    }

    /// <summary>Its place in the catalog that was made last with it. A hint, for an entry may be in several.</summary>
    internal int PlaceHint { get; set; }

    /// <summary>The reader of arguments and the writer of results run on the worker's thread, so each kind of task states how it is run.</summary>
    internal abstract bool IsAsync { get; }
}

/// <summary>A task whose method returns its result directly.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public abstract class SyncTaskEntry : TaskEntry
{
    /// <summary>For generated code.</summary>
    /// <param name="id">See <see cref="TaskEntry.Id"/>.</param>
    /// <param name="name">See <see cref="TaskEntry.Name"/>.</param>
    /// <param name="shape">See <see cref="TaskEntry.Shape"/>.</param>
    /// <param name="traits">See <see cref="TaskEntry.Traits"/>.</param>
    protected SyncTaskEntry(ulong id, string name, string shape, TaskTraits traits) : base(id, name, shape, traits)
    {
    }

    internal override bool IsAsync => false;

    /// <summary>
    /// Reads the arguments, calls <see cref="PayloadReader.Complete"/>, calls the method, calls <see cref="PayloadWriter.Begin"/>, writes the
    /// result. May throw anything: what is thrown before Complete is an argument that cannot be read, what is thrown after it comes from the task or from its result.
    /// </summary>
    /// <param name="arguments">Holds the arguments' bytes.</param>
    /// <param name="result">Receives the result's bytes.</param>
    /// <param name="context">Null unless <see cref="TaskTraits.Context"/> is set.</param>
    public abstract void Invoke(ref PayloadReader arguments, ref PayloadWriter result, TaskContext context);
}

/// <summary>A task whose method returns a <see cref="Task"/> or a <see cref="ValueTask"/>.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public abstract class AsyncTaskEntry : TaskEntry
{
    /// <summary>For generated code.</summary>
    /// <param name="id">See <see cref="TaskEntry.Id"/>.</param>
    /// <param name="name">See <see cref="TaskEntry.Name"/>.</param>
    /// <param name="shape">See <see cref="TaskEntry.Shape"/>.</param>
    /// <param name="traits">See <see cref="TaskEntry.Traits"/>.</param>
    protected AsyncTaskEntry(ulong id, string name, string shape, TaskTraits traits) : base(id, name, shape, traits)
    {
    }

    internal override bool IsAsync => true;

    /// <summary>Reads the arguments, calls <see cref="PayloadReader.Complete"/>, calls the method and returns its task.</summary>
    /// <param name="arguments">Holds the arguments' bytes; not to be used after the return.</param>
    /// <param name="context">Null unless <see cref="TaskTraits.Context"/> is set.</param>
    /// <returns>The method's task; a <see cref="ValueTask"/> as its <c>AsTask()</c>.</returns>
    public abstract Task Start(ref PayloadReader arguments, TaskContext context);

    /// <summary>Writes the result of a task that ran to completion.</summary>
    /// <param name="completed">What <see cref="Start"/> returned, completed successfully.</param>
    /// <param name="result">Receives the result's bytes.</param>
    public abstract void WriteResult(Task completed, ref PayloadWriter result);
}
