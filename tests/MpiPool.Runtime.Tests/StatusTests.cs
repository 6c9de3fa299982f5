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

    [Theory]
    [InlineData("token")]
    [InlineData("token, with a priority")]
    [InlineData("token, for one worker")]
    [InlineData("token, of an outcome")]
    [InlineData("time")]
    [InlineData("time, for one worker")]
    [InlineData("token, before its next run")]
    public async Task Status_CallThatWaitsIsGivenUp_CountsAsCancelledBeforeAWorkerIsFree(string form)
    {
        await using WorkerPool pool = TestTasks.OpenPool(1);
        using var source = new CancellationTokenSource();
        var options = new CallOptions
        {
            Priority = form.Contains("priority", StringComparison.Ordinal) ? 7 : 0,
            TargetRank = form.Contains("one worker", StringComparison.Ordinal) ? 1 : null,
            Timeout = form.StartsWith("time", StringComparison.Ordinal) ? TimeSpan.FromMilliseconds(1) : Timeout.InfiniteTimeSpan,
            Retries = 1,
            RetryDelay = TimeSpan.FromDays(1),
            MaximumRetryDelay = TimeSpan.FromDays(1),
        };
        Gates gate = Gates.New(out long number);
        bool runs = form.EndsWith("next run", StringComparison.Ordinal);
        Task dropped = Task.CompletedTask;
        if (runs)
        {
            dropped = pool.Submit(TestTasks.Flaky.Call(9), options, source.Token);
            await Waits.Until(() => pool.Status is { Queued: 1, Workers: [{ Failed: 1 }] });
        }
        Task<long> running = pool.Submit(TestTasks.Gate.Call(number));
        await gate.Begun.Task.WaitAsync(s_limit);
        Task<long>[] others = [pool.Submit(TestTasks.Square.Call(2)), pool.Submit(TestTasks.Square.Call(3), new CallOptions { Priority = 7 })];
        if (form.EndsWith("outcome", StringComparison.Ordinal))
            dropped = pool.SubmitOutcome(TestTasks.Flaky.Call(1), options, source.Token);
        else if (!runs)
            dropped = pool.Submit(TestTasks.Flaky.Call(1), options, source.Token);
        Task<long> last = pool.Submit(TestTasks.Square.Call(4), new CallOptions { TargetRank = 1 });
        await source.CancelAsync();
        await ((Task)Task.WhenAny(dropped)).WaitAsync(s_limit);
        await Waits.Until(() => pool.Status is { Queued: 3, Running: 1, Completed: 0, Failed: 0, Cancelled: 1 });
        gate.Opened.SetResult();
        Assert.Equal([number, 4, 9, 16], await Task.WhenAll([running, .. others, last]).WaitAsync(s_limit));
        await Waits.Until(() => pool.Status is { Queued: 0, Running: 0, Completed: 4, Failed: 0, Cancelled: 1 });
    }

    [Fact]
    public async Task Status_ManyCallsThatWaitAreCancelled_TheOthersKeepTheirOrder()
    {
        await using WorkerPool pool = TestTasks.OpenPool(1);
        Gates gate = Gates.New(out long number);
        Task<long> running = pool.Submit(TestTasks.Gate.Call(number));
        await gate.Begun.Task.WaitAsync(s_limit);
        using var source = new CancellationTokenSource();
        // More than the queue has room for at first, so that it has grown.
        long first = Notes.New();
        Task<long>[] futures = [.. Enumerable.Range(0, 1000).Select(x => pool.Submit(TestTasks.Note.Call(first + x), x % 3 == 0 ? CancellationToken.None : source.Token))];
        await source.CancelAsync();
        await Waits.Until(() => pool.Status is { Queued: 334, Running: 1, Cancelled: 666 });
        gate.Opened.SetResult();
        await Task.WhenAll(futures.Where(static (_, x) => x % 3 == 0)).WaitAsync(s_limit);
        Assert.All(futures.Where(static (_, x) => x % 3 != 0), static future => Assert.True(future.IsCanceled));
        Assert.Equal(Enumerable.Range(0, 334).Select(static x => 3L * x), Notes.Of(first));
        Assert.Equal(number, await running.WaitAsync(s_limit));
    }

    [Fact]
    public async Task Status_CountsItemsOfMaps()
    {
        await using WorkerPool pool = TestTasks.OpenPool(2);
        Gates gate = Gates.New(out long number);
        int read = 0;
        using MapResults<long>.Enumerator results = pool.Map(new RowHandle(TestTasks.Gate), Input(), new MapOptions { ChunkSize = 2, Window = 16 }).GetEnumerator();
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
