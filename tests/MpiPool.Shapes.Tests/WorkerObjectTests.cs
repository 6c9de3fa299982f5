using System.Collections.Concurrent;

namespace MpiPool.Shapes.Tests;

/// <summary>What tasks keep on their worker.</summary>
public class WorkerObjectTests
{
    private static readonly TimeSpan s_limit = TimeSpan.FromMinutes(2);

    [Fact]
    public async Task GetOrCreate_ManyTasks_MakesOneAWorker_AndDisposesThem()
    {
        WorkerPool pool = WorkerPool.OpenInProcess(3);
        string name = Guid.NewGuid().ToString();
        int[][] uses = await Task.WhenAll(Enumerable.Range(0, 300).Select(_ => pool.Submit(KeepingTasks.Tasks.Use(name)))).WaitAsync(s_limit);
        Assert.InRange(KeepingTasks.Made.Count(e => e == name), 1, 3);
        // Each object counts its uses without a gap: it was the same one every time.
        foreach (IGrouping<int, int> worker in uses.GroupBy(static u => u[0], static u => u[1]))
            Assert.Equal(Enumerable.Range(1, worker.Count()), worker.Order());
        Assert.DoesNotContain(name, KeepingTasks.Disposed);
        await pool.DisposeAsync();
        Assert.Equal(KeepingTasks.Made.Count(e => e == name), KeepingTasks.Disposed.Count(e => e == name));
    }

    [Fact]
    public async Task GetOrCreate_FactoryThatThrows_FailsItsTaskAlone_AndIsTriedAgain()
    {
        await using WorkerPool pool = WorkerPool.OpenInProcess(1);
        var error = await Assert.ThrowsAsync<RemoteTaskException>(() => pool.Submit(KeepingTasks.Tasks.UseLate(fail: true)).WaitAsync(s_limit));
        Assert.IsType<NotSupportedException>(error.InnerException);
        Assert.Equal(1, await pool.Submit(KeepingTasks.Tasks.UseLate(fail: false)).WaitAsync(s_limit));
    }

    [Fact]
    public async Task GetOrCreate_FactoryThatAsksForItself_OrReturnsNull_Fails()
    {
        await using WorkerPool pool = WorkerPool.OpenInProcess(1);
        var error = await Assert.ThrowsAsync<RemoteTaskException>(() => pool.Submit(KeepingTasks.Tasks.AskForItself()).WaitAsync(s_limit));
        Assert.Contains("asked for that object itself", error.Message, StringComparison.Ordinal);
        error = await Assert.ThrowsAsync<RemoteTaskException>(() => pool.Submit(KeepingTasks.Tasks.MakeNull()).WaitAsync(s_limit));
        Assert.Contains("returned null", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Dispose_OfTheLastMadeFirst_AlsoAsynchronously()
    {
        WorkerPool pool = WorkerPool.OpenInProcess(1);
        await pool.Submit(KeepingTasks.Tasks.KeepTwo()).WaitAsync(s_limit);
        await pool.DisposeAsync();
        Assert.Equal(["second", "first"], KeepingTasks.Disposed.Where(static e => e is "first" or "second"));
    }

    [Fact]
    public async Task Dispose_ThatThrows_BreaksThePool()
    {
        WorkerPool pool = WorkerPool.OpenInProcess(1);
        await pool.Submit(KeepingTasks.Tasks.KeepBad()).WaitAsync(s_limit);
        var error = await Assert.ThrowsAsync<PoolBrokenException>(() => pool.ShutdownAsync().WaitAsync(s_limit));
        Assert.Contains("could not be disposed: System.FormatException: bad end", error.Message, StringComparison.Ordinal);
    }
}

/// <summary>Tasks that keep objects.</summary>
public static class KeepingTasks
{
    public static readonly ConcurrentQueue<string> Made = new();
    public static readonly ConcurrentQueue<string> Disposed = new();

    [MpiTask] public static int[] Use(string name, TaskContext context) =>
        [context.Rank, context.GetOrCreate(() => new Kept(name)).Use()];

    [MpiTask] public static int UseLate(bool fail, TaskContext context) =>
        context.GetOrCreate(() => fail ? throw new NotSupportedException("not yet") : new Late()).Uses;

    [MpiTask] public static void AskForItself(TaskContext context) =>
        context.GetOrCreate(() => new Late { Uses = context.GetOrCreate(static () => new Late()).Uses });

    [MpiTask] public static void MakeNull(TaskContext context) => context.GetOrCreate(static () => (Late)null!);

    [MpiTask] public static void KeepTwo(TaskContext context)
    {
        context.GetOrCreate(() => new First());
        context.GetOrCreate(() => new Second());
    }

    [MpiTask] public static void KeepBad(TaskContext context) => context.GetOrCreate(static () => new Bad());

    private sealed class Kept : IDisposable
    {
        private readonly string _name;
        private int _uses;

        public Kept(string name)
        {
            _name = name;
            Made.Enqueue(name);
        }

        public int Use() => Interlocked.Increment(ref _uses);

        public void Dispose() => Disposed.Enqueue(_name);
    }

    private sealed class Late
    {
        public int Uses { get; set; } = 1;
    }

    private sealed class First : IDisposable
    {
        public void Dispose() => Disposed.Enqueue("first");
    }

    private sealed class Second : IAsyncDisposable
    {
        public async ValueTask DisposeAsync()
        {
            await Task.Yield();
            Disposed.Enqueue("second");
        }
    }

    private sealed class Bad : IDisposable
    {
        public void Dispose() => throw new FormatException("bad end");
    }
}
