// The forms differ in what they map; each takes the same options, last.
#pragma warning disable RS0026

using MpiPool.Scheduling.Maps;

namespace MpiPool;

/// <content>Forms over two and three sequences side by side, each the form over pairs or triples of the same name. The ordered one stands with the other ordered ones.</content>
public sealed partial class WorkerPool
{
    /// <summary>Runs a task of two arguments over two sequences side by side, as far as the shortest one goes. Yields results as they complete.</summary>
    /// <inheritdoc cref="Map{T1, T2, TResult}(TaskHandle{T1, T2, TResult}, IEnumerable{T1}, IEnumerable{T2}, MapOptions)"/>
    public MapResults<TResult> MapUnordered<T1, T2, TResult>(TaskHandle<T1, T2, TResult> task, IEnumerable<T1> first, IEnumerable<T2> second, MapOptions? options = null) =>
        MapUnordered(task, Zipped.From(first, second), options);

    /// <summary>Runs the calls that <paramref name="call"/> makes of two sequences side by side, as far as the shortest one goes. Yields results as they complete.</summary>
    /// <inheritdoc cref="Map{T1, T2, TResult}(Func{T1, T2, TaskCall{TResult}}, IEnumerable{T1}, IEnumerable{T2}, MapOptions)"/>
    public MapResults<TResult> MapUnordered<T1, T2, TResult>(Func<T1, T2, TaskCall<TResult>> call, IEnumerable<T1> first, IEnumerable<T2> second, MapOptions? options = null) =>
        MapUnordered(Zipped.Call(call), Zipped.From(first, second), options);

    /// <summary>Runs a task of two arguments over two sequences side by side, as far as the shortest one goes. Yields results in order, asynchronously.</summary>
    /// <inheritdoc cref="Map{T1, T2, TResult}(TaskHandle{T1, T2, TResult}, IEnumerable{T1}, IEnumerable{T2}, MapOptions)"/>
    public IAsyncEnumerable<TResult> MapAsync<T1, T2, TResult>(TaskHandle<T1, T2, TResult> task, IEnumerable<T1> first, IEnumerable<T2> second, MapOptions? options = null) =>
        MapAsync(task, Zipped.From(first, second), options);

    /// <summary>Runs the calls that <paramref name="call"/> makes of two sequences side by side, as far as the shortest one goes. Yields results in order, asynchronously.</summary>
    /// <inheritdoc cref="Map{T1, T2, TResult}(Func{T1, T2, TaskCall{TResult}}, IEnumerable{T1}, IEnumerable{T2}, MapOptions)"/>
    public IAsyncEnumerable<TResult> MapAsync<T1, T2, TResult>(Func<T1, T2, TaskCall<TResult>> call, IEnumerable<T1> first, IEnumerable<T2> second, MapOptions? options = null) =>
        MapAsync(Zipped.Call(call), Zipped.From(first, second), options);

    /// <summary>Runs a task of two arguments over two sequences side by side, as far as the shortest one goes. Yields results as they complete, asynchronously.</summary>
    /// <inheritdoc cref="Map{T1, T2, TResult}(TaskHandle{T1, T2, TResult}, IEnumerable{T1}, IEnumerable{T2}, MapOptions)"/>
    public IAsyncEnumerable<TResult> MapUnorderedAsync<T1, T2, TResult>(TaskHandle<T1, T2, TResult> task, IEnumerable<T1> first, IEnumerable<T2> second, MapOptions? options = null) =>
        MapUnorderedAsync(task, Zipped.From(first, second), options);

    /// <summary>Runs the calls that <paramref name="call"/> makes of two sequences side by side, as far as the shortest one goes. Yields results as they complete, asynchronously.</summary>
    /// <inheritdoc cref="Map{T1, T2, TResult}(Func{T1, T2, TaskCall{TResult}}, IEnumerable{T1}, IEnumerable{T2}, MapOptions)"/>
    public IAsyncEnumerable<TResult> MapUnorderedAsync<T1, T2, TResult>(Func<T1, T2, TaskCall<TResult>> call, IEnumerable<T1> first, IEnumerable<T2> second, MapOptions? options = null) =>
        MapUnorderedAsync(Zipped.Call(call), Zipped.From(first, second), options);

