// The forms differ in what they map; each takes the same options, last.
#pragma warning disable RS0026

using MpiPool.Scheduling.Maps;

namespace MpiPool;

/// <content>Maps for the sake of what tasks do: results are dropped.</content>
public sealed partial class WorkerPool
{
    /// <summary>Runs a task for every item and waits until all are done. The first error of an item, as they end, is thrown and what has not begun is cancelled, unless the options say <see cref="MapErrors.Skip"/>. See <see cref="Map{T, TResult}(TaskHandle{T, TResult}, IEnumerable{T}, MapOptions)"/>.</summary>
    /// <typeparam name="T">The items.</typeparam>
    /// <typeparam name="TResult">What the task returns; it is dropped.</typeparam>
    /// <param name="task">The task.</param>
    /// <param name="items">The input.</param>
    /// <param name="options">Settings of this map; null for the defaults.</param>
    /// <exception cref="PoolGuardException">This rank is a worker.</exception>
    public void ForEach<T, TResult>(TaskHandle<T, TResult> task, IEnumerable<T> items, MapOptions? options = null) =>
        Drain(StartMap(task, items, options, isOrdered: false));

    /// <summary>Runs a task of two arguments for every tuple and waits until all are done. See <see cref="Map{T, TResult}(TaskHandle{T, TResult}, IEnumerable{T}, MapOptions)"/>.</summary>
    /// <typeparam name="T1">The first arguments.</typeparam>
    /// <typeparam name="T2">The second arguments.</typeparam>
    /// <typeparam name="TResult">What the task returns; it is dropped.</typeparam>
    /// <param name="task">The task.</param>
    /// <param name="items">The tuples.</param>
    /// <param name="options">Settings of this map; null for the defaults.</param>
    /// <exception cref="PoolGuardException">This rank is a worker.</exception>
    public void ForEach<T1, T2, TResult>(TaskHandle<T1, T2, TResult> task, IEnumerable<(T1, T2)> items, MapOptions? options = null) =>
        Drain(StartMap(task, items, options, isOrdered: false));

    /// <summary>Runs a task of three arguments for every tuple and waits until all are done. See <see cref="Map{T, TResult}(TaskHandle{T, TResult}, IEnumerable{T}, MapOptions)"/>.</summary>
    /// <typeparam name="T1">The first arguments.</typeparam>
    /// <typeparam name="T2">The second arguments.</typeparam>
    /// <typeparam name="T3">The third arguments.</typeparam>
    /// <typeparam name="TResult">What the task returns; it is dropped.</typeparam>
    /// <param name="task">The task.</param>
    /// <param name="items">The tuples.</param>
    /// <param name="options">Settings of this map; null for the defaults.</param>
    /// <exception cref="PoolGuardException">This rank is a worker.</exception>
    public void ForEach<T1, T2, T3, TResult>(TaskHandle<T1, T2, T3, TResult> task, IEnumerable<(T1, T2, T3)> items, MapOptions? options = null) =>
        Drain(StartMap(task, items, options, isOrdered: false));

    /// <summary>Runs a task of four arguments for every tuple and waits until all are done. See <see cref="Map{T, TResult}(TaskHandle{T, TResult}, IEnumerable{T}, MapOptions)"/>.</summary>
    /// <typeparam name="T1">The first arguments.</typeparam>
    /// <typeparam name="T2">The second arguments.</typeparam>
    /// <typeparam name="T3">The third arguments.</typeparam>
    /// <typeparam name="T4">The fourth arguments.</typeparam>
    /// <typeparam name="TResult">What the task returns; it is dropped.</typeparam>
    /// <param name="task">The task.</param>
    /// <param name="items">The tuples.</param>
    /// <param name="options">Settings of this map; null for the defaults.</param>
    /// <exception cref="PoolGuardException">This rank is a worker.</exception>
    public void ForEach<T1, T2, T3, T4, TResult>(TaskHandle<T1, T2, T3, T4, TResult> task, IEnumerable<(T1, T2, T3, T4)> items, MapOptions? options = null) =>
        Drain(StartMap(task, items, options, isOrdered: false));

