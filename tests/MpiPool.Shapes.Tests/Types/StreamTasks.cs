using System.Runtime.CompilerServices;

namespace MpiPool.Shapes.Tests;

/// <summary>Tasks that yield items while they run.</summary>
public static class StreamTasks
{
    /// <summary>What the task of that gate has made so far; an in-process worker shares it with the test.</summary>
    public static readonly StreamGate[] Gates = [.. Enumerable.Range(0, 8).Select(static _ => new StreamGate())];

    [MpiTask] public static async IAsyncEnumerable<int> Count(int from, int count = 3)
    {
        for (int i = 0; i < count; i++)
        {
            await Task.Yield();
            yield return from + i;
        }
    }

    [MpiTask] public static async IAsyncEnumerable<Step?> Steps(string name, TaskContext context)
    {
        yield return new Step(name, [context.Rank]);
        await Task.Yield();
        yield return null;
    }

    [MpiTask] public static async IAsyncEnumerable<int> Endless(int gate, [EnumeratorCancellation] CancellationToken cancel)
    {
        try
        {
            for (int i = 0; ; i++)
            {
                cancel.ThrowIfCancellationRequested();
                Gates[gate].Made(i + 1);
                yield return i;
                await Task.Yield();
            }
        }
        finally
        {
            Gates[gate].End();
        }
    }

    [MpiTask] public static async IAsyncEnumerable<double[]> FailAfter(int count)
    {
        for (int i = 0; i < count; i++)
            yield return new double[20_000];
        await Task.Yield();
        throw new FormatException("after all items");
    }

    [MpiTask] public static async IAsyncEnumerable<Base> YieldBad()
    {
        await Task.Yield();
        yield return new Derived();
    }

    [MpiTask] public static IAsyncEnumerable<int> Nothing() => null!;
}

/// <summary>Tells a test how far a task has come.</summary>
public sealed class StreamGate
{
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Dictionary<int, TaskCompletionSource> _waiting = [];
    private int _made;

    public int Count => Volatile.Read(ref _made);

    public Task Ended => _ended.Task;

    public Task WhenMade(int count)
    {
        lock (_waiting)
        {
            if (_made >= count)
                return Task.CompletedTask;
            return (_waiting[count] = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously)).Task;
        }
    }

    public void Made(int count)
    {
        lock (_waiting)
        {
            _made = count;
            if (_waiting.TryGetValue(count, out TaskCompletionSource? source))
                source.TrySetResult();
        }
    }

    public void End() => _ended.TrySetResult();
}
