using System.ComponentModel;

namespace MpiPool.Tasks;

/// <summary>Collects the tasks of an assembly and of those it references. For generated code.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class TaskCatalogBuilder
{
    private readonly HashSet<Type> _modules = [];
    private readonly Dictionary<ulong, TaskEntry> _entries = [];

    internal TaskCatalogBuilder()
    {
    }

    /// <summary>Adds a task.</summary>
    /// <param name="entry">The task.</param>
    /// <exception cref="InvalidOperationException">Another task has the same ID.</exception>
    public void Add(TaskEntry entry)
    {
        ArgumentNullException.ThrowIfNull(entry);
        entry.AddElementTypes();
        if (!_entries.TryAdd(entry.Id, entry) && !ReferenceEquals(_entries[entry.Id], entry))
            throw new InvalidOperationException($"The tasks '{entry.Name}' and '{_entries[entry.Id].Name}' have the same ID {entry.Id:x16}. Give one of them another [MpiTask(Name = …)].");
    }

    /// <summary>Adds the tasks of a referenced assembly, once however often it is included.</summary>
    /// <typeparam name="TModule">The assembly's module.</typeparam>
    public void Include<TModule>() where TModule : ITaskModule
    {
        if (_modules.Add(typeof(TModule)))
            TModule.Register(this);
    }

    internal TaskCatalog Build(Guid buildId) => new([.. _entries.Values], buildId);
}
