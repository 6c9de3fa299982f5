namespace MpiPool;

/// <summary>A call that nobody waits for has failed. See <see cref="WorkerPool.Post"/>. Immutable.</summary>
public sealed class TaskFailedEventArgs : EventArgs
{
    internal TaskFailedEventArgs(Exception error) => Error = error;

    /// <summary>What its future would have failed with: a <see cref="RemoteTaskException"/>, which names task, rank and host, where the task threw.</summary>
    public Exception Error { get; }
}
