// The forms differ in what they map; each takes the same options, last.
#pragma warning disable RS0026

using MpiPool.Scheduling.Maps;

namespace MpiPool;

/// <content>Maps that yield what became of each item.</content>
public sealed partial class WorkerPool
{
    /// <summary>Runs a task for every item and yields, in the order of the items, what became of each: its index, the item, the value or the error, the rank that ran it. An item that fails ends nothing. See <see cref="Map{T, TResult}(TaskHandle{T, TResult}, IEnumerable{T}, MapOptions)"/>.</summary>
    /// <typeparam name="T">The items.</typeparam>
    /// <typeparam name="TResult">What the task returns.</typeparam>
    /// <param name="task">The task.</param>
    /// <param name="items">The input.</param>
    /// <param name="options">Settings of this map; their <see cref="MapOptions.Errors"/> does not count here.</param>
    /// <returns>The outcomes; to be enumerated once. The duration of an item that ran in a chunk is that of the chunk, divided.</returns>
    /// <exception cref="PoolGuardException">This rank is a worker.</exception>
    public IEnumerable<MapOutcome<T, TResult>> MapOutcomes<T, TResult>(TaskHandle<T, TResult> task, IEnumerable<T> items, MapOptions? options = null) =>
        new MapOutcomes<T, T, TResult>(StartMap(task, items, options, isOrdered: true, keepsRuns: true), static item => item);

    /// <summary>Runs a task of two arguments for every tuple and yields what became of each. See <see cref="Map{T, TResult}(TaskHandle{T, TResult}, IEnumerable{T}, MapOptions)"/>.</summary>
    /// <typeparam name="T1">The first arguments.</typeparam>
    /// <typeparam name="T2">The second arguments.</typeparam>
    /// <typeparam name="TResult">What the task returns.</typeparam>
    /// <param name="task">The task.</param>
    /// <param name="items">The tuples.</param>
    /// <param name="options">Settings of this map; their <see cref="MapOptions.Errors"/> does not count here.</param>
    /// <returns>The outcomes; to be enumerated once. The duration of an item that ran in a chunk is that of the chunk, divided.</returns>
    /// <exception cref="PoolGuardException">This rank is a worker.</exception>
    public IEnumerable<MapOutcome<(T1, T2), TResult>> MapOutcomes<T1, T2, TResult>(TaskHandle<T1, T2, TResult> task, IEnumerable<(T1, T2)> items, MapOptions? options = null) =>
        new MapOutcomes<(T1, T2), (T1, T2), TResult>(StartMap(task, items, options, isOrdered: true, keepsRuns: true), static item => item);

    /// <summary>Runs a task of three arguments for every tuple and yields what became of each. See <see cref="Map{T, TResult}(TaskHandle{T, TResult}, IEnumerable{T}, MapOptions)"/>.</summary>
    /// <typeparam name="T1">The first arguments.</typeparam>
    /// <typeparam name="T2">The second arguments.</typeparam>
    /// <typeparam name="T3">The third arguments.</typeparam>
    /// <typeparam name="TResult">What the task returns.</typeparam>
    /// <param name="task">The task.</param>
    /// <param name="items">The tuples.</param>
    /// <param name="options">Settings of this map; their <see cref="MapOptions.Errors"/> does not count here.</param>
    /// <returns>The outcomes; to be enumerated once. The duration of an item that ran in a chunk is that of the chunk, divided.</returns>
    /// <exception cref="PoolGuardException">This rank is a worker.</exception>
    public IEnumerable<MapOutcome<(T1, T2, T3), TResult>> MapOutcomes<T1, T2, T3, TResult>(TaskHandle<T1, T2, T3, TResult> task, IEnumerable<(T1, T2, T3)> items, MapOptions? options = null) =>
        new MapOutcomes<(T1, T2, T3), (T1, T2, T3), TResult>(StartMap(task, items, options, isOrdered: true, keepsRuns: true), static item => item);

    /// <summary>Runs a task of four arguments for every tuple and yields what became of each. See <see cref="Map{T, TResult}(TaskHandle{T, TResult}, IEnumerable{T}, MapOptions)"/>.</summary>
    /// <typeparam name="T1">The first arguments.</typeparam>
    /// <typeparam name="T2">The second arguments.</typeparam>
    /// <typeparam name="T3">The third arguments.</typeparam>
    /// <typeparam name="T4">The fourth arguments.</typeparam>
    /// <typeparam name="TResult">What the task returns.</typeparam>
    /// <param name="task">The task.</param>
    /// <param name="items">The tuples.</param>
    /// <param name="options">Settings of this map; their <see cref="MapOptions.Errors"/> does not count here.</param>
    /// <returns>The outcomes; to be enumerated once. The duration of an item that ran in a chunk is that of the chunk, divided.</returns>
    /// <exception cref="PoolGuardException">This rank is a worker.</exception>
    public IEnumerable<MapOutcome<(T1, T2, T3, T4), TResult>> MapOutcomes<T1, T2, T3, T4, TResult>(TaskHandle<T1, T2, T3, T4, TResult> task, IEnumerable<(T1, T2, T3, T4)> items, MapOptions? options = null) =>
        new MapOutcomes<(T1, T2, T3, T4), (T1, T2, T3, T4), TResult>(StartMap(task, items, options, isOrdered: true, keepsRuns: true), static item => item);

