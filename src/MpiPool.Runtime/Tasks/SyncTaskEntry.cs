using System.ComponentModel;
using MpiPool.Wire;

namespace MpiPool.Tasks;

/// <summary>A task whose method returns a value directly, so that a reduction can take it before it is written.</summary>
/// <typeparam name="TResult">What the method returns.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public abstract class SyncTaskEntry<TResult> : SyncTaskEntry
{
    /// <summary>For generated code.</summary>
    /// <param name="id">See <see cref="TaskEntry.Id"/>.</param>
    /// <param name="name">See <see cref="TaskEntry.Name"/>.</param>
    /// <param name="shape">See <see cref="TaskEntry.Shape"/>.</param>
    /// <param name="traits">See <see cref="TaskEntry.Traits"/>.</param>
    protected SyncTaskEntry(ulong id, string name, string shape, TaskTraits traits) : base(id, name, shape, traits)
    {
    }

    /// <summary>Reads the arguments, calls <see cref="PayloadReader.Complete"/> and calls the method. May throw anything.</summary>
    /// <param name="arguments">Holds the arguments' bytes.</param>
    /// <param name="context">Null unless <see cref="TaskTraits.Context"/> is set.</param>
    /// <returns>What the method returns.</returns>
    public abstract TResult Run(ref PayloadReader arguments, TaskContext context);
}
