namespace MpiPool;

public sealed partial class WorkerPool
{
    /// <summary>
    /// Shares a value with the workers: <c>using Shared&lt;double[]&gt; data = pool.Share(array);</c>, then <c>Kernels.Tasks.Dot(data, 0, 10)</c>. It is
    /// sent to each worker once, with the first call that takes it, or at once.
    /// </summary>
    /// <typeparam name="T">The value's type, as the tasks declare it: some task has a parameter of type <c>Shared&lt;T&gt;</c>.</typeparam>
    /// <param name="value">The value. It is written here, but for its large arrays, which are sent from where they stand: it must not change while tasks may use it.</param>
    /// <remarks>
    /// Share a large array that tasks only read as memory, <c>pool.Share&lt;ReadOnlyMemory&lt;double&gt;&gt;(array)</c>: the workers of a host then have it
    /// once, where as an array each has a copy.
    /// </remarks>
    /// <param name="eager">Whether it is sent at once, so that the first calls do not wait for it.</param>
    /// <returns>The handle to pass to calls. Disposing it frees the value on the workers; so does the end of the pool.</returns>
    /// <exception cref="ArgumentException">No task of this program takes a <c>Shared&lt;T&gt;</c>.</exception>
    /// <exception cref="InvalidOperationException">The value cannot be serialized.</exception>
    /// <exception cref="ObjectDisposedException">The pool was shut down.</exception>
    /// <exception cref="PoolBrokenException">The pool is broken.</exception>
    /// <exception cref="PoolGuardException">This rank is a worker.</exception>
    public Shared<T> Share<T>(T value, bool eager = false)
    {
        Guard();
        return new Shared<T>(_rank.Share(value, eager));
    }
}