    /// <summary>Runs a task of two arguments over two sequences side by side, as far as the shortest one goes. Yields how each item ended, in order.</summary>
    /// <inheritdoc cref="Map{T1, T2, TResult}(TaskHandle{T1, T2, TResult}, IEnumerable{T1}, IEnumerable{T2}, MapOptions)"/>
    public IEnumerable<MapOutcome<(T1, T2), TResult>> MapOutcomes<T1, T2, TResult>(TaskHandle<T1, T2, TResult> task, IEnumerable<T1> first, IEnumerable<T2> second, MapOptions? options = null) =>
        MapOutcomes(task, Zipped.From(first, second), options);

    /// <summary>Runs the calls that <paramref name="call"/> makes of two sequences side by side, as far as the shortest one goes. Yields how each item ended, in order.</summary>
    /// <inheritdoc cref="Map{T1, T2, TResult}(Func{T1, T2, TaskCall{TResult}}, IEnumerable{T1}, IEnumerable{T2}, MapOptions)"/>
    public IEnumerable<MapOutcome<(T1, T2), TResult>> MapOutcomes<T1, T2, TResult>(Func<T1, T2, TaskCall<TResult>> call, IEnumerable<T1> first, IEnumerable<T2> second, MapOptions? options = null) =>
        MapOutcomes(Zipped.Call(call), Zipped.From(first, second), options);

    /// <summary>Runs a task of two arguments over two sequences side by side, as far as the shortest one goes. Yields how each item ended, in order, asynchronously.</summary>
    /// <inheritdoc cref="Map{T1, T2, TResult}(TaskHandle{T1, T2, TResult}, IEnumerable{T1}, IEnumerable{T2}, MapOptions)"/>
    public IAsyncEnumerable<MapOutcome<(T1, T2), TResult>> MapOutcomesAsync<T1, T2, TResult>(TaskHandle<T1, T2, TResult> task, IEnumerable<T1> first, IEnumerable<T2> second, MapOptions? options = null) =>
        MapOutcomesAsync(task, Zipped.From(first, second), options);

    /// <summary>Runs the calls that <paramref name="call"/> makes of two sequences side by side, as far as the shortest one goes. Yields how each item ended, in order, asynchronously.</summary>
    /// <inheritdoc cref="Map{T1, T2, TResult}(Func{T1, T2, TaskCall{TResult}}, IEnumerable{T1}, IEnumerable{T2}, MapOptions)"/>
    public IAsyncEnumerable<MapOutcome<(T1, T2), TResult>> MapOutcomesAsync<T1, T2, TResult>(Func<T1, T2, TaskCall<TResult>> call, IEnumerable<T1> first, IEnumerable<T2> second, MapOptions? options = null) =>
        MapOutcomesAsync(Zipped.Call(call), Zipped.From(first, second), options);

    /// <summary>Runs a task of two arguments over two sequences side by side, as far as the shortest one goes. Waits until all are done.</summary>
    /// <inheritdoc cref="Map{T1, T2, TResult}(TaskHandle{T1, T2, TResult}, IEnumerable{T1}, IEnumerable{T2}, MapOptions)"/>
    public void ForEach<T1, T2, TResult>(TaskHandle<T1, T2, TResult> task, IEnumerable<T1> first, IEnumerable<T2> second, MapOptions? options = null) =>
        ForEach(task, Zipped.From(first, second), options);

    /// <summary>Runs the calls that <paramref name="call"/> makes of two sequences side by side, as far as the shortest one goes. Waits until all are done.</summary>
    /// <inheritdoc cref="Map{T1, T2, TResult}(Func{T1, T2, TaskCall{TResult}}, IEnumerable{T1}, IEnumerable{T2}, MapOptions)"/>
    public void ForEach<T1, T2, TResult>(Func<T1, T2, TaskCall<TResult>> call, IEnumerable<T1> first, IEnumerable<T2> second, MapOptions? options = null) =>
        ForEach(Zipped.Call(call), Zipped.From(first, second), options);

