namespace MpiPool.Runtime.Tests;

/// <summary>What a pool tells of itself.</summary>
public sealed class StatusTests
{
    private static readonly TimeSpan s_limit = TimeSpan.FromMinutes(2);

    [Fact]
    public async Task Status_CountsWhatWaitsRunsAndHasEnded()
    {
        await using WorkerPool pool = TestTasks.OpenPool(2);
        await pool.Submit(TestTasks.Square.Call(1), new CallOptions { TargetRank = 2 }).WaitAsync(s_limit);
        await Assert.ThrowsAsync<RemoteTaskException>(() => pool.Submit(TestTasks.Fail.Call(1), new CallOptions { TargetRank = 2 }).WaitAsync(s_limit));
        Gates gate = Gates.New(out long number);
        _ = pool.Submit(TestTasks.Gate.Call(number), new CallOptions { TargetRank = 1 });
        await gate.Begun.Task.WaitAsync(s_limit);
        _ = pool.Submit(TestTasks.Gate.Call(number), new CallOptions { TargetRank = 1 });
        PoolStatus status = pool.Status;
        // A call on its way from the queue to its worker is in neither for a moment.
        await Waits.Until(() => (status = pool.Status) is { Queued: 1, Running: 1, Completed: 1 });
        Assert.Equal((1, 1, 1, 1, 0), (status.Queued, status.Running, status.Completed, status.Failed, status.Cancelled));
        Assert.Equal(new WorkerStatus(1, pool.HostName, 1, 0, 0), status.Workers[0]);
        Assert.Equal(new WorkerStatus(2, pool.HostName, 0, 1, 1), status.Workers[1]);
        Assert.Equal($"1 queued, 1 running, 1 completed, 1 failed, 0 cancelled{Environment.NewLine}  rank 1 ({pool.HostName}): 1 running, 0 completed, 0 failed{Environment.NewLine}  rank 2 ({pool.HostName}): 0 running, 1 completed, 1 failed", status.ToString());
        using var source = new CancellationTokenSource();
        Task<long> dropped = pool.Submit(TestTasks.Square.Call(2), new CallOptions { TargetRank = 1 }, source.Token);
        await source.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => dropped.WaitAsync(s_limit));
        gate.Opened.SetResult();
        await Waits.Until(() => pool.Status is { Queued: 0, Running: 0, Completed: 3, Failed: 1, Cancelled: 1 });
    }

    [Fact]
    public async Task Status_CountsItemsOfMaps()
    {
        await using WorkerPool pool = TestTasks.OpenPool(2);
        Gates gate = Gates.New(out long number);
        int read = 0;
        using IEnumerator<long> results = pool.Map(new RowHandle(TestTasks.Gate), Input(), new MapOptions { ChunkSize = 2, Window = 16 }).GetEnumerator();
        await gate.Begun.Task.WaitAsync(s_limit);
        Assert.InRange(read, 8, 16);
        await Waits.Until(() => pool.Status is { Running: > 0 } status && status.Queued + status.Running == read && status.Workers.Sum(static worker => worker.Running) == status.Running);
        gate.Opened.SetResult();
        for (int i = 0; i < 100; i++)
            Assert.True(results.MoveNext());
        // The last results may be read before their chunk is done with.
        await Waits.Until(() => pool.Status is { Queued: 0, Running: 0, Completed: 100, Failed: 0, Cancelled: 0 });
        Assert.Equal(100, pool.Status.Workers.Sum(static worker => worker.Completed));

        IEnumerable<long> Input()
        {
            for (read = 1; read <= 100; read++)
                yield return number;
            read = 100;
        }
    }

    [Fact]
    public async Task Status_MapIsStopped_CountsWhatWasDroppedAsCancelled()
    {
        await using WorkerPool pool = TestTasks.OpenPool(1);
        Gates gate = Gates.New(out long number);
        long[] items = [.. Enumerable.Repeat(number, 4)];
        using (pool.Map(new RowHandle(TestTasks.Gate), items, new MapOptions { ChunkSize = 3 }).GetEnumerator())
            await gate.Begun.Task.WaitAsync(s_limit);
        // The item that runs stays; all others come back.
        await Waits.Until(() => pool.Status is { Queued: 0, Running: 1, Cancelled: 3 });
        gate.Opened.SetResult();
        await Waits.Until(() => pool.Status is { Queued: 0, Running: 0, Completed: 1, Cancelled: 3 });
    }

    [Fact]
    public async Task Status_ItemsFail_CountsEachOnce()
    {
        await using WorkerPool pool = TestTasks.OpenPool(2);
        MapOptions options = new MapOptions { ChunkSize = 3 }.SetReplacement(-1L);
        Assert.Equal(6, pool.Map(new RowHandle(TestTasks.FailOdd), [0, 1, 2, long.MinValue, 4, 5], options).Count());
        await Waits.Until(() => pool.Status is { Queued: 0, Running: 0, Completed: 3, Failed: 3, Cancelled: 0 });
    }

    [Fact]
    public async Task Status_MapIntoFails_CountsTheRestAsCancelled()
    {
        await using WorkerPool pool = TestTasks.OpenPool(1);
        Assert.Throws<RemoteTaskException>(() => pool.MapInto<long, long>(new RowHandle(TestTasks.FailOdd), new long[] { 0, 1, 2, 4, 6, 8, 10, 12 }, new long[8], new MapOptions { ChunkSize = 1 }));
        await Waits.Until(() => pool.Status is { Queued: 0, Running: 0, Failed: 1 } status && status.Completed + status.Cancelled == 7);
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(256)]
    public async Task ExitCode_OutsideOfAByte_Throws(int code)
    {
        await using WorkerPool pool = TestTasks.OpenPool(1);
        Assert.Throws<ArgumentOutOfRangeException>(() => pool.ExitCode = code);
        pool.ExitCode = 255;
        Assert.Equal(255, pool.ExitCode);
    }
}
