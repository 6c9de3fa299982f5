namespace MpiPool.Transports;

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

    /// <summary>Refuses to block in a task of the transport's pool for that pool: it would keep the worker that is to run what it waits for.</summary>
    /// <exception cref="InvalidOperationException">The current code is a task of the pool.</exception>
    public static void ThrowIfCurrent(Transport transport)
    {
        if (transport.IsInProcess && IsCurrent(transport))
            throw new InvalidOperationException("A task of the pool blocks until the pool has run something else, and keeps the worker meanwhile that would run it; over MPI a worker has no pool at all. Submit from the main program: let the task return what is to be done next.");
    }

    /// <summary>Whether the current code is, or was started by, a task of the transport's pool.</summary>
    public static bool IsCurrent(Transport transport) => s_current.Value is { } current && ReferenceEquals(current, transport.SharedState);
}
