// The forms differ in what they map; each takes the same options, last.
#pragma warning disable RS0026

using MpiPool.Scheduling.Maps;

namespace MpiPool;

/// <content>Maps whose results come in the order of the items.</content>
public sealed partial class WorkerPool
{
    /// <summary>
    /// Runs a task for every item and yields the results in the order of the items. Starts at once; reads further items as results are read, so
    /// that inputs may be longer than memory, or endless. Where an item fails, its exception is thrown at its place, after all earlier results,
    /// unless the options say otherwise; then, and when the enumeration is disposed early, nothing more is read and what has not begun is
    /// cancelled. Items of short tasks travel together. The thread that reads the results drives the communication while it waits.
    /// </summary>
    /// <typeparam name="T">The items.</typeparam>
    /// <typeparam name="TResult">The results.</typeparam>
    /// <param name="task">The task, such as <c>Kernels.Tasks.Handles.Square</c>.</param>
    /// <param name="items">The input; enumerated once, on the thread that reads the results. Items must not change until their result is there.</param>
    /// <param name="options">Settings of this map; null for the defaults.</param>
    /// <returns>
    /// The results; to be enumerated once, by one thread at a time. The enumeration throws <see cref="RemoteTaskException"/> where an item fails,
    /// <see cref="MapInputException"/> where the input throws, <see cref="TimeoutException"/> or <see cref="OperationCanceledException"/> as the
    /// options have it, <see cref="PoolBrokenException"/> where the pool breaks.
    /// </returns>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    /// <exception cref="ArgumentException">The options' replacement is not of the result's type.</exception>
    /// <exception cref="ObjectDisposedException">The pool was shut down.</exception>
    /// <exception cref="PoolBrokenException">The pool is broken.</exception>
    /// <exception cref="PoolGuardException">This rank is a worker.</exception>
    public MapResults<TResult> Map<T, TResult>(TaskHandle<T, TResult> task, IEnumerable<T> items, MapOptions? options = null) =>
        new RunResults<T, TResult>(StartMap(task, items, options, isOrdered: true));

    /// <summary>Runs the call that <paramref name="call"/> makes of every item. The function runs here; only the calls travel. See <see cref="Map{T, TResult}(TaskHandle{T, TResult}, IEnumerable{T}, MapOptions)"/>.</summary>
    /// <typeparam name="T">The items.</typeparam>
    /// <typeparam name="TResult">The results.</typeparam>
    /// <param name="call">Makes a call of an item: a call factory such as <c>Kernels.Tasks.Square</c>, or a lambda. Runs on the thread that reads the results.</param>
    /// <param name="items">The input.</param>
    /// <param name="options">Settings of this map; null for the defaults.</param>
    /// <returns>The results.</returns>
    /// <exception cref="PoolGuardException">This rank is a worker.</exception>
    public MapResults<TResult> Map<T, TResult>(Func<T, TaskCall<TResult>> call, IEnumerable<T> items, MapOptions? options = null) =>
        new RunResults<CallItem<T, TResult>, TResult>(StartMap(call, items, options, isOrdered: true));

    /// <summary>Runs a task of two arguments for every tuple. See <see cref="Map{T, TResult}(TaskHandle{T, TResult}, IEnumerable{T}, MapOptions)"/>.</summary>
    /// <typeparam name="T1">The first arguments.</typeparam>
    /// <typeparam name="T2">The second arguments.</typeparam>
    /// <typeparam name="TResult">The results.</typeparam>
    /// <param name="task">The task.</param>
    /// <param name="items">The tuples.</param>
    /// <param name="options">Settings of this map; null for the defaults.</param>
    /// <returns>The results.</returns>
    /// <exception cref="PoolGuardException">This rank is a worker.</exception>
    public MapResults<TResult> Map<T1, T2, TResult>(TaskHandle<T1, T2, TResult> task, IEnumerable<(T1, T2)> items, MapOptions? options = null) =>
        new RunResults<(T1, T2), TResult>(StartMap(task, items, options, isOrdered: true));

    /// <summary>Runs a task of two arguments over two sequences side by side, as far as the shortest one goes. See <see cref="Map{T, TResult}(TaskHandle{T, TResult}, IEnumerable{T}, MapOptions)"/>.</summary>
    /// <typeparam name="T1">The first arguments.</typeparam>
    /// <typeparam name="T2">The second arguments.</typeparam>
    /// <typeparam name="TResult">The results.</typeparam>
    /// <param name="task">The task.</param>
    /// <param name="first">The first arguments.</param>
    /// <param name="second">The second arguments.</param>
    /// <param name="options">Settings of this map; null for the defaults.</param>
    /// <returns>The results.</returns>
    /// <exception cref="PoolGuardException">This rank is a worker.</exception>
    public MapResults<TResult> Map<T1, T2, TResult>(TaskHandle<T1, T2, TResult> task, IEnumerable<T1> first, IEnumerable<T2> second, MapOptions? options = null) =>
        Map(task, Zipped.From(first, second), options);

