using MpiPool.Scheduling.Maps;
using MpiPool.Scheduling.Reductions;
using MpiPool.Tasks;

namespace MpiPool;

/// <content>Starts reductions.</content>
internal sealed partial class RankRuntime
{
    /// <summary>Prepares a reduction; nothing is sent before it is run.</summary>
    /// <param name="form">How items become calls.</param>
    /// <param name="entry">The task of all items; null where each has its own.</param>
    /// <param name="input">Begins to read the items, once all else is known to be right.</param>
    /// <param name="reducer">Combines results.</param>
    /// <param name="order">In which order.</param>
    /// <param name="options">The settings.</param>
    /// <exception cref="ObjectDisposedException">The pool was shut down.</exception>
    public ReduceRun<TInput, TItem, TAccumulator> StartReduce<TInput, TItem, TAccumulator>(ItemForm<TInput, TItem> form, TaskEntry? entry, Func<MapInput<TInput>> input, Reducer<TAccumulator, TItem> reducer, ReduceOrder order, MapOptions? options)
    {
        ThrowIfClosed();
        _scheduler!.ThrowIfEnded();
        _scheduler.IndexOf(reducer.Entry);
        var settings = new MapSettings(options, _transport.Size - 1, _transport.IsInProcess);
        TItem replacement = settings.Errors == MapErrors.Replace ? options!.ReplacementAs<TItem>() : default!;
        double expected = entry is null ? double.NaN : _scheduler.AverageNanoseconds(_scheduler.IndexOf(entry));
        // Where the order is fixed, the size that the caller sets is that of a block, of which a worker gets as many as it is worth.
        var sizer = new ChunkSizer(order == ReduceOrder.Fixed ? 0 : settings.ChunkSize, expected);
        return new ReduceRun<TInput, TItem, TAccumulator>(_scheduler, _loop!, form, input(), settings, replacement, reducer, order, sizer);
    }
}
