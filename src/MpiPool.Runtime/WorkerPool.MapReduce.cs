// The forms differ in what they reduce; each takes the same options, last.
#pragma warning disable RS0026

namespace MpiPool;

/// <content>Maps whose results are combined on the workers.</content>
public sealed partial class WorkerPool
{
    /// <summary>
    /// Runs a task for every item and combines the results on the workers: only accumulators travel. The calling thread reads the input and drives the communication. Reads the
    /// input as workers want items, so that it may be longer than memory. Where an item fails, the reduction fails with the error of the first
    /// one in the order of the input, what has not begun is dropped, and nothing stays on the workers; the options can have failed items
    /// replaced or left out. No items give the reducer's identity.
    /// </summary>
    /// <typeparam name="T">The items.</typeparam>
    /// <typeparam name="TItem">What the task returns.</typeparam>
    /// <typeparam name="TAccumulator">What is accumulated.</typeparam>
    /// <param name="task">The task, such as <c>Kernels.Tasks.Handles.Block</c>.</param>
    /// <param name="items">The input; enumerated once. Items must not change until the reduction has ended.</param>
    /// <param name="reducer">Combines results: <c>TallySum.Reducer</c> of a struct marked <see cref="MpiReducerAttribute"/>.</param>
    /// <param name="order">In which order. <see cref="ReduceOrder.Fixed"/> gives the same bits whatever the number of workers.</param>
    /// <param name="options">
    /// Settings; null for the defaults. In fixed order the chunk size is that of the blocks whose items are added one after the other, 1 unless
    /// set. The window does not count here.
    /// </param>
    /// <returns>The accumulator of all items.</returns>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The order is none of the enumeration.</exception>
    /// <exception cref="ArgumentException">The options' replacement is not of the result's type.</exception>
    /// <exception cref="InvalidOperationException">The pool's task table has not the task or the reducer.</exception>
    /// <exception cref="RemoteTaskException">An item failed (<see cref="RemoteTaskException.ItemIndex"/>), or the reducer threw.</exception>
    /// <exception cref="MapInputException">The input threw.</exception>
    /// <exception cref="TimeoutException">The options' time was over.</exception>
    /// <exception cref="OperationCanceledException">The options' token has fired.</exception>
    /// <exception cref="ObjectDisposedException">The pool was shut down.</exception>
    /// <exception cref="PoolBrokenException">The pool is broken, or breaks meanwhile.</exception>
    /// <exception cref="PoolGuardException">This rank is a worker.</exception>
    public TAccumulator MapReduce<T, TItem, TAccumulator>(TaskHandle<T, TItem> task, IEnumerable<T> items, Reducer<TAccumulator, TItem> reducer, ReduceOrder order = ReduceOrder.Any, MapOptions? options = null) =>
        StartReduce(task, items, reducer, order, options).Run();

    /// <summary>Reduces the results of the calls that <paramref name="call"/> makes of the items. The function runs here; only the calls travel. See <see cref="MapReduce{T, TItem, TAccumulator}(TaskHandle{T, TItem}, IEnumerable{T}, Reducer{TAccumulator, TItem}, ReduceOrder, MapOptions)"/>.</summary>
    /// <typeparam name="T">The items.</typeparam>
    /// <typeparam name="TItem">What the tasks return.</typeparam>
    /// <typeparam name="TAccumulator">What is accumulated.</typeparam>
    /// <param name="call">Makes a call of an item.</param>
    /// <param name="items">The input.</param>
    /// <param name="reducer">Combines results.</param>
    /// <param name="order">In which order.</param>
    /// <param name="options">Settings; null for the defaults.</param>
    /// <returns>The accumulator of all items.</returns>
    /// <exception cref="PoolGuardException">This rank is a worker.</exception>
    public TAccumulator MapReduce<T, TItem, TAccumulator>(Func<T, TaskCall<TItem>> call, IEnumerable<T> items, Reducer<TAccumulator, TItem> reducer, ReduceOrder order = ReduceOrder.Any, MapOptions? options = null) =>
        StartReduce(call, items, reducer, order, options).Run();

    /// <summary>Reduces the results of a task of two arguments over tuples. See <see cref="MapReduce{T, TItem, TAccumulator}(TaskHandle{T, TItem}, IEnumerable{T}, Reducer{TAccumulator, TItem}, ReduceOrder, MapOptions)"/>.</summary>
    /// <typeparam name="T1">The first arguments.</typeparam>
    /// <typeparam name="T2">The second arguments.</typeparam>
    /// <typeparam name="TItem">What the task returns.</typeparam>
    /// <typeparam name="TAccumulator">What is accumulated.</typeparam>
    /// <param name="task">The task.</param>
    /// <param name="items">The tuples.</param>
    /// <param name="reducer">Combines results.</param>
    /// <param name="order">In which order.</param>
    /// <param name="options">Settings; null for the defaults.</param>
    /// <returns>The accumulator of all items.</returns>
    /// <exception cref="PoolGuardException">This rank is a worker.</exception>
    public TAccumulator MapReduce<T1, T2, TItem, TAccumulator>(TaskHandle<T1, T2, TItem> task, IEnumerable<(T1, T2)> items, Reducer<TAccumulator, TItem> reducer, ReduceOrder order = ReduceOrder.Any, MapOptions? options = null) =>
        StartReduce(task, items, reducer, order, options).Run();