    /// <summary>Runs a task of three arguments for every tuple. See <see cref="Map{T, TResult}(TaskHandle{T, TResult}, IEnumerable{T}, MapOptions)"/>.</summary>
    /// <typeparam name="T1">The first arguments.</typeparam>
    /// <typeparam name="T2">The second arguments.</typeparam>
    /// <typeparam name="T3">The third arguments.</typeparam>
    /// <typeparam name="TResult">The results.</typeparam>
    /// <param name="task">The task.</param>
    /// <param name="items">The tuples.</param>
    /// <param name="options">Settings of this map; null for the defaults.</param>
    /// <returns>The results.</returns>
    /// <exception cref="PoolGuardException">This rank is a worker.</exception>
    public MapResults<TResult> Map<T1, T2, T3, TResult>(TaskHandle<T1, T2, T3, TResult> task, IEnumerable<(T1, T2, T3)> items, MapOptions? options = null) =>
        new RunResults<(T1, T2, T3), TResult>(StartMap(task, items, options, isOrdered: true));

    /// <summary>Runs a task of three arguments over three sequences side by side, as far as the shortest one goes. See <see cref="Map{T, TResult}(TaskHandle{T, TResult}, IEnumerable{T}, MapOptions)"/>.</summary>
    /// <typeparam name="T1">The first arguments.</typeparam>
    /// <typeparam name="T2">The second arguments.</typeparam>
    /// <typeparam name="T3">The third arguments.</typeparam>
    /// <typeparam name="TResult">The results.</typeparam>
    /// <param name="task">The task.</param>
    /// <param name="first">The first arguments.</param>
    /// <param name="second">The second arguments.</param>
    /// <param name="third">The third arguments.</param>
    /// <param name="options">Settings of this map; null for the defaults.</param>
    /// <returns>The results.</returns>
    /// <exception cref="PoolGuardException">This rank is a worker.</exception>
    public MapResults<TResult> Map<T1, T2, T3, TResult>(TaskHandle<T1, T2, T3, TResult> task, IEnumerable<T1> first, IEnumerable<T2> second, IEnumerable<T3> third, MapOptions? options = null) =>
        Map(task, Zipped.From(first, second, third), options);

    /// <summary>Runs a task of four arguments for every tuple. See <see cref="Map{T, TResult}(TaskHandle{T, TResult}, IEnumerable{T}, MapOptions)"/>.</summary>
    /// <typeparam name="T1">The first arguments.</typeparam>
    /// <typeparam name="T2">The second arguments.</typeparam>
    /// <typeparam name="T3">The third arguments.</typeparam>
    /// <typeparam name="T4">The fourth arguments.</typeparam>
    /// <typeparam name="TResult">The results.</typeparam>
    /// <param name="task">The task.</param>
    /// <param name="items">The tuples.</param>
    /// <param name="options">Settings of this map; null for the defaults.</param>
    /// <returns>The results.</returns>
    /// <exception cref="PoolGuardException">This rank is a worker.</exception>
    public MapResults<TResult> Map<T1, T2, T3, T4, TResult>(TaskHandle<T1, T2, T3, T4, TResult> task, IEnumerable<(T1, T2, T3, T4)> items, MapOptions? options = null) =>
        new RunResults<(T1, T2, T3, T4), TResult>(StartMap(task, items, options, isOrdered: true));

    /// <summary>Runs a task of four arguments over four sequences side by side, as far as the shortest one goes. See <see cref="Map{T, TResult}(TaskHandle{T, TResult}, IEnumerable{T}, MapOptions)"/>.</summary>
    /// <typeparam name="T1">The first arguments.</typeparam>
    /// <typeparam name="T2">The second arguments.</typeparam>
    /// <typeparam name="T3">The third arguments.</typeparam>
    /// <typeparam name="T4">The fourth arguments.</typeparam>
    /// <typeparam name="TResult">The results.</typeparam>
    /// <param name="task">The task.</param>
    /// <param name="first">The first arguments.</param>
    /// <param name="second">The second arguments.</param>
    /// <param name="third">The third arguments.</param>
    /// <param name="fourth">The fourth arguments.</param>
    /// <param name="options">Settings of this map; null for the defaults.</param>
    /// <returns>The results.</returns>
    /// <exception cref="PoolGuardException">This rank is a worker.</exception>
    public MapResults<TResult> Map<T1, T2, T3, T4, TResult>(TaskHandle<T1, T2, T3, T4, TResult> task, IEnumerable<T1> first, IEnumerable<T2> second, IEnumerable<T3> third, IEnumerable<T4> fourth, MapOptions? options = null) =>
        Map(task, Zipped.From(first, second, third, fourth), options);

