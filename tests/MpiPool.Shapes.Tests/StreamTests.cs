namespace MpiPool.Shapes.Tests;

/// <summary>Items of running tasks, through generated code and a pool.</summary>
public class StreamTests
{
    private static readonly TimeSpan s_limit = TimeSpan.FromMinutes(2);

    [Fact]
    public async Task Stream_ManyItems_ArriveInOrder()
    {
        await using WorkerPool pool = WorkerPool.OpenInProcess(2);
        Assert.Equal(Enumerable.Range(5, 1000), await ReadAsync(pool.Stream(StreamTasks.Tasks.Count(5, 1000))));
        Assert.Equal(Enumerable.Range(1, 3), await ReadAsync(pool.Stream(StreamTasks.Tasks.Count(1), bufferSize: 1)));
        Assert.Empty(await ReadAsync(pool.Stream(StreamTasks.Tasks.Count(1, 0))));
    }

    [Fact]
    public async Task Stream_OfRecords_KeepsNulls()
    {
        await using WorkerPool pool = WorkerPool.OpenInProcess(1);
        Assert.Equivalent(new Step?[] { new("n", [1]), null }, await ReadAsync(pool.Stream(StreamTasks.Tasks.Steps("n"))), strict: true);
    }

    [Fact]
    public async Task Stream_SeveralAtOnce_DoNotMix()
    {
        await using WorkerPool pool = WorkerPool.OpenInProcess(2);
        int[][] all = await Task.WhenAll(Enumerable.Range(0, 20).Select(i => ReadAsync(pool.Stream(StreamTasks.Tasks.Count(i * 1000, 100), 3))));
        for (int i = 0; i < all.Length; i++)
            Assert.Equal(Enumerable.Range(i * 1000, 100), all[i]);
    }

    [Fact]
    public async Task Stream_ConsumerThatWaits_HoldsTheTaskBack()
    {
        await using WorkerPool pool = WorkerPool.OpenInProcess(1);
        StreamGate gate = StreamTasks.Gates[0];
        IAsyncEnumerator<int> items = pool.Stream(StreamTasks.Tasks.Endless(0), bufferSize: 4).GetAsyncEnumerator(TestContext.Current.CancellationToken);
        Assert.True(await items.MoveNextAsync().AsTask().WaitAsync(s_limit));
        // Four may be sent, and the fifth is made before it waits; another call's round trip gives it time to go wrong.
        await gate.WhenMade(5).WaitAsync(s_limit);
        Assert.Equal(Enumerable.Range(1, 3), await ReadAsync(pool.Stream(StreamTasks.Tasks.Count(1))));
        Assert.InRange(gate.Count, 5, 7);
        for (int i = 1; i < 100; i++)
        {
            Assert.True(await items.MoveNextAsync().AsTask().WaitAsync(s_limit));
            Assert.Equal(i, items.Current);
            Assert.InRange(gate.Count, i, i + 7);
        }
        await items.DisposeAsync();
        await gate.Ended.WaitAsync(s_limit);
    }

    [Fact]
    public async Task Stream_ConsumerThatStops_CancelsTheTask()
    {
        await using WorkerPool pool = WorkerPool.OpenInProcess(1);
        await foreach (int item in pool.Stream(StreamTasks.Tasks.Endless(1)))
        {
            if (item == 40)
                break;
        }
        await StreamTasks.Gates[1].Ended.WaitAsync(s_limit);
        Assert.Equal(Enumerable.Range(7, 3), await ReadAsync(pool.Stream(StreamTasks.Tasks.Count(7))));
    }