    /// <summary>Runs a task of two arguments over two sequences side by side, as far as the shortest one goes. Ends when all are done.</summary>
    /// <inheritdoc cref="Map{T1, T2, TResult}(TaskHandle{T1, T2, TResult}, IEnumerable{T1}, IEnumerable{T2}, MapOptions)"/>
    public Task ForEachAsync<T1, T2, TResult>(TaskHandle<T1, T2, TResult> task, IEnumerable<T1> first, IEnumerable<T2> second, MapOptions? options = null) =>
        ForEachAsync(task, Zipped.From(first, second), options);

    /// <summary>Runs the calls that <paramref name="call"/> makes of two sequences side by side, as far as the shortest one goes. Ends when all are done.</summary>
    /// <inheritdoc cref="Map{T1, T2, TResult}(Func{T1, T2, TaskCall{TResult}}, IEnumerable{T1}, IEnumerable{T2}, MapOptions)"/>
    public Task ForEachAsync<T1, T2, TResult>(Func<T1, T2, TaskCall<TResult>> call, IEnumerable<T1> first, IEnumerable<T2> second, MapOptions? options = null) =>
        ForEachAsync(Zipped.Call(call), Zipped.From(first, second), options);

    /// <summary>Runs a task of three arguments over three sequences side by side, as far as the shortest one goes. Yields results as they complete.</summary>
    /// <inheritdoc cref="Map{T1, T2, T3, TResult}(TaskHandle{T1, T2, T3, TResult}, IEnumerable{T1}, IEnumerable{T2}, IEnumerable{T3}, MapOptions)"/>
    public MapResults<TResult> MapUnordered<T1, T2, T3, TResult>(TaskHandle<T1, T2, T3, TResult> task, IEnumerable<T1> first, IEnumerable<T2> second, IEnumerable<T3> third, MapOptions? options = null) =>
        MapUnordered(task, Zipped.From(first, second, third), options);

    /// <summary>Runs the calls that <paramref name="call"/> makes of three sequences side by side, as far as the shortest one goes. Yields results as they complete.</summary>
    /// <inheritdoc cref="Map{T1, T2, T3, TResult}(Func{T1, T2, T3, TaskCall{TResult}}, IEnumerable{T1}, IEnumerable{T2}, IEnumerable{T3}, MapOptions)"/>
    public MapResults<TResult> MapUnordered<T1, T2, T3, TResult>(Func<T1, T2, T3, TaskCall<TResult>> call, IEnumerable<T1> first, IEnumerable<T2> second, IEnumerable<T3> third, MapOptions? options = null) =>
        MapUnordered(Zipped.Call(call), Zipped.From(first, second, third), options);

    /// <summary>Runs a task of three arguments over three sequences side by side, as far as the shortest one goes. Yields results in order, asynchronously.</summary>
    /// <inheritdoc cref="Map{T1, T2, T3, TResult}(TaskHandle{T1, T2, T3, TResult}, IEnumerable{T1}, IEnumerable{T2}, IEnumerable{T3}, MapOptions)"/>
    public IAsyncEnumerable<TResult> MapAsync<T1, T2, T3, TResult>(TaskHandle<T1, T2, T3, TResult> task, IEnumerable<T1> first, IEnumerable<T2> second, IEnumerable<T3> third, MapOptions? options = null) =>
        MapAsync(task, Zipped.From(first, second, third), options);

