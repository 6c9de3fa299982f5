using System.Runtime.ExceptionServices;
using MpiPool.Tasks;
using MpiPool.Wire;

namespace MpiPool.Serving.Reductions;

/// <summary>
/// Runs a run of items and accumulates their results: in any order into the worker's own accumulator, in fixed order into a node of the
/// tree, which is the answer. Items of asynchronous tasks run side by side and are accumulated in their order. Used by one thread at a time.
/// </summary>
internal sealed class ItemFold<TAccumulator, TItem>
{
    private readonly Reducer<TAccumulator, TItem> _reducer;
    private readonly ReduceRecord _record;
    private readonly TaskContext _context;
    private readonly Worker _worker;
    private readonly BlockTree<TAccumulator, TItem> _blocks;
    private readonly List<(int Item, int TaskIndex, Task<TItem> Result)> _running = [];
    private readonly TItem[] _single = new TItem[1];
    private TAccumulator _accumulator;
    private TItem? _replacement;
    private int _next;
    private ReduceReply<TAccumulator>? _failure;

    public ItemFold(Reducer<TAccumulator, TItem> reducer, in ReduceRecord record, TaskContext context)
    {
        _reducer = reducer;
        _record = record;
        _context = context;
        _worker = context.Worker!;
        _blocks = new BlockTree<TAccumulator, TItem>(reducer);
        // In any order the worker's own is added to: a large one is neither made nor combined for each run. A run that fails takes the reduction with it.
        _accumulator = record.BlockSize == 0 ? _worker.Reductions.Take(record.Reduction, reducer) : reducer.Identity;
    }

    private bool IsOrdered => _record.BlockSize != 0;

    /// <summary>Begins all items. The answer is there at once unless some are asynchronous.</summary>
    /// <exception cref="OperationCanceledException">The reduction has ended.</exception>
    public Task<ReduceReply<TAccumulator>> Run(ref PayloadReader arguments)
    {
        try
        {
            if (_record.Errors == MapErrors.Replace)
                _replacement = _reducer.ReadItem(ref arguments);
            if (_record.Columns != 0)
                RunColumns(ref arguments);
            else
                RunRows(ref arguments);
        }
        catch (Exception error) when (_running.Count != 0)
        {
            return FailAfterRunningAsync(error);
        }
        return _running.Count != 0 ? AwaitRunningAsync() : Task.FromResult(End());
    }

    private void RunColumns(ref PayloadReader arguments)
    {
        SyncTaskEntry<TItem> entry = Find(_record.Index) as SyncTaskEntry<TItem> ?? throw Unfit(_record.Index);
        ReadOnlySpan<byte> bytes = arguments.TakeBytes(arguments.Memory.Remaining);
        arguments.Complete();
        PayloadBuffer results = _worker.Buffers.Rent();
        try
        {
            while (_failure is null && _next < _record.Count)
            {
                Exception? error = null;
                var columns = new ChunkColumns(bytes, _record.Count, 0, _record.Count, results, 0) { Next = _next };
                int end = _record.Count;
                try
                {
                    entry.InvokeColumns(ref columns);
                }
                catch (Exception thrown)
                {
                    (error, end) = (thrown, columns.Next);
                }
                if (end > _next)
                    Add(ChunkColumns.ResultsOf<TItem>(results, _record.Count)[_next..end]);
                if (error is not null)
                    AddFailed(_record.Index, error);
            }
        }
        finally
        {
            _worker.Buffers.Return(results);
        }
    }

    private void RunRows(ref PayloadReader arguments)
    {
        for (int item = 0; item < _record.Count && _failure is null; item++)
        {
            _context.CancellationToken.ThrowIfCancellationRequested();
            int taskIndex = _record.Index >= 0 ? _record.Index : arguments.Memory.ReadUnmanaged<int>();
            PayloadReader row = arguments.TakeRow(out bool isWritten);
            if (!isWritten)
                Take(item, taskIndex, Task.FromException<TItem>(new InvalidOperationException("The item's arguments could not be serialized.")));
            else
                RunRow(item, taskIndex, ref row);
        }
        if (_failure is null)
            arguments.Complete();
    }

