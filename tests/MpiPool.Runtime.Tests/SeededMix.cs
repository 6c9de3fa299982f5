using System.Collections.Concurrent;

namespace MpiPool.Runtime.Tests;

/// <summary>
/// A random mix of everything a program does with a pool, the same for the same seed. Each act checks its own outcome; none may be lost.
/// </summary>
internal sealed class SeededMix(WorkerPool pool, int seed)
{
    private readonly ConcurrentBag<Exception> _wrong = [];
    private readonly ConcurrentQueue<(string Name, Task End)> _acts = [];

    /// <summary>Runs so many acts, one after another, some of them left to end later. Ends when all have.</summary>
    public async Task RunAsync(int acts)
    {
        var random = new Random(seed);
        for (int i = 0; i < acts; i++)
        {
            (string name, Func<Task> run) = Choose(random);
            Task end = Guard(run);
            _acts.Enqueue((name, end));
            if (random.Next(4) == 0)
                await end;
        }
        await Task.WhenAll(_acts.Select(static act => act.End));
    }

    /// <summary>What went wrong.</summary>
    public Exception[] Wrong => [.. _wrong];

    /// <summary>What went wrong on a pool that ended or broke meanwhile: each act may fail with that, and with nothing else.</summary>
    public Exception[] WrongBesidesTheEnd => [.. _wrong.Where(static error => error is not (PoolBrokenException or ObjectDisposedException or OperationCanceledException))];

    /// <summary>The acts that have not ended, for the message of a hang.</summary>
    public string Open => string.Join(", ", _acts.Where(static act => !act.End.IsCompleted).Select(static act => act.Name));

    private (string Name, Func<Task> Run) Choose(Random random)
    {
        int x = random.Next(1000), count = random.Next(300), failAt = random.Next(600), readUntil = random.Next(600);
        return random.Next(10) switch
        {
            0 or 1 => ("square", () => Square(x)),
            2 => ("fail", () => Fails<TimeoutException>(pool.Submit(TestTasks.Fail.Call(x)))),
            3 => ("fail later", () => Fails<FormatException>(pool.Submit(TestTasks.FailLater.Call(x)))),
            4 => ("squares", () => ManySquares(count)),
            5 => ($"map of {count}, fails at {failAt}, read until {readUntil}", () => OnThread(() => Map(count, failAt, readUntil))),
            6 => ("cancelled", () => Cancelled(x % 3)),
            7 => ("cancelled while it runs", RunningCancelled),
            8 => ("apply", () => OnThread(() => Assert.Equal(49, pool.Apply(TestTasks.Square.Call(7))))),
            _ => ("cannot be written", CannotBeWritten),
        };
    }

    private async Task Square(long x) => Assert.Equal(x * x, await pool.Submit(TestTasks.SquareLater.Call(x)));

    private async Task ManySquares(int count)
    {
        long[] squares = await Task.WhenAll(Enumerable.Range(0, count).Select(x => pool.Submit(TestTasks.Square.Call(x))));
        Assert.Equal(Enumerable.Range(0, count).Select(static x => (long)x * x), squares);
    }

    private static async Task Fails<TException>(Task<long> future)
    {
        var error = await Assert.ThrowsAsync<RemoteTaskException>(() => future);
        Assert.IsType<TException>(error.InnerException);
    }

    private void Map(int count, int failAt, int readUntil)
    {
        int read = 0;
        try
        {
            foreach (long square in pool.Map(x => x == failAt ? TestTasks.Fail.Call(x) : TestTasks.Square.Call(x), Enumerable.Range(0, count)))
            {
                Assert.Equal((long)read * read, square);
                if (++read == readUntil)
                    return;
            }
            Assert.Equal(count, read);
            Assert.True(failAt >= count);
        }
        catch (RemoteTaskException)
        {
            Assert.Equal(failAt, read);
        }
    }

    private async Task Cancelled(int when)
    {
        using var source = new CancellationTokenSource();
        if (when == 0)
            await source.CancelAsync();
        Task<long>[] futures = [.. Enumerable.Range(0, 20).Select(x => pool.Submit(TestTasks.Square.Call(x), source.Token))];
        if (when == 1)
            await Task.Yield();
        await source.CancelAsync();
        for (int x = 0; x < futures.Length; x++)
        {
            try
            {
                Assert.Equal((long)x * x, await futures[x]);
            }
            catch (OperationCanceledException error)
            {
                Assert.Equal(source.Token, error.CancellationToken);
            }
        }
    }

    private async Task RunningCancelled()
    {
        Gates gate = Gates.New(out long number);
        using var source = new CancellationTokenSource();
        Task<long> future = pool.Submit(TestTasks.UntilCancelled.Call(number), source.Token);
        await Task.WhenAny(gate.Begun.Task, future);
        await source.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => future);
    }

    private async Task CannotBeWritten()
    {
        Task<long> future = pool.Submit(new TestCall(TestTasks.Square, 3) { OnWrite = static () => throw new NotSupportedException() });
        var error = await Assert.ThrowsAsync<InvalidOperationException>(() => future);
        Assert.IsType<NotSupportedException>(error.InnerException);
    }

    // Blocking acts would hold the thread pool, which has few threads at first, and keep the others from going on.
    private static Task OnThread(Action act) =>
        Task.Factory.StartNew(act, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);

    private async Task Guard(Func<Task> act)
    {
        try
        {
            await act();
        }
        catch (Exception error)
        {
            // Assertions about the type of an error have it inside.
            _wrong.Add(error.InnerException is PoolBrokenException or ObjectDisposedException or OperationCanceledException ? error.InnerException : error);
        }
    }
}