    /// <summary>Runs the call that <paramref name="call"/> makes of every item and waits until all are done. See <see cref="Map{T, TResult}(TaskHandle{T, TResult}, IEnumerable{T}, MapOptions)"/>.</summary>
    /// <typeparam name="T">The items.</typeparam>
    /// <typeparam name="TResult">What the task returns; it is dropped.</typeparam>
    /// <param name="call">Makes a call of an item: a call factory such as <c>Kernels.Tasks.Square</c>, or a lambda. Runs on the thread that reads the results.</param>
    /// <param name="items">The input.</param>
    /// <param name="options">Settings of this map; null for the defaults.</param>
    /// <exception cref="PoolGuardException">This rank is a worker.</exception>
    public void ForEach<T, TResult>(Func<T, TaskCall<TResult>> call, IEnumerable<T> items, MapOptions? options = null) =>
        Drain(StartMap(call, items, options, isOrdered: false));

    /// <summary>Runs a task for every item. See <see cref="Map{T, TResult}(TaskHandle{T, TResult}, IEnumerable{T}, MapOptions)"/>.</summary>
    /// <typeparam name="T">The items.</typeparam>
    /// <typeparam name="TResult">What the task returns; it is dropped.</typeparam>
    /// <param name="task">The task.</param>
    /// <param name="items">The input.</param>
    /// <param name="options">Settings of this map; null for the defaults.</param>
    /// <returns>Ends when all are done; fails with the first error of an item, as they end, unless the options say <see cref="MapErrors.Skip"/>.</returns>
    /// <exception cref="PoolGuardException">This rank is a worker.</exception>
    public Task ForEachAsync<T, TResult>(TaskHandle<T, TResult> task, IEnumerable<T> items, MapOptions? options = null) =>
        DrainAsync(AsyncMap.Results(StartMap(task, items, options, isOrdered: false)));

    /// <summary>Runs a task of two arguments for every tuple. See <see cref="Map{T, TResult}(TaskHandle{T, TResult}, IEnumerable{T}, MapOptions)"/>.</summary>
    /// <typeparam name="T1">The first arguments.</typeparam>
    /// <typeparam name="T2">The second arguments.</typeparam>
    /// <typeparam name="TResult">What the task returns; it is dropped.</typeparam>
    /// <param name="task">The task.</param>
    /// <param name="items">The tuples.</param>
    /// <param name="options">Settings of this map; null for the defaults.</param>
    /// <returns>Ends when all are done; fails with the first error of an item, as they end, unless the options say <see cref="MapErrors.Skip"/>.</returns>
    /// <exception cref="PoolGuardException">This rank is a worker.</exception>
    public Task ForEachAsync<T1, T2, TResult>(TaskHandle<T1, T2, TResult> task, IEnumerable<(T1, T2)> items, MapOptions? options = null) =>
        DrainAsync(AsyncMap.Results(StartMap(task, items, options, isOrdered: false)));

    /// <summary>Runs a task of three arguments for every tuple. See <see cref="Map{T, TResult}(TaskHandle{T, TResult}, IEnumerable{T}, MapOptions)"/>.</summary>
    /// <typeparam name="T1">The first arguments.</typeparam>
    /// <typeparam name="T2">The second arguments.</typeparam>
    /// <typeparam name="T3">The third arguments.</typeparam>
    /// <typeparam name="TResult">What the task returns; it is dropped.</typeparam>
    /// <param name="task">The task.</param>
    /// <param name="items">The tuples.</param>
    /// <param name="options">Settings of this map; null for the defaults.</param>
    /// <returns>Ends when all are done; fails with the first error of an item, as they end, unless the options say <see cref="MapErrors.Skip"/>.</returns>
    /// <exception cref="PoolGuardException">This rank is a worker.</exception>
    public Task ForEachAsync<T1, T2, T3, TResult>(TaskHandle<T1, T2, T3, TResult> task, IEnumerable<(T1, T2, T3)> items, MapOptions? options = null) =>
        DrainAsync(AsyncMap.Results(StartMap(task, items, options, isOrdered: false)));

