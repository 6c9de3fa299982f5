namespace MpiPool;

/// <summary>
/// What a running task can ask about itself. A task method that has a parameter of this type gets it from the worker; the parameter does
/// not travel and is absent from the generated call. Valid until the task ends; its members may be used from any thread.
/// </summary>
public sealed class TaskContext
{
    internal TaskContext(int rank, int size, string hostName, long sequence, CancellationToken cancellation)
    {
        Rank = rank;
        Size = size;
        HostName = hostName;
        Sequence = sequence;
        CancellationToken = cancellation;
    }

    /// <summary>The rank of the worker that runs the task, from 1 to <see cref="Size"/> - 1 where rank 0 is main.</summary>
    public int Rank { get; }

    /// <summary>The number of ranks of the pool, the main rank included.</summary>
    public int Size { get; }

    /// <summary>The name of the host that runs the task.</summary>
    public string HostName { get; }

    /// <summary>The number of this task among the pool's tasks in the order of submission, from 0. Independent of timing and of the number of workers.</summary>
    public long Sequence { get; }

    /// <summary>Fires when the task's future is cancelled or the pool is shut down without waiting.</summary>
    public CancellationToken CancellationToken { get; }
}