    /// <summary>Reduces the results of a task of three arguments over tuples. See <see cref="MapReduce{T, TItem, TAccumulator}(TaskHandle{T, TItem}, IEnumerable{T}, Reducer{TAccumulator, TItem}, ReduceOrder, MapOptions)"/>.</summary>
    /// <typeparam name="T1">The first arguments.</typeparam>
    /// <typeparam name="T2">The second arguments.</typeparam>
    /// <typeparam name="T3">The third arguments.</typeparam>
    /// <typeparam name="TItem">What the task returns.</typeparam>
    /// <typeparam name="TAccumulator">What is accumulated.</typeparam>
    /// <param name="task">The task.</param>
    /// <param name="items">The tuples.</param>
    /// <param name="reducer">Combines results.</param>
    /// <param name="order">In which order.</param>
    /// <param name="options">Settings; null for the defaults.</param>
    /// <returns>The accumulator of all items.</returns>
    /// <exception cref="PoolGuardException">This rank is a worker.</exception>
    public TAccumulator MapReduce<T1, T2, T3, TItem, TAccumulator>(TaskHandle<T1, T2, T3, TItem> task, IEnumerable<(T1, T2, T3)> items, Reducer<TAccumulator, TItem> reducer, ReduceOrder order = ReduceOrder.Any, MapOptions? options = null) =>
        StartReduce(task, items, reducer, order, options).Run();

    /// <summary>Reduces the results of a task of four arguments over tuples. See <see cref="MapReduce{T, TItem, TAccumulator}(TaskHandle{T, TItem}, IEnumerable{T}, Reducer{TAccumulator, TItem}, ReduceOrder, MapOptions)"/>.</summary>
    /// <typeparam name="T1">The first arguments.</typeparam>
    /// <typeparam name="T2">The second arguments.</typeparam>
    /// <typeparam name="T3">The third arguments.</typeparam>
    /// <typeparam name="T4">The fourth arguments.</typeparam>
    /// <typeparam name="TItem">What the task returns.</typeparam>
    /// <typeparam name="TAccumulator">What is accumulated.</typeparam>
    /// <param name="task">The task.</param>
    /// <param name="items">The tuples.</param>
    /// <param name="reducer">Combines results.</param>
    /// <param name="order">In which order.</param>
    /// <param name="options">Settings; null for the defaults.</param>
    /// <returns>The accumulator of all items.</returns>
    /// <exception cref="PoolGuardException">This rank is a worker.</exception>
    public TAccumulator MapReduce<T1, T2, T3, T4, TItem, TAccumulator>(TaskHandle<T1, T2, T3, T4, TItem> task, IEnumerable<(T1, T2, T3, T4)> items, Reducer<TAccumulator, TItem> reducer, ReduceOrder order = ReduceOrder.Any, MapOptions? options = null) =>
        StartReduce(task, items, reducer, order, options).Run();

    /// <summary>Reduces with a reducer that is chosen by its type, for code that is generic over it. See <see cref="MapReduce{T, TItem, TAccumulator}(TaskHandle{T, TItem}, IEnumerable{T}, Reducer{TAccumulator, TItem}, ReduceOrder, MapOptions)"/>.</summary>
    /// <typeparam name="TReducer">The reducer: a struct marked <see cref="MpiReducerAttribute"/>.</typeparam>
    /// <typeparam name="T">The items.</typeparam>
    /// <typeparam name="TItem">What the task returns.</typeparam>
    /// <typeparam name="TAccumulator">What is accumulated.</typeparam>
    /// <param name="task">The task.</param>
    /// <param name="items">The input.</param>
    /// <param name="order">In which order.</param>
    /// <param name="options">Settings; null for the defaults.</param>
    /// <returns>The accumulator of all items.</returns>
    /// <exception cref="ArgumentException">The struct is not marked.</exception>
    /// <exception cref="PoolGuardException">This rank is a worker.</exception>
    public TAccumulator MapReduce<TReducer, T, TItem, TAccumulator>(TaskHandle<T, TItem> task, IEnumerable<T> items, ReduceOrder order = ReduceOrder.Any, MapOptions? options = null)
        where TReducer : struct, IReducer<TAccumulator, TItem> =>
        MapReduce(task, items, Reducers.Of<TReducer, TAccumulator, TItem>(), order, options);
}