    /// <summary>Runs the calls that <paramref name="call"/> makes of two sequences side by side, as far as the shortest one goes. See <see cref="Map{T, TResult}(TaskHandle{T, TResult}, IEnumerable{T}, MapOptions)"/>.</summary>
    /// <typeparam name="T1">The first arguments.</typeparam>
    /// <typeparam name="T2">The second arguments.</typeparam>
    /// <typeparam name="TResult">The results.</typeparam>
    /// <param name="call">Makes a call: a call factory such as <c>Kernels.Tasks.Power</c>, or a lambda.</param>
    /// <param name="first">The first arguments.</param>
    /// <param name="second">The second arguments.</param>
    /// <param name="options">Settings of this map; null for the defaults.</param>
    /// <returns>The results.</returns>
    /// <exception cref="PoolGuardException">This rank is a worker.</exception>
    public MapResults<TResult> Map<T1, T2, TResult>(Func<T1, T2, TaskCall<TResult>> call, IEnumerable<T1> first, IEnumerable<T2> second, MapOptions? options = null) =>
        Map(Zipped.Call(call), Zipped.From(first, second), options);

    /// <summary>Runs the calls that <paramref name="call"/> makes of three sequences side by side, as far as the shortest one goes. See <see cref="Map{T, TResult}(TaskHandle{T, TResult}, IEnumerable{T}, MapOptions)"/>.</summary>
    /// <typeparam name="T1">The first arguments.</typeparam>
    /// <typeparam name="T2">The second arguments.</typeparam>
    /// <typeparam name="T3">The third arguments.</typeparam>
    /// <typeparam name="TResult">The results.</typeparam>
    /// <param name="call">Makes a call: a call factory such as <c>Kernels.Tasks.Power</c>, or a lambda.</param>
    /// <param name="first">The first arguments.</param>
    /// <param name="second">The second arguments.</param>
    /// <param name="third">The third arguments.</param>
    /// <param name="options">Settings of this map; null for the defaults.</param>
    /// <returns>The results.</returns>
    /// <exception cref="PoolGuardException">This rank is a worker.</exception>
    public MapResults<TResult> Map<T1, T2, T3, TResult>(Func<T1, T2, T3, TaskCall<TResult>> call, IEnumerable<T1> first, IEnumerable<T2> second, IEnumerable<T3> third, MapOptions? options = null) =>
        Map(Zipped.Call(call), Zipped.From(first, second, third), options);

    /// <summary>Runs the calls that <paramref name="call"/> makes of four sequences side by side, as far as the shortest one goes. See <see cref="Map{T, TResult}(TaskHandle{T, TResult}, IEnumerable{T}, MapOptions)"/>.</summary>
    /// <typeparam name="T1">The first arguments.</typeparam>
    /// <typeparam name="T2">The second arguments.</typeparam>
    /// <typeparam name="T3">The third arguments.</typeparam>
    /// <typeparam name="T4">The fourth arguments.</typeparam>
    /// <typeparam name="TResult">The results.</typeparam>
    /// <param name="call">Makes a call: a call factory such as <c>Kernels.Tasks.Power</c>, or a lambda.</param>
    /// <param name="first">The first arguments.</param>
    /// <param name="second">The second arguments.</param>
    /// <param name="third">The third arguments.</param>
    /// <param name="fourth">The fourth arguments.</param>
    /// <param name="options">Settings of this map; null for the defaults.</param>
    /// <returns>The results.</returns>
    /// <exception cref="PoolGuardException">This rank is a worker.</exception>
    public MapResults<TResult> Map<T1, T2, T3, T4, TResult>(Func<T1, T2, T3, T4, TaskCall<TResult>> call, IEnumerable<T1> first, IEnumerable<T2> second, IEnumerable<T3> third, IEnumerable<T4> fourth, MapOptions? options = null) =>
        Map(Zipped.Call(call), Zipped.From(first, second, third, fourth), options);
}
