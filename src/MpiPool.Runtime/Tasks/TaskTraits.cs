using System.ComponentModel;

namespace MpiPool.Tasks;

/// <summary>What the runtime must know of a task before it runs it. Set by generated code.</summary>
[Flags]
[EditorBrowsable(EditorBrowsableState.Never)]
public enum TaskTraits
{
    /// <summary>Nothing special.</summary>
    None = 0,

    /// <summary>The method takes a parameter the worker fills in (a <see cref="TaskContext"/> or a token), so a context must be made.</summary>
    Context = 1,

    /// <summary><see cref="MpiTaskAttribute.Idempotent"/> is set.</summary>
    Idempotent = 2,

    /// <summary>The method returns nothing.</summary>
    NoResult = 4,

    /// <summary>All arguments, and the result where there is one, are unmanaged, so that chunks of calls travel as columns (<see cref="SyncTaskEntry.InvokeColumns"/>).</summary>
    Columns = 8,
}
