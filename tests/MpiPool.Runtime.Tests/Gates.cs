using System.Collections.Concurrent;

namespace MpiPool.Runtime.Tests;

/// <summary>Lets a test hold a task at a known place: the task says that it has begun and goes on when the test opens its gate.</summary>
internal sealed class Gates
{
    private static readonly ConcurrentDictionary<long, Gates> s_gates = new();
    private static long s_next;

    public TaskCompletionSource Begun { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public TaskCompletionSource Opened { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public TaskCompletionSource Ended { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>A new gate and its number, which is the argument of the task.</summary>
    public static Gates New(out long number)
    {
        number = Interlocked.Increment(ref s_next);
        return Of(number);
    }

    public static Gates Of(long number) => s_gates.GetOrAdd(number, static _ => new Gates());

    public static long Pass(long number)
    {
        Of(number).Begun.TrySetResult();
        Of(number).Opened.Task.GetAwaiter().GetResult();
        return number;
    }

    public static long WaitForCancel(long number, CancellationToken cancellation)
    {
        Of(number).Begun.TrySetResult();
        cancellation.WaitHandle.WaitOne();
        Of(number).Ended.TrySetResult();
        cancellation.ThrowIfCancellationRequested();
        return number;
    }
}
