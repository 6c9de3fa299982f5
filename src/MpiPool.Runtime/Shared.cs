using MpiPool.Wire;

namespace MpiPool;

/// <summary>
/// A value common to many tasks: made by <see cref="WorkerPool.Share{T}"/>, passed to calls as an argument, read by tasks as <see cref="Value"/>. It
/// travels to each worker once, whatever the number of calls, along a tree of ranks.
/// </summary>
/// <remarks>
/// A task method declares a parameter of this type: <c>[MpiTask] static double Dot(Shared&lt;double[]&gt; data, int from, int to)</c>. On a worker all
/// tasks see the same object, which none may change. A <c>Shared&lt;T[]&gt;</c> is one copy a rank: an array of .NET cannot stand in memory that processes share. A <c>Shared&lt;ReadOnlyMemory&lt;T&gt;&gt;</c> of a megabyte or more is in memory once on each
/// host: the workers there map it, read-only, and tasks may read it until they end. Thread-safe.
/// </remarks>
/// <typeparam name="T">The value's type; anything that can be a parameter of a task.</typeparam>
public sealed class Shared<T> : IDisposable
{
    private readonly SharedSource<T>? _source;
    private readonly SharedEntry? _entry;

    internal Shared(SharedSource<T> source) => _source = source;

    internal Shared(SharedEntry entry) => _entry = entry;

    /// <summary>
    /// The value. In a task the first use waits until it has arrived, and reads it. On the main rank it is the object itself.
    /// </summary>
    /// <exception cref="ObjectDisposedException">On the main rank: it was disposed.</exception>
    /// <exception cref="PoolBrokenException">The pool broke before it arrived.</exception>
    /// <exception cref="InsufficientMemoryException">The worker has no memory for it.</exception>
    public T Value => _source is not null ? _source.Value : _entry!.GetValue<T>();

    /// <summary>How often the value was replaced; 0 at first. In a task: that of the value it sees.</summary>
    public int Version => _source?.Version ?? _entry!.Key.Version;

    /// <summary>
    /// Replaces the value. Calls that a worker has already keep the one they were sent with, all others see the new one. What is no longer used
    /// is freed on the workers.
    /// </summary>
    /// <param name="value">The new value. It must not change while tasks may use it.</param>
    /// <exception cref="InvalidOperationException">This is a worker, or the value cannot be serialized.</exception>
    /// <exception cref="ObjectDisposedException">It was disposed, or the pool was shut down.</exception>
    public void Replace(T value) => Source(nameof(Replace)).Replace(value);

    /// <summary>
    /// Frees the value on the workers, as soon as the calls that they have already have ended. Calls that are handed out later fail. May be
    /// repeated; the end of the pool does it too.
    /// </summary>
    /// <exception cref="InvalidOperationException">This is a worker.</exception>
    public void Dispose() => Source(nameof(Dispose)).Dispose();

    /// <summary>For messages: the type and the version.</summary>
    public override string ToString() => $"Shared<{Wire.TypeText.Of(typeof(T))}> version {Version}";

    /// <summary>The version that a call takes with it.</summary>
    internal SharedVersion Use() => Source("an argument of a call").Use();

    private SharedSource<T> Source(string use) => _source
        ?? throw new InvalidOperationException($"{this} was received by a task, which can only read its value; {use} is for the main rank.");
}