    /// <summary>Runs the calls that <paramref name="call"/> makes of three sequences side by side, as far as the shortest one goes. Yields results in order, asynchronously.</summary>
    /// <inheritdoc cref="Map{T1, T2, T3, TResult}(Func{T1, T2, T3, TaskCall{TResult}}, IEnumerable{T1}, IEnumerable{T2}, IEnumerable{T3}, MapOptions)"/>
    public IAsyncEnumerable<TResult> MapAsync<T1, T2, T3, TResult>(Func<T1, T2, T3, TaskCall<TResult>> call, IEnumerable<T1> first, IEnumerable<T2> second, IEnumerable<T3> third, MapOptions? options = null) =>
        MapAsync(Zipped.Call(call), Zipped.From(first, second, third), options);

    /// <summary>Runs a task of three arguments over three sequences side by side, as far as the shortest one goes. Yields results as they complete, asynchronously.</summary>
    /// <inheritdoc cref="Map{T1, T2, T3, TResult}(TaskHandle{T1, T2, T3, TResult}, IEnumerable{T1}, IEnumerable{T2}, IEnumerable{T3}, MapOptions)"/>
    public IAsyncEnumerable<TResult> MapUnorderedAsync<T1, T2, T3, TResult>(TaskHandle<T1, T2, T3, TResult> task, IEnumerable<T1> first, IEnumerable<T2> second, IEnumerable<T3> third, MapOptions? options = null) =>
        MapUnorderedAsync(task, Zipped.From(first, second, third), options);

    /// <summary>Runs the calls that <paramref name="call"/> makes of three sequences side by side, as far as the shortest one goes. Yields results as they complete, asynchronously.</summary>
    /// <inheritdoc cref="Map{T1, T2, T3, TResult}(Func{T1, T2, T3, TaskCall{TResult}}, IEnumerable{T1}, IEnumerable{T2}, IEnumerable{T3}, MapOptions)"/>
    public IAsyncEnumerable<TResult> MapUnorderedAsync<T1, T2, T3, TResult>(Func<T1, T2, T3, TaskCall<TResult>> call, IEnumerable<T1> first, IEnumerable<T2> second, IEnumerable<T3> third, MapOptions? options = null) =>
        MapUnorderedAsync(Zipped.Call(call), Zipped.From(first, second, third), options);

    /// <summary>Runs a task of three arguments over three sequences side by side, as far as the shortest one goes. Yields how each item ended, in order.</summary>
    /// <inheritdoc cref="Map{T1, T2, T3, TResult}(TaskHandle{T1, T2, T3, TResult}, IEnumerable{T1}, IEnumerable{T2}, IEnumerable{T3}, MapOptions)"/>
    public IEnumerable<MapOutcome<(T1, T2, T3), TResult>> MapOutcomes<T1, T2, T3, TResult>(TaskHandle<T1, T2, T3, TResult> task, IEnumerable<T1> first, IEnumerable<T2> second, IEnumerable<T3> third, MapOptions? options = null) =>
        MapOutcomes(task, Zipped.From(first, second, third), options);

    /// <summary>Runs the calls that <paramref name="call"/> makes of three sequences side by side, as far as the shortest one goes. Yields how each item ended, in order.</summary>
    /// <inheritdoc cref="Map{T1, T2, T3, TResult}(Func{T1, T2, T3, TaskCall{TResult}}, IEnumerable{T1}, IEnumerable{T2}, IEnumerable{T3}, MapOptions)"/>
    public IEnumerable<MapOutcome<(T1, T2, T3), TResult>> MapOutcomes<T1, T2, T3, TResult>(Func<T1, T2, T3, TaskCall<TResult>> call, IEnumerable<T1> first, IEnumerable<T2> second, IEnumerable<T3> third, MapOptions? options = null) =>
        MapOutcomes(Zipped.Call(call), Zipped.From(first, second, third), options);

    /// <summary>Runs a task of three arguments over three sequences side by side, as far as the shortest one goes. Yields how each item ended, in order, asynchronously.</summary>
    /// <inheritdoc cref="Map{T1, T2, T3, TResult}(TaskHandle{T1, T2, T3, TResult}, IEnumerable{T1}, IEnumerable{T2}, IEnumerable{T3}, MapOptions)"/>
    public IAsyncEnumerable<MapOutcome<(T1, T2, T3), TResult>> MapOutcomesAsync<T1, T2, T3, TResult>(TaskHandle<T1, T2, T3, TResult> task, IEnumerable<T1> first, IEnumerable<T2> second, IEnumerable<T3> third, MapOptions? options = null) =>
        MapOutcomesAsync(task, Zipped.From(first, second, third), options);