    /// <summary>Runs the call that <paramref name="call"/> makes of every item and yields what became of each. See <see cref="Map{T, TResult}(TaskHandle{T, TResult}, IEnumerable{T}, MapOptions)"/>.</summary>
    /// <typeparam name="T">The items.</typeparam>
    /// <typeparam name="TResult">What the task returns.</typeparam>
    /// <param name="call">Makes a call of an item: a call factory such as <c>Kernels.Tasks.Square</c>, or a lambda. Runs on the thread that reads the results.</param>
    /// <param name="items">The input.</param>
    /// <param name="options">Settings of this map; their <see cref="MapOptions.Errors"/> does not count here.</param>
    /// <returns>The outcomes; to be enumerated once.</returns>
    /// <exception cref="PoolGuardException">This rank is a worker.</exception>
    public IEnumerable<MapOutcome<T, TResult>> MapOutcomes<T, TResult>(Func<T, TaskCall<TResult>> call, IEnumerable<T> items, MapOptions? options = null) =>
        new MapOutcomes<T, CallItem<T, TResult>, TResult>(StartMap(call, items, options, isOrdered: true, keepsRuns: true), static item => item.Input);

    /// <summary>The asynchronous form of <see cref="MapOutcomes{T, TResult}(TaskHandle{T, TResult}, IEnumerable{T}, MapOptions)"/>.</summary>
    /// <typeparam name="T">The items.</typeparam>
    /// <typeparam name="TResult">What the task returns.</typeparam>
    /// <param name="task">The task.</param>
    /// <param name="items">The input.</param>
    /// <param name="options">Settings of this map; their <see cref="MapOptions.Errors"/> does not count here.</param>
    /// <returns>The outcomes; to be enumerated once.</returns>
    /// <exception cref="PoolGuardException">This rank is a worker.</exception>
    public IAsyncEnumerable<MapOutcome<T, TResult>> MapOutcomesAsync<T, TResult>(TaskHandle<T, TResult> task, IEnumerable<T> items, MapOptions? options = null) =>
        Once(AsyncMap.Outcomes(StartMap(task, items, options, isOrdered: true, keepsRuns: true), static (T item) => item));

    /// <summary>The asynchronous form of <see cref="MapOutcomes{T, TResult}(Func{T, TaskCall{TResult}}, IEnumerable{T}, MapOptions)"/>.</summary>
    /// <typeparam name="T">The items.</typeparam>
    /// <typeparam name="TResult">What the task returns.</typeparam>
    /// <param name="call">Makes a call of an item: a call factory such as <c>Kernels.Tasks.Square</c>, or a lambda. Runs on the thread that reads the results.</param>
    /// <param name="items">The input.</param>
    /// <param name="options">Settings of this map; their <see cref="MapOptions.Errors"/> does not count here.</param>
    /// <returns>The outcomes; to be enumerated once.</returns>
    /// <exception cref="PoolGuardException">This rank is a worker.</exception>
    public IAsyncEnumerable<MapOutcome<T, TResult>> MapOutcomesAsync<T, TResult>(Func<T, TaskCall<TResult>> call, IEnumerable<T> items, MapOptions? options = null) =>
        Once(AsyncMap.Outcomes(StartMap(call, items, options, isOrdered: true, keepsRuns: true), static (CallItem<T, TResult> item) => item.Input));

    /// <summary>Runs a task of two arguments for every tuple and yields how each ended.</summary>
    /// <inheritdoc cref="MapOutcomes{T1, T2, TResult}(TaskHandle{T1, T2, TResult}, IEnumerable{ValueTuple{T1, T2}}, MapOptions)"/>
    public IAsyncEnumerable<MapOutcome<(T1, T2), TResult>> MapOutcomesAsync<T1, T2, TResult>(TaskHandle<T1, T2, TResult> task, IEnumerable<(T1, T2)> items, MapOptions? options = null) =>
        Once(AsyncMap.Outcomes(StartMap(task, items, options, isOrdered: true, keepsRuns: true), static ((T1, T2) item) => item));

    /// <summary>Runs a task of three arguments for every tuple and yields how each ended.</summary>
    /// <inheritdoc cref="MapOutcomes{T1, T2, T3, TResult}(TaskHandle{T1, T2, T3, TResult}, IEnumerable{ValueTuple{T1, T2, T3}}, MapOptions)"/>
    public IAsyncEnumerable<MapOutcome<(T1, T2, T3), TResult>> MapOutcomesAsync<T1, T2, T3, TResult>(TaskHandle<T1, T2, T3, TResult> task, IEnumerable<(T1, T2, T3)> items, MapOptions? options = null) =>
        Once(AsyncMap.Outcomes(StartMap(task, items, options, isOrdered: true, keepsRuns: true), static ((T1, T2, T3) item) => item));

    /// <summary>Runs a task of four arguments for every tuple and yields how each ended.</summary>
    /// <inheritdoc cref="MapOutcomes{T1, T2, T3, T4, TResult}(TaskHandle{T1, T2, T3, T4, TResult}, IEnumerable{ValueTuple{T1, T2, T3, T4}}, MapOptions)"/>
    public IAsyncEnumerable<MapOutcome<(T1, T2, T3, T4), TResult>> MapOutcomesAsync<T1, T2, T3, T4, TResult>(TaskHandle<T1, T2, T3, T4, TResult> task, IEnumerable<(T1, T2, T3, T4)> items, MapOptions? options = null) =>
        Once(AsyncMap.Outcomes(StartMap(task, items, options, isOrdered: true, keepsRuns: true), static ((T1, T2, T3, T4) item) => item));
}
