namespace MpiPool.Transports;

/// <summary>
/// Pools whose end nobody waits for (shut down with <c>wait: false</c>): the process waits for them before it ends, so that what was submitted
/// is run. Thread-safe.
/// </summary>
internal static class ClosingPools
{
    private static readonly Lock s_gate = new();
    private static readonly List<Task> s_closing = [];

    /// <summary>Adds a pool that is ending.</summary>
    public static void Add(Task closed)
    {
        lock (s_gate)
        {
            if (s_closing.Count == 0)
                AppDomain.CurrentDomain.ProcessExit += OnProcessExit;
            s_closing.Add(closed);
        }
        closed.ContinueWith(
            static (ended, _) =>
            {
                lock (s_gate)
                {
                    s_closing.Remove(ended);
                    if (s_closing.Count == 0)
                        AppDomain.CurrentDomain.ProcessExit -= OnProcessExit;
                }
            },
            null,
            CancellationToken.None,
            TaskContinuationOptions.ExecuteSynchronously,
            TaskScheduler.Default);
    }

    /// <summary>Waits until all have ended. Those that break end too, with their cause in the futures.</summary>
    public static void WaitAll()
    {
        Task[] closing;
        lock (s_gate)
            closing = [.. s_closing];
        Task.WhenAll(closing).ContinueWith(static _ => { }, TaskScheduler.Default).GetAwaiter().GetResult();
    }

    private static void OnProcessExit(object? sender, EventArgs args) => WaitAll();
}