    /// <summary>Runs a task of four arguments for every tuple. See <see cref="Map{T, TResult}(TaskHandle{T, TResult}, IEnumerable{T}, MapOptions)"/>.</summary>
    /// <typeparam name="T1">The first arguments.</typeparam>
    /// <typeparam name="T2">The second arguments.</typeparam>
    /// <typeparam name="T3">The third arguments.</typeparam>
    /// <typeparam name="T4">The fourth arguments.</typeparam>
    /// <typeparam name="TResult">What the task returns; it is dropped.</typeparam>
    /// <param name="task">The task.</param>
    /// <param name="items">The tuples.</param>
    /// <param name="options">Settings of this map; null for the defaults.</param>
    /// <returns>Ends when all are done; fails with the first error of an item, as they end, unless the options say <see cref="MapErrors.Skip"/>.</returns>
    /// <exception cref="PoolGuardException">This rank is a worker.</exception>
    public Task ForEachAsync<T1, T2, T3, T4, TResult>(TaskHandle<T1, T2, T3, T4, TResult> task, IEnumerable<(T1, T2, T3, T4)> items, MapOptions? options = null) =>
        DrainAsync(AsyncMap.Results(StartMap(task, items, options, isOrdered: false)));

    /// <summary>Runs the call that <paramref name="call"/> makes of every item. See <see cref="Map{T, TResult}(TaskHandle{T, TResult}, IEnumerable{T}, MapOptions)"/>.</summary>
    /// <typeparam name="T">The items.</typeparam>
    /// <typeparam name="TResult">What the task returns; it is dropped.</typeparam>
    /// <param name="call">Makes a call of an item: a call factory such as <c>Kernels.Tasks.Square</c>, or a lambda. Runs on the thread that reads the results.</param>
    /// <param name="items">The input.</param>
    /// <param name="options">Settings of this map; null for the defaults.</param>
    /// <returns>Ends when all are done; fails with the first error of an item, as they end.</returns>
    /// <exception cref="PoolGuardException">This rank is a worker.</exception>
    public Task ForEachAsync<T, TResult>(Func<T, TaskCall<TResult>> call, IEnumerable<T> items, MapOptions? options = null) =>
        DrainAsync(AsyncMap.Results(StartMap(call, items, options, isOrdered: false)));

    /// <summary>Runs a task for every item of an asynchronous sequence. See <see cref="Map{T, TResult}(TaskHandle{T, TResult}, IEnumerable{T}, MapOptions)"/>.</summary>
    /// <typeparam name="T">The items.</typeparam>
    /// <typeparam name="TResult">What the task returns; it is dropped.</typeparam>
    /// <param name="task">The task.</param>
    /// <param name="items">The input.</param>
    /// <param name="options">Settings of this map; null for the defaults.</param>
    /// <returns>Ends when all are done; fails with the first error of an item, as they end.</returns>
    /// <exception cref="PoolGuardException">This rank is a worker.</exception>
    public Task ForEachAsync<T, TResult>(TaskHandle<T, TResult> task, IAsyncEnumerable<T> items, MapOptions? options = null) =>
        DrainAsync(AsyncMap.Results(StartMap(task, items, options, isOrdered: false), items, static item => item));

    private static void Drain<TItem, TResult>(MapRun<TItem, TResult> run)
    {
        foreach (TResult _ in new RunResults<TItem, TResult>(run))
        {
        }
    }

    private static async Task DrainAsync<TResult>(IAsyncEnumerable<TResult> results)
    {
        await foreach (TResult _ in results.ConfigureAwait(false))
        {
        }
    }
}
