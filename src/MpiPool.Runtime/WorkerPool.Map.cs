using MpiPool.Scheduling;

namespace MpiPool;

public sealed partial class WorkerPool
{
    /// <summary>
    /// Runs a task for every item and yields the results in the order of the items. Starts at once; pulls further items as results are
    /// read, so that inputs may be longer than memory, or endless. Where an item fails, its exception is thrown at its place, after all
    /// earlier results; then, and when the enumeration is disposed early, nothing more is pulled and what has not begun is cancelled.
    /// </summary>
    /// <typeparam name="T">The items.</typeparam>
    /// <typeparam name="TResult">The results.</typeparam>
    /// <param name="task">The task, such as <c>Kernels.Tasks.Handles.Square</c>.</param>
    /// <param name="items">The input; enumerated once, on the thread that reads the results.</param>
    /// <returns>The results; to be enumerated once, by one thread at a time.</returns>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    /// <exception cref="ObjectDisposedException">The pool was shut down.</exception>
    /// <exception cref="PoolBrokenException">The pool is broken.</exception>
    /// <exception cref="PoolGuardException">This rank is a worker.</exception>
    public IEnumerable<TResult> Map<T, TResult>(TaskHandle<T, TResult> task, IEnumerable<T> items)
    {
        ArgumentNullException.ThrowIfNull(task);
        return StartMap(task.Bind, items);
    }

    /// <summary>Runs the call that <paramref name="call"/> makes of every item. The function runs here; only the calls travel. See <see cref="Map{T, TResult}(TaskHandle{T, TResult}, IEnumerable{T})"/>.</summary>
    /// <typeparam name="T">The items.</typeparam>
    /// <typeparam name="TResult">The results.</typeparam>
    /// <param name="call">Makes a call of an item: a call factory such as <c>Kernels.Tasks.Square</c>, or a lambda. Runs on the thread that reads the results.</param>
    /// <param name="items">The input.</param>
    /// <returns>The results.</returns>
    public IEnumerable<TResult> Map<T, TResult>(Func<T, TaskCall<TResult>> call, IEnumerable<T> items)
    {
        ArgumentNullException.ThrowIfNull(call);
        return StartMap(call, items);
    }

    /// <summary>Runs a task of two arguments for every pair. See <see cref="Map{T, TResult}(TaskHandle{T, TResult}, IEnumerable{T})"/>.</summary>
    /// <typeparam name="T1">The first arguments.</typeparam>
    /// <typeparam name="T2">The second arguments.</typeparam>
    /// <typeparam name="TResult">The results.</typeparam>
    /// <param name="task">The task.</param>
    /// <param name="items">The pairs.</param>
    /// <returns>The results.</returns>
    public IEnumerable<TResult> Map<T1, T2, TResult>(TaskHandle<T1, T2, TResult> task, IEnumerable<(T1, T2)> items)
    {
        ArgumentNullException.ThrowIfNull(task);
        return StartMap(((T1, T2) item) => task.Bind(item.Item1, item.Item2), items);
    }

    /// <summary>Runs a task of two arguments for the pairs of two sequences, as far as the shorter one goes. See <see cref="Map{T, TResult}(TaskHandle{T, TResult}, IEnumerable{T})"/>.</summary>
    /// <typeparam name="T1">The first arguments.</typeparam>
    /// <typeparam name="T2">The second arguments.</typeparam>
    /// <typeparam name="TResult">The results.</typeparam>
    /// <param name="task">The task.</param>
    /// <param name="first">The first arguments.</param>
    /// <param name="second">The second arguments.</param>
    /// <returns>The results.</returns>
    public IEnumerable<TResult> Map<T1, T2, TResult>(TaskHandle<T1, T2, TResult> task, IEnumerable<T1> first, IEnumerable<T2> second)
    {
        ArgumentNullException.ThrowIfNull(first);
        ArgumentNullException.ThrowIfNull(second);
        return Map(task, first.Zip(second));
    }

    private MapRun<T, TResult> StartMap<T, TResult>(Func<T, TaskCall<TResult>> call, IEnumerable<T> items)
    {
        ArgumentNullException.ThrowIfNull(items);
        Guard("Map");
        return _rank.StartMap(call, items);
    }
}
