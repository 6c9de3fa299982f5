using System.Runtime.CompilerServices;
using MpiPool.Scheduling.Maps;

namespace MpiPool;

/// <content>What all forms of maps do first.</content>
public sealed partial class WorkerPool
{
    private MapRun<T, TResult> StartMap<T, TResult>(TaskHandle<T, TResult> task, IEnumerable<T> items, MapOptions? options, bool isOrdered, bool keepsRuns = false, [CallerMemberName] string member = "")
    {
        ArgumentNullException.ThrowIfNull(task);
        ArgumentNullException.ThrowIfNull(items);
        Guard(member);
        return _rank.StartMap(new HandleForm<T, TResult>(task), task.Entry, MapInput<T>.From(items), options, isOrdered, keepsRuns);
    }

    private MapRun<CallItem<T, TResult>, TResult> StartMap<T, TResult>(Func<T, TaskCall<TResult>> call, IEnumerable<T> items, MapOptions? options, bool isOrdered, bool keepsRuns = false, [CallerMemberName] string member = "")
    {
        ArgumentNullException.ThrowIfNull(call);
        ArgumentNullException.ThrowIfNull(items);
        Guard(member);
        return _rank.StartMap(CallForm<T, TResult>.Instance, null, new CallInput<T, TResult>(items, call), options, isOrdered, keepsRuns);
    }

    private MapRun<(T1, T2), TResult> StartMap<T1, T2, TResult>(TaskHandle<T1, T2, TResult> task, IEnumerable<(T1, T2)> items, MapOptions? options, bool isOrdered, bool keepsRuns = false, [CallerMemberName] string member = "")
    {
        ArgumentNullException.ThrowIfNull(task);
        ArgumentNullException.ThrowIfNull(items);
        Guard(member);
        return _rank.StartMap(new HandleForm<T1, T2, TResult>(task), task.Entry, MapInput<(T1, T2)>.From(items), options, isOrdered, keepsRuns);
    }

    private MapRun<(T1, T2, T3), TResult> StartMap<T1, T2, T3, TResult>(TaskHandle<T1, T2, T3, TResult> task, IEnumerable<(T1, T2, T3)> items, MapOptions? options, bool isOrdered, bool keepsRuns = false, [CallerMemberName] string member = "")
    {
        ArgumentNullException.ThrowIfNull(task);
        ArgumentNullException.ThrowIfNull(items);
        Guard(member);
        return _rank.StartMap(new HandleForm<T1, T2, T3, TResult>(task), task.Entry, MapInput<(T1, T2, T3)>.From(items), options, isOrdered, keepsRuns);
    }

    private MapRun<(T1, T2, T3, T4), TResult> StartMap<T1, T2, T3, T4, TResult>(TaskHandle<T1, T2, T3, T4, TResult> task, IEnumerable<(T1, T2, T3, T4)> items, MapOptions? options, bool isOrdered, bool keepsRuns = false, [CallerMemberName] string member = "")
    {
        ArgumentNullException.ThrowIfNull(task);
        ArgumentNullException.ThrowIfNull(items);
        Guard(member);
        return _rank.StartMap(new HandleForm<T1, T2, T3, T4, TResult>(task), task.Entry, MapInput<(T1, T2, T3, T4)>.From(items), options, isOrdered, keepsRuns);
    }

    private MapRun<T, TResult> StartMap<T, TResult>(TaskHandle<T, TResult> task, IAsyncEnumerable<T> items, MapOptions? options, bool isOrdered, [CallerMemberName] string member = "")
    {
        ArgumentNullException.ThrowIfNull(task);
        ArgumentNullException.ThrowIfNull(items);
        Guard(member);
        return _rank.StartMap(new HandleForm<T, TResult>(task), task.Entry, null, options, isOrdered);
    }

    private MapRun<CallItem<T, TResult>, TResult> StartMap<T, TResult>(Func<T, TaskCall<TResult>> call, IAsyncEnumerable<T> items, MapOptions? options, bool isOrdered, [CallerMemberName] string member = "")
    {
        ArgumentNullException.ThrowIfNull(call);
        ArgumentNullException.ThrowIfNull(items);
        Guard(member);
        return _rank.StartMap(CallForm<T, TResult>.Instance, null, null, options, isOrdered);
    }
}
