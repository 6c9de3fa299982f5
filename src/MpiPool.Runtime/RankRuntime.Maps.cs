using MpiPool.Scheduling;
using MpiPool.Scheduling.Maps;
using MpiPool.Tasks;

namespace MpiPool;

/// <content>Starts maps.</content>
internal sealed partial class RankRuntime
{
    /// <summary>Starts a map.</summary>
    /// <param name="form">How items become calls.</param>
    /// <param name="entry">The task of all items; null where each has its own.</param>
    /// <param name="input">The items; null where the consumer adds them itself.</param>
    /// <param name="options">The map's settings.</param>
    /// <param name="isOrdered">Whether results are yielded in the order of items.</param>
    /// <param name="keepsRuns">Whether the consumer asks for inputs, errors and places of items.</param>
    /// <exception cref="ObjectDisposedException">The pool was shut down.</exception>
    public MapRun<TItem, TResult> StartMap<TItem, TResult>(ItemForm<TItem, TResult> form, TaskEntry? entry, MapInput<TItem>? input, MapOptions? options, bool isOrdered, bool keepsRuns = false)
    {
        ThrowIfClosed();
        _scheduler!.ThrowIfEnded();
        var settings = new MapSettings(options, _transport.Size - 1, _transport.IsInProcess);
        TResult replacement = settings.Errors == MapErrors.Replace && !keepsRuns ? options!.ReplacementAs<TResult>() : default!;
        var run = new MapRun<TItem, TResult>(_scheduler, _loop!, form, input, settings, replacement, isOrdered, keepsRuns, Sizer(entry, settings));
        run.Begin();
        return run;
    }

    /// <summary>Runs a map from memory to memory. The caller's thread drives the traffic.</summary>
    /// <exception cref="ObjectDisposedException">The pool was shut down.</exception>
    /// <exception cref="OperationCanceledException">The token has fired; where it had before the call, nothing is sent.</exception>
    public void MapInto<T, TResult>(TaskHandle<T, TResult> task, ReadOnlyMemory<T> items, Memory<TResult> results, MapOptions? options)
    {
        ThrowIfClosed();
        _scheduler!.ThrowIfEnded();
        var settings = new MapSettings(options, _transport.Size - 1, _transport.IsInProcess);
        settings.Token.ThrowIfCancellationRequested();
        TResult replacement = settings.Errors == MapErrors.Replace ? options!.ReplacementAs<TResult>() : default!;
        new MapIntoRun<T, TResult>(_scheduler, _loop!, new HandleForm<T, TResult>(task), items, results, settings, replacement, Sizer(task.Entry, settings)).Run();
    }

    /// <summary>Runs a map whose results are rows of one memory. The caller's thread drives the traffic.</summary>
    /// <exception cref="ObjectDisposedException">The pool was shut down.</exception>
    /// <exception cref="OperationCanceledException">The token has fired; where it had before the call, nothing is sent.</exception>
    public void MapRows<T, TElement>(TaskHandle<T, TElement[]> task, ReadOnlyMemory<T> items, Memory<TElement> rows, MapOptions? options) where TElement : unmanaged
    {
        ThrowIfClosed();
        _scheduler!.ThrowIfEnded();
        _scheduler.IndexOf(task.Entry);
        var settings = new MapSettings(options, _transport.Size - 1, _transport.IsInProcess);
        settings.Token.ThrowIfCancellationRequested();
        int length = items.IsEmpty ? 0 : rows.Length / items.Length;
        RowReplacement<TElement>? replacement = settings.Errors == MapErrors.Replace ? new RowReplacement<TElement>(options!, length) : null;
        var places = new RowPlaces<TElement>(rows, length, replacement, task.Name);
        if (task.Entry.IsChunkable)
            new MapRowsRun<T, TElement>(_scheduler, _loop!, task, items, places, settings, Sizer(task.Entry, settings)).Run();
        else
            new RowsRun<T, TElement>(_scheduler, _loop!, task, items, places, settings).Run();
    }

    private ChunkSizer Sizer(TaskEntry? entry, in MapSettings settings) =>
        new(settings.ChunkSize, entry is null ? double.NaN : _scheduler!.AverageNanoseconds(_scheduler.IndexOf(entry)));
}
