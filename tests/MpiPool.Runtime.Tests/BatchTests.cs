namespace MpiPool.Runtime.Tests;

/// <summary>Calls that are submitted and waited for together.</summary>
public sealed class BatchTests
{
    private static readonly TimeSpan s_limit = TimeSpan.FromMinutes(2);

    [Fact]
    public async Task SubmitBatch_AnyMixOfTasks_GivesResultsInOrder()
    {
        await using WorkerPool pool = TestTasks.OpenPool(3);
        Batch<long> batch = pool.SubmitBatch(Enumerable.Range(0, 100).Select(static x => x % 2 == 0 ? TestTasks.Square.Call(x) : (TaskCall<long>)TestTasks.SquareLater.Call(x)));
        long[] expected = [.. Enumerable.Range(0, 100).Select(static x => (long)x * x)];
        Assert.Equal(100, batch.Count);
        Assert.True(batch.IsSubmitted);
        Assert.Equal(expected, batch.Ordered());
        Assert.Equal(expected, batch.Results());
        Assert.Equal(expected, await batch.ResultsAsync().WaitAsync(s_limit));
        Assert.True(batch.IsFinished);
        Assert.Equal(100, batch.FinishedCount);
        Assert.Equal(expected, batch.Completed().Select(static future => future.Result).Order());
    }

    [Fact]
    public async Task Completed_SlowCallIsFirst_YieldsTheOthersBefore()
    {
        await using WorkerPool pool = TestTasks.OpenPool(2);
        Gates gate = Gates.New(out long slow);
        Batch<long> batch = pool.SubmitBatch<long>([TestTasks.Gate.Call(slow), TestTasks.Square.Call(2), TestTasks.Square.Call(3)]);
        Assert.True(batch.WaitFirst(s_limit));
        Assert.False(batch.WaitAll(TimeSpan.Zero));
        List<Task<long>> ends = [];
        await foreach (Task<long> future in batch.CompletedAsync())
        {
            ends.Add(future);
            if (ends.Count == 2)
            {
                Assert.False(batch.IsFinished);
                Assert.Equal(2, batch.FinishedCount);
                gate.Opened.SetResult();
            }
        }
        Assert.Same(batch.Futures[0], ends[2]);
        Assert.True(batch.WaitAll(Timeout.InfiniteTimeSpan));
    }

    [Fact]
    public async Task Results_OneCallFails_ThrowsItsErrorAndKeepsTheOthers()
    {
        await using WorkerPool pool = TestTasks.OpenPool(2);
        Batch<long> batch = pool.SubmitBatch<long>([TestTasks.Square.Call(2), TestTasks.Fail.Call(1), TestTasks.Square.Call(3)]);
        Assert.Throws<RemoteTaskException>(() => batch.Results());
        Assert.Equal(9, await batch.Futures[2].WaitAsync(s_limit));
        using IEnumerator<long> ordered = batch.Ordered().GetEnumerator();
        Assert.True(ordered.MoveNext());
        Assert.Equal(4, ordered.Current);
        Assert.Throws<RemoteTaskException>(() => ordered.MoveNext());
    }

    [Fact]
    public async Task SubmitBatch_NoCalls_IsFinished()
    {
        await using WorkerPool pool = TestTasks.OpenPool(1);
        Batch<long> batch = pool.SubmitBatch(Array.Empty<TaskCall<long>>());
        Assert.True(batch.IsFinished);
        Assert.Empty(batch.Results());
        Assert.False(batch.WaitFirst(Timeout.InfiniteTimeSpan));
        Assert.True(batch.WaitAll(TimeSpan.Zero));
    }

    [Fact]
    public async Task SubmitBatch_Token_CancelsAll()
    {
        await using WorkerPool pool = TestTasks.OpenPool(1);
        Gates gate = Gates.New(out long number);
        using var source = new CancellationTokenSource();
        Batch<long> batch = pool.SubmitBatch<long>([TestTasks.UntilCancelled.Call(number), TestTasks.Square.Call(3)], null, source.Token);
        await gate.Begun.Task.WaitAsync(s_limit);
        await source.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => batch.ResultsAsync().WaitAsync(s_limit));
        Assert.All(batch.Futures, static future => Assert.True(future.IsCanceled));
    }

    [Fact]
    public async Task Batch_BadInput_ThrowsAtTheCall()
    {
        await using WorkerPool pool = TestTasks.OpenPool(1);
        Assert.Throws<ArgumentNullException>(() => pool.SubmitBatch<long>(null!));
        Assert.Throws<ArgumentNullException>(() => pool.SubmitBatch<long>([null!]));
        Batch<long> batch = pool.SubmitBatch<long>([TestTasks.Square.Call(1)]);
        Assert.Throws<ArgumentOutOfRangeException>(() => batch.WaitAll(TimeSpan.FromSeconds(-2)));
        Assert.Throws<ArgumentOutOfRangeException>(() => batch.WaitFirst(TimeSpan.FromSeconds(-2)));
    }
}