    /// <summary>Runs the calls that <paramref name="call"/> makes of three sequences side by side, as far as the shortest one goes. Yields how each item ended, in order, asynchronously.</summary>
    /// <inheritdoc cref="Map{T1, T2, T3, TResult}(Func{T1, T2, T3, TaskCall{TResult}}, IEnumerable{T1}, IEnumerable{T2}, IEnumerable{T3}, MapOptions)"/>
    public IAsyncEnumerable<MapOutcome<(T1, T2, T3), TResult>> MapOutcomesAsync<T1, T2, T3, TResult>(Func<T1, T2, T3, TaskCall<TResult>> call, IEnumerable<T1> first, IEnumerable<T2> second, IEnumerable<T3> third, MapOptions? options = null) =>
        MapOutcomesAsync(Zipped.Call(call), Zipped.From(first, second, third), options);

    /// <summary>Runs a task of three arguments over three sequences side by side, as far as the shortest one goes. Waits until all are done.</summary>
    /// <inheritdoc cref="Map{T1, T2, T3, TResult}(TaskHandle{T1, T2, T3, TResult}, IEnumerable{T1}, IEnumerable{T2}, IEnumerable{T3}, MapOptions)"/>
    public void ForEach<T1, T2, T3, TResult>(TaskHandle<T1, T2, T3, TResult> task, IEnumerable<T1> first, IEnumerable<T2> second, IEnumerable<T3> third, MapOptions? options = null) =>
        ForEach(task, Zipped.From(first, second, third), options);

    /// <summary>Runs the calls that <paramref name="call"/> makes of three sequences side by side, as far as the shortest one goes. Waits until all are done.</summary>
    /// <inheritdoc cref="Map{T1, T2, T3, TResult}(Func{T1, T2, T3, TaskCall{TResult}}, IEnumerable{T1}, IEnumerable{T2}, IEnumerable{T3}, MapOptions)"/>
    public void ForEach<T1, T2, T3, TResult>(Func<T1, T2, T3, TaskCall<TResult>> call, IEnumerable<T1> first, IEnumerable<T2> second, IEnumerable<T3> third, MapOptions? options = null) =>
        ForEach(Zipped.Call(call), Zipped.From(first, second, third), options);

    /// <summary>Runs a task of three arguments over three sequences side by side, as far as the shortest one goes. Ends when all are done.</summary>
    /// <inheritdoc cref="Map{T1, T2, T3, TResult}(TaskHandle{T1, T2, T3, TResult}, IEnumerable{T1}, IEnumerable{T2}, IEnumerable{T3}, MapOptions)"/>
    public Task ForEachAsync<T1, T2, T3, TResult>(TaskHandle<T1, T2, T3, TResult> task, IEnumerable<T1> first, IEnumerable<T2> second, IEnumerable<T3> third, MapOptions? options = null) =>
        ForEachAsync(task, Zipped.From(first, second, third), options);

    /// <summary>Runs the calls that <paramref name="call"/> makes of three sequences side by side, as far as the shortest one goes. Ends when all are done.</summary>
    /// <inheritdoc cref="Map{T1, T2, T3, TResult}(Func{T1, T2, T3, TaskCall{TResult}}, IEnumerable{T1}, IEnumerable{T2}, IEnumerable{T3}, MapOptions)"/>
    public Task ForEachAsync<T1, T2, T3, TResult>(Func<T1, T2, T3, TaskCall<TResult>> call, IEnumerable<T1> first, IEnumerable<T2> second, IEnumerable<T3> third, MapOptions? options = null) =>
        ForEachAsync(Zipped.Call(call), Zipped.From(first, second, third), options);
}
