using System.ComponentModel;

namespace MpiPool.Tasks;

/// <summary>
/// All tasks of a program, sorted by ID, so that a frame can name a task by its place in the table. Immutable and thread-safe.
/// </summary>
public sealed class TaskCatalog
{
    private static TaskCatalog? s_root;
    private readonly TaskEntry[] _entries;
    private readonly ulong[] _ids;

    internal TaskCatalog(TaskEntry[] entries, Guid buildId)
    {
        BuildId = buildId;
        Array.Sort(entries, static (a, b) => a.Id.CompareTo(b.Id));
        _entries = entries;
        _ids = Array.ConvertAll(entries, static e => e.Id);
        Hash = ComputeHash(entries);
        for (int i = 0; i < entries.Length; i++)
            entries[i].PlaceHint = i;
    }

    /// <summary>The number of tasks.</summary>
    public int Count => _entries.Length;

    /// <summary>FNV-1a 64 over the IDs and wire shapes of all tasks; equal on two ranks whose builds agree.</summary>
    public ulong Hash { get; }

    /// <summary>The version of the module that registered the tasks; differs between two builds even where the tasks agree.</summary>
    internal Guid BuildId { get; }

    /// <summary>The tasks, sorted by ID.</summary>
    internal ReadOnlySpan<TaskEntry> Entries => _entries;

    /// <summary>The catalog of the running program: that of the executable's module and all it references.</summary>
    /// <exception cref="InvalidOperationException">No executable registered its tasks: the program was built without the generator.</exception>
    internal static TaskCatalog Root => s_root ?? throw new InvalidOperationException(
        "No task table is registered. The executable must be compiled with the MpiPool package (its generator registers the tasks at start); a test host or plug-in passes a catalog in PoolOptions.Catalog.");

    /// <summary>Makes the catalog of a module and all modules it includes.</summary>
    /// <typeparam name="TModule">A generated module.</typeparam>
    /// <returns>The catalog.</returns>
    public static TaskCatalog Create<TModule>() where TModule : ITaskModule
    {
        var builder = new TaskCatalogBuilder();
        builder.Include<TModule>();
        return builder.Build(BuildIdentity.Of(typeof(TModule)));
    }

    /// <summary>Called by the generated module initializer of an executable, before Main.</summary>
    /// <typeparam name="TModule">The executable's module.</typeparam>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public static void SetRoot<TModule>() where TModule : ITaskModule => s_root = Create<TModule>();

    /// <summary>The place of a task in the table, or -1.</summary>
    internal int IndexOf(TaskEntry entry)
    {
        int hint = entry.PlaceHint;
        if ((uint)hint < (uint)_entries.Length && ReferenceEquals(_entries[hint], entry))
            return hint;
        int index = Array.BinarySearch(_ids, entry.Id);
        return index >= 0 ? index : -1;
    }

    private static ulong ComputeHash(TaskEntry[] entries)
    {
        ulong hash = Fnv1a.OffsetBasis;
        foreach (TaskEntry entry in entries)
        {
            hash = Fnv1a.Add(hash, entry.Id);
            hash = Fnv1a.Add(hash, entry.Shape);
        }
        return hash;
    }
}