    private void RunRow(int item, int taskIndex, ref PayloadReader row)
    {
        TaskEntry entry = Find(taskIndex);
        TaskContext context = (entry.Traits & TaskTraits.Context) == 0 ? null! : _context.ForItem(_context.Sequence + item);
        TItem result;
        try
        {
            if (entry is AsyncTaskEntry asynchronous)
            {
                Task started = asynchronous.Start(ref row, context) ?? throw new InvalidOperationException($"Task '{entry.Name}' returned null in place of a Task.");
                Take(item, taskIndex, started as Task<TItem> ?? throw Unfit(taskIndex));
                return;
            }
            result = (entry as SyncTaskEntry<TItem> ?? throw Unfit(taskIndex)).Run(ref row, context);
        }
        catch (Exception error) when (!IsCancelled(error))
        {
            Take(item, taskIndex, Task.FromException<TItem>(error));
            return;
        }
        if (_running.Count != 0)
            _running.Add((item, taskIndex, Task.FromResult(result)));
        else
            AddOne(result);
    }

    // Those behind one that runs wait for it: items are accumulated in their order.
    private void Take(int item, int taskIndex, Task<TItem> result)
    {
        if (_running.Count != 0 || !result.IsCompleted)
            _running.Add((item, taskIndex, result));
        else if (result.IsCompletedSuccessfully)
            AddOne(result.Result);
        else
            AddFailed(taskIndex, ErrorOf(result));
    }

    private async Task<ReduceReply<TAccumulator>> AwaitRunningAsync()
    {
        try
        {
            foreach ((_, int taskIndex, Task<TItem> result) in _running)
            {
                await ((Task)result).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                _context.CancellationToken.ThrowIfCancellationRequested();
                if (_failure is not null)
                    continue;
                if (result.IsCompletedSuccessfully)
                    AddOne(result.Result);
                else
                    AddFailed(taskIndex, ErrorOf(result));
            }
            return End();
        }
        finally
        {
            await AwaitAllAsync().ConfigureAwait(false);
        }
    }

    private async Task<ReduceReply<TAccumulator>> FailAfterRunningAsync(Exception error)
    {
        await AwaitAllAsync().ConfigureAwait(false);
        ExceptionDispatchInfo.Throw(error);
        return default;
    }

    // With its answer the run's frame goes, of which memory is lent to items: none may be left behind that still reads it.
    private async Task AwaitAllAsync()
    {
        foreach ((_, _, Task<TItem> result) in _running)
            await ((Task)result).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    private void AddOne(TItem result)
    {
        _single[0] = result;
        Add(_single);
        _single[0] = default!;
    }

    private void Add(ReadOnlySpan<TItem> results)
    {
        while (!results.IsEmpty)
        {
            int room = IsOrdered ? _record.BlockSize - _next % _record.BlockSize : results.Length;
            ReadOnlySpan<TItem> part = results[..Math.Min(room, results.Length)];
            _accumulator = _reducer.Add(_accumulator, part);
            Step(part.Length);
            results = results[part.Length..];
        }
    }

    private void AddFailed(int taskIndex, Exception error)
    {
        switch (_record.Errors)
        {
            case MapErrors.Replace:
                AddOne(_replacement!);
                break;
            case MapErrors.Skip:
                Step(1);
                break;
            default:
                _failure = ReduceReply<TAccumulator>.Failed(_next, taskIndex, error);
                break;
        }
    }

    private void Step(int count)
    {
        _next += count;
        if (IsOrdered && _next % _record.BlockSize == 0)
            EndBlock();
    }

    private void EndBlock()
    {
        _blocks.Add(0, _accumulator);
        _accumulator = _reducer.Identity;
    }

    private ReduceReply<TAccumulator> End()
    {
        if (_failure is { } failure)
            return failure;
        if (!IsOrdered)
        {
            _worker.Reductions.Accumulate(_record.Reduction, _reducer, _accumulator);
            return ReduceReply<TAccumulator>.Done;
        }
        if (_next % _record.BlockSize != 0)
            EndBlock();
        return ReduceReply<TAccumulator>.Of(_blocks.End());
    }

    private TaskEntry Find(int taskIndex) => (uint)taskIndex < (uint)_worker.Catalog.Count
        ? _worker.Catalog.Entries[taskIndex]
        : throw new WireFormatException($"An item of a reduction names task {taskIndex} of {_worker.Catalog.Count}.");

    private InvalidOperationException Unfit(int taskIndex) =>
        new($"Task '{Find(taskIndex).Name}' does not return a {Wire.TypeText.Of(typeof(TItem))}, which the reducer '{_reducer.Name}' takes.");

    private bool IsCancelled(Exception error) => error is OperationCanceledException && _context.CancellationToken.IsCancellationRequested;

    // Not the AggregateException around it.
    private static Exception ErrorOf(Task result) => result.Exception?.InnerException ?? new OperationCanceledException("The item was cancelled.");
}
