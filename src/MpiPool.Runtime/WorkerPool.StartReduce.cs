using System.Runtime.CompilerServices;
using MpiPool.Scheduling.Maps;
using MpiPool.Scheduling.Reductions;
using MpiPool.Tasks;

namespace MpiPool;

/// <content>What all forms of reductions do first.</content>
public sealed partial class WorkerPool
{
    private ReduceRun<T, TItem, TAccumulator> StartReduce<T, TItem, TAccumulator>(TaskHandle<T, TItem> task, IEnumerable<T> items, Reducer<TAccumulator, TItem> reducer, ReduceOrder order, MapOptions? options, [CallerMemberName] string member = "")
    {
        ArgumentNullException.ThrowIfNull(task);
        ArgumentNullException.ThrowIfNull(items);
        return StartReduce(new HandleForm<T, TItem>(task), task.Entry, () => MapInput<T>.From(items), reducer, order, options, member);
    }

    private ReduceRun<CallItem<T, TItem>, TItem, TAccumulator> StartReduce<T, TItem, TAccumulator>(Func<T, TaskCall<TItem>> call, IEnumerable<T> items, Reducer<TAccumulator, TItem> reducer, ReduceOrder order, MapOptions? options, [CallerMemberName] string member = "")
    {
        ArgumentNullException.ThrowIfNull(call);
        ArgumentNullException.ThrowIfNull(items);
        return StartReduce(CallForm<T, TItem>.Instance, null, () => new CallInput<T, TItem>(items, call), reducer, order, options, member);
    }

    private ReduceRun<(T1, T2), TItem, TAccumulator> StartReduce<T1, T2, TItem, TAccumulator>(TaskHandle<T1, T2, TItem> task, IEnumerable<(T1, T2)> items, Reducer<TAccumulator, TItem> reducer, ReduceOrder order, MapOptions? options, [CallerMemberName] string member = "")
    {
        ArgumentNullException.ThrowIfNull(task);
        ArgumentNullException.ThrowIfNull(items);
        return StartReduce(new HandleForm<T1, T2, TItem>(task), task.Entry, () => MapInput<(T1, T2)>.From(items), reducer, order, options, member);
    }

    private ReduceRun<(T1, T2, T3), TItem, TAccumulator> StartReduce<T1, T2, T3, TItem, TAccumulator>(TaskHandle<T1, T2, T3, TItem> task, IEnumerable<(T1, T2, T3)> items, Reducer<TAccumulator, TItem> reducer, ReduceOrder order, MapOptions? options, [CallerMemberName] string member = "")
    {
        ArgumentNullException.ThrowIfNull(task);
        ArgumentNullException.ThrowIfNull(items);
        return StartReduce(new HandleForm<T1, T2, T3, TItem>(task), task.Entry, () => MapInput<(T1, T2, T3)>.From(items), reducer, order, options, member);
    }

    private ReduceRun<(T1, T2, T3, T4), TItem, TAccumulator> StartReduce<T1, T2, T3, T4, TItem, TAccumulator>(TaskHandle<T1, T2, T3, T4, TItem> task, IEnumerable<(T1, T2, T3, T4)> items, Reducer<TAccumulator, TItem> reducer, ReduceOrder order, MapOptions? options, [CallerMemberName] string member = "")
    {
        ArgumentNullException.ThrowIfNull(task);
        ArgumentNullException.ThrowIfNull(items);
        return StartReduce(new HandleForm<T1, T2, T3, T4, TItem>(task), task.Entry, () => MapInput<(T1, T2, T3, T4)>.From(items), reducer, order, options, member);
    }

    private ReduceRun<TInput, TItem, TAccumulator> StartReduce<TInput, TItem, TAccumulator>(ItemForm<TInput, TItem> form, TaskEntry? entry, Func<MapInput<TInput>> input, Reducer<TAccumulator, TItem> reducer, ReduceOrder order, MapOptions? options, string member)
    {
        ArgumentNullException.ThrowIfNull(reducer);
        if (order is not (ReduceOrder.Any or ReduceOrder.Fixed))
            throw new ArgumentOutOfRangeException(nameof(order), (int)order, "The order of a reduction is Any or Fixed.");
        Guard(member);
        return _rank.StartReduce(form, entry, input, reducer, order, options);
    }
}
