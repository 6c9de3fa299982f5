// The forms differ in what they map; each takes the same options, last.
#pragma warning disable RS0026

using MpiPool.Scheduling.Maps;

namespace MpiPool;

/// <content>Maps whose results come as they are done.</content>
public sealed partial class WorkerPool
{
    /// <summary>Runs a task for every item and yields the results as they are done, in any order; otherwise as the form in order. See <see cref="Map{T, TResult}(TaskHandle{T, TResult}, IEnumerable{T}, MapOptions)"/>.</summary>
    /// <typeparam name="T">The items.</typeparam>
    /// <typeparam name="TResult">What the task returns.</typeparam>
    /// <param name="task">The task.</param>
    /// <param name="items">The input.</param>
    /// <param name="options">Settings of this map; null for the defaults.</param>
    /// <returns>The results; to be enumerated once.</returns>
    /// <exception cref="PoolGuardException">This rank is a worker.</exception>
    public MapResults<TResult> MapUnordered<T, TResult>(TaskHandle<T, TResult> task, IEnumerable<T> items, MapOptions? options = null) =>
        new RunResults<T, TResult>(StartMap(task, items, options, isOrdered: false));

    /// <summary>Runs a task of two arguments for every tuple and yields the results as they are done. See <see cref="Map{T, TResult}(TaskHandle{T, TResult}, IEnumerable{T}, MapOptions)"/>.</summary>
    /// <typeparam name="T1">The first arguments.</typeparam>
    /// <typeparam name="T2">The second arguments.</typeparam>
    /// <typeparam name="TResult">What the task returns.</typeparam>
    /// <param name="task">The task.</param>
    /// <param name="items">The tuples.</param>
    /// <param name="options">Settings of this map; null for the defaults.</param>
    /// <returns>The results; to be enumerated once.</returns>
    /// <exception cref="PoolGuardException">This rank is a worker.</exception>
    public MapResults<TResult> MapUnordered<T1, T2, TResult>(TaskHandle<T1, T2, TResult> task, IEnumerable<(T1, T2)> items, MapOptions? options = null) =>
        new RunResults<(T1, T2), TResult>(StartMap(task, items, options, isOrdered: false));

    /// <summary>Runs a task of three arguments for every tuple and yields the results as they are done. See <see cref="Map{T, TResult}(TaskHandle{T, TResult}, IEnumerable{T}, MapOptions)"/>.</summary>
    /// <typeparam name="T1">The first arguments.</typeparam>
    /// <typeparam name="T2">The second arguments.</typeparam>
    /// <typeparam name="T3">The third arguments.</typeparam>
    /// <typeparam name="TResult">What the task returns.</typeparam>
    /// <param name="task">The task.</param>
    /// <param name="items">The tuples.</param>
    /// <param name="options">Settings of this map; null for the defaults.</param>
    /// <returns>The results; to be enumerated once.</returns>
    /// <exception cref="PoolGuardException">This rank is a worker.</exception>
    public MapResults<TResult> MapUnordered<T1, T2, T3, TResult>(TaskHandle<T1, T2, T3, TResult> task, IEnumerable<(T1, T2, T3)> items, MapOptions? options = null) =>
        new RunResults<(T1, T2, T3), TResult>(StartMap(task, items, options, isOrdered: false));

    /// <summary>Runs a task of four arguments for every tuple and yields the results as they are done. See <see cref="Map{T, TResult}(TaskHandle{T, TResult}, IEnumerable{T}, MapOptions)"/>.</summary>
    /// <typeparam name="T1">The first arguments.</typeparam>
    /// <typeparam name="T2">The second arguments.</typeparam>
    /// <typeparam name="T3">The third arguments.</typeparam>
    /// <typeparam name="T4">The fourth arguments.</typeparam>
    /// <typeparam name="TResult">What the task returns.</typeparam>
    /// <param name="task">The task.</param>
    /// <param name="items">The tuples.</param>
    /// <param name="options">Settings of this map; null for the defaults.</param>
    /// <returns>The results; to be enumerated once.</returns>
    /// <exception cref="PoolGuardException">This rank is a worker.</exception>
    public MapResults<TResult> MapUnordered<T1, T2, T3, T4, TResult>(TaskHandle<T1, T2, T3, T4, TResult> task, IEnumerable<(T1, T2, T3, T4)> items, MapOptions? options = null) =>
        new RunResults<(T1, T2, T3, T4), TResult>(StartMap(task, items, options, isOrdered: false));

    /// <summary>Runs the call that <paramref name="call"/> makes of every item and yields the results as they are done. See <see cref="Map{T, TResult}(TaskHandle{T, TResult}, IEnumerable{T}, MapOptions)"/>.</summary>
    /// <typeparam name="T">The items.</typeparam>
    /// <typeparam name="TResult">What the task returns.</typeparam>
    /// <param name="call">Makes a call of an item: a call factory such as <c>Kernels.Tasks.Square</c>, or a lambda. Runs on the thread that reads the results.</param>
    /// <param name="items">The input.</param>
    /// <param name="options">Settings of this map; null for the defaults.</param>
    /// <returns>The results; to be enumerated once.</returns>
    /// <exception cref="PoolGuardException">This rank is a worker.</exception>
    public MapResults<TResult> MapUnordered<T, TResult>(Func<T, TaskCall<TResult>> call, IEnumerable<T> items, MapOptions? options = null) =>
        new RunResults<CallItem<T, TResult>, TResult>(StartMap(call, items, options, isOrdered: false));
}
