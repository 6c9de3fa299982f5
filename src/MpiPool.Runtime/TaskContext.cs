using MpiPool.Serving;
using MpiPool.Wire;

namespace MpiPool;

/// <summary>
/// What a running task can ask about itself. A task method that has a parameter of this type gets it from the worker; the parameter does
/// not travel and is absent from the generated call. Valid until the task ends. Thread-safe, except for the stream <see cref="Random"/>.
/// </summary>
public sealed class TaskContext
{
    private readonly long _seed;
    private readonly WorkerObjects _objects;
    private TaskRandom? _random;

    internal TaskContext(int rank, int size, string hostName, long sequence, long seed, ProgressChannel? channel, WorkerObjects objects, CallDescription? description, TaskGroup? group, CancellationToken cancellation)
    {
        Channel = channel;
        Group = group;
        _objects = objects;
        Attempt = description?.Attempt ?? 1;
        Label = description?.Label;
        Rank = rank;
        Size = size;
        HostName = hostName;
        Sequence = sequence;
        _seed = seed;
        CancellationToken = cancellation;
    }

    /// <summary>The way of the task's reports.</summary>
    internal ProgressChannel? Channel { get; }

    /// <summary>The worker that runs the task, for those of the runtime itself.</summary>
    internal Worker? Worker { get; init; }

    /// <summary>The context of one item of a run of them: all is the same but the number.</summary>
    internal TaskContext ForItem(long sequence) => new(Rank, Size, HostName, sequence, _seed, Channel, _objects, null, null, CancellationToken);

    /// <summary>The rank of the worker that runs the task: any but the main rank, from 1 to <see cref="Size"/> - 1 where rank 0 is main.</summary>
    public int Rank { get; }

    /// <summary>The number of ranks of the pool, the main rank included.</summary>
    public int Size { get; }

    /// <summary>The name of the host that runs the task.</summary>
    public string HostName { get; }

    /// <summary>
    /// The task's number, independent of timing and of the number of workers: single submissions are numbered from 0 in their order, the
    /// items of the pool's m-th map (from 1) from m * 2^40 in the order of the items.
    /// </summary>
    public long Sequence { get; }

    /// <summary>Which run of the task this is, from 1; more than 1 where the call is retried (<see cref="CallOptions.Retries"/>).</summary>
    public int Attempt { get; }

    /// <summary>The call's <see cref="CallOptions.Label"/>; null where it has none.</summary>
    public string? Label { get; }

    /// <summary>The workers that run the task together (<see cref="WorkerPool.RunGroup{TResult}"/>); null for a task of its own.</summary>
    public TaskGroup? Group { get; }

    /// <summary>Fires when the task's future is cancelled, when the call's time is over, or when the pool breaks.</summary>
    public CancellationToken CancellationToken { get; }

    /// <summary>
    /// The task's own stream of random numbers, derived from <see cref="PoolOptions.Seed"/> and <see cref="Sequence"/>: results do not depend
    /// on which worker ran the task, nor on how many there are. One stream a task; used by one thread at a time.
    /// </summary>
    public TaskRandom Random => _random ?? Interlocked.CompareExchange(ref _random, new TaskRandom(_seed, Sequence), null) ?? _random;

    /// <summary>
    /// What tasks keep on their worker: a solver that takes long to set up, a connection, a cache. The first task on a worker that asks for a
    /// <typeparamref name="T"/> makes it, and all later ones on that worker get the same object. When the pool ends it is disposed, where it is
    /// <see cref="IDisposable"/> or <see cref="IAsyncDisposable"/>; objects made last go first. Several tasks may use it at once where a worker
    /// runs several, or async ones.
    /// </summary>
    /// <typeparam name="T">The object's type, by which it is found.</typeparam>
    /// <param name="factory">Makes it. Where it throws, this task fails, nothing is kept, and the next task tries again.</param>
    /// <returns>The worker's object.</returns>
    /// <exception cref="ArgumentNullException">The factory is null.</exception>
    /// <exception cref="InvalidOperationException">The factory returned null, or asked for what it is to make, or the pool has ended.</exception>
    public T GetOrCreate<T>(Func<T> factory) where T : class
    {
        ArgumentNullException.ThrowIfNull(factory);
        return _objects.GetOrCreate(factory);
    }
}