    [Fact]
    public async Task Stream_TokenThatFires_EndsBothSides()
    {
        await using WorkerPool pool = WorkerPool.OpenInProcess(1);
        using var source = new CancellationTokenSource();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () =>
        {
            await foreach (int item in pool.Stream(StreamTasks.Tasks.Endless(2), cancellationToken: source.Token))
            {
                if (item == 20)
                    await source.CancelAsync();
            }
        }).WaitAsync(s_limit);
        await StreamTasks.Gates[2].Ended.WaitAsync(s_limit);
    }

    [Fact]
    public async Task Stream_TaskThatThrows_YieldsItsItemsFirst()
    {
        await using WorkerPool pool = WorkerPool.OpenInProcess(2);
        int read = 0;
        var error = await Assert.ThrowsAsync<RemoteTaskException>(async () =>
        {
            await foreach (double[] item in pool.Stream(StreamTasks.Tasks.FailAfter(50)))
                read += item.Length / 20_000;
        }).WaitAsync(s_limit);
        Assert.Equal(50, read);
        Assert.IsType<FormatException>(error.InnerException);
    }

    [Fact]
    public async Task Stream_ItemThatCannotBeWritten_FailsIt()
    {
        await using WorkerPool pool = WorkerPool.OpenInProcess(1);
        var error = await Assert.ThrowsAsync<RemoteTaskException>(() => ReadAsync(pool.Stream(StreamTasks.Tasks.YieldBad())));
        Assert.Contains("Derived", error.Message, StringComparison.Ordinal);
        error = await Assert.ThrowsAsync<RemoteTaskException>(() => ReadAsync(pool.Stream(StreamTasks.Tasks.Nothing())));
        Assert.Contains("null in place of a stream", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Shutdown_WhileAConsumerWaits_LetsTheTaskEnd()
    {
        WorkerPool pool = WorkerPool.OpenInProcess(1);
        IAsyncEnumerator<int> items = pool.Stream(StreamTasks.Tasks.Count(0, 500), bufferSize: 2).GetAsyncEnumerator(TestContext.Current.CancellationToken);
        Assert.True(await items.MoveNextAsync().AsTask().WaitAsync(s_limit));
        await pool.ShutdownAsync().WaitAsync(s_limit);
        int last = 0;
        while (await items.MoveNextAsync().AsTask().WaitAsync(s_limit))
            last = items.Current;
        Assert.Equal(499, last);
    }

    [Fact]
    public async Task Shutdown_WhileAStreamWaitsForItsWorker_LetsTheTaskEnd()
    {
        WorkerPool pool = WorkerPool.OpenInProcess(1);
        using Shared<int[]> shared = pool.Share<int[]>([3]);
        SharedGate gate = SharedTasks.Gates[2];
        Task<int> held = pool.Submit(SharedTasks.Tasks.WaitAndRead(shared, 2));
        await gate.Begun.Task.WaitAsync(s_limit);
        IAsyncEnumerator<int> items = pool.Stream(StreamTasks.Tasks.Count(0, 500), bufferSize: 2).GetAsyncEnumerator(TestContext.Current.CancellationToken);
        Task<bool> first = items.MoveNextAsync().AsTask();
        Task shutdown = pool.ShutdownAsync();
        gate.Go.SetResult();
        // Nobody reads what it makes.
        await shutdown.WaitAsync(s_limit);
        Assert.True(await first);
        Assert.Equal(3, await held);
    }

    [Fact]
    public async Task Stream_FirstReadWhenThePoolIsToEnd_Throws()
    {
        WorkerPool pool = WorkerPool.OpenInProcess(1);
        using Shared<int[]> shared = pool.Share<int[]>([3]);
        SharedGate gate = SharedTasks.Gates[3];
        Task<int> held = pool.Submit(SharedTasks.Tasks.WaitAndRead(shared, 3));
        await gate.Begun.Task.WaitAsync(s_limit);
        IAsyncEnumerator<int> items = pool.Stream(StreamTasks.Tasks.Count(1)).GetAsyncEnumerator(TestContext.Current.CancellationToken);
        Task shutdown = pool.ShutdownAsync();
        await Assert.ThrowsAsync<ObjectDisposedException>(() => items.MoveNextAsync().AsTask().WaitAsync(s_limit));
        gate.Go.SetResult();
        await shutdown.WaitAsync(s_limit);
        Assert.Equal(3, await held);
    }

    [Fact]
    public async Task Stream_WrongUse_ThrowsAtTheCall()
    {
        WorkerPool pool = WorkerPool.OpenInProcess(1);
        Assert.Throws<ArgumentNullException>(() => pool.Stream<int>(null!));
        Assert.Throws<ArgumentOutOfRangeException>(() => pool.Stream(StreamTasks.Tasks.Count(1), bufferSize: 0));
        IAsyncEnumerable<int> items = pool.Stream(StreamTasks.Tasks.Count(1));
        await ReadAsync(items);
        Assert.Throws<InvalidOperationException>(() => items.GetAsyncEnumerator(TestContext.Current.CancellationToken));
        await pool.DisposeAsync();
        Assert.Throws<ObjectDisposedException>(() => pool.Stream(StreamTasks.Tasks.Count(1)));
    }

    private static async Task<T[]> ReadAsync<T>(IAsyncEnumerable<T> items)
    {
        var all = new List<T>();
        await foreach (T item in items)
            all.Add(item);
        return [.. all];
    }
}
