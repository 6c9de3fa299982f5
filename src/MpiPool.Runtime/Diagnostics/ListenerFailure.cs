using MpiPool.Wire;

namespace MpiPool.Diagnostics;

/// <summary>
/// Says on stderr that code of the user's that listens to the pool has thrown, which costs the pool nothing. Once, for it would say so at every
/// call; on the thread pool, for it may be the traffic's thread that finds it. Thread-safe.
/// </summary>
/// <param name="listener">Who threw, for people.</param>
internal sealed class ListenerFailure(string listener)
{
    private int _isTold;

    /// <summary>It threw. Does not throw itself, whatever the error's members do.</summary>
    public void Tell(Exception error)
    {
        if (Interlocked.Exchange(ref _isTold, 1) == 0)
            ThreadPool.UnsafeQueueUserWorkItem(static text => Console.Error.WriteLine(text), Describe(error), preferLocal: false);
    }

    /// <summary>What it says.</summary>
    internal string Describe(Exception error) => $"mpipool: warning: {listener} threw, and goes on being called: {RemoteError.From(error).Message}";
}
