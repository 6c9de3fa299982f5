using MpiPool.Transports;

namespace MpiPool.Serving;

/// <summary>
/// The pool of this process whose worker the current code runs on. Set once on each worker's thread; it flows with the tasks, past their awaits.
/// Over MPI a worker has no pool that its tasks could reach.
/// </summary>
internal static class ServedPool
{
    private static readonly AsyncLocal<object?> s_current = new();

    /// <summary>What this thread runs from here on belongs to a worker of the transport's pool.</summary>
    public static void Enter(Transport transport)
    {
        if (transport.IsInProcess)
            s_current.Value = transport.SharedState;
    }

    /// <summary>Whether the current code is, or was started by, a task of the transport's pool.</summary>
    public static bool IsCurrent(Transport transport) => s_current.Value is { } current && ReferenceEquals(current, transport.SharedState);
}
