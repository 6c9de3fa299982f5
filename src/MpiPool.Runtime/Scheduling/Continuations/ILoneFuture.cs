namespace MpiPool.Scheduling.Continuations;

/// <summary>A future whose continuations run inside <see cref="Set"/>: on whichever thread calls it, and never under the progress role.</summary>
internal interface ILoneFuture
{
    /// <summary>Whether its task has ended, so that all who look at it see that. Any thread.</summary>
    bool IsCompleted { get; }

    /// <summary>Ends its task, and runs what waits for that: user code. May be called again.</summary>
    void Set();
}
