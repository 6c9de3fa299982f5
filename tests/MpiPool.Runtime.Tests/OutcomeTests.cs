using System.Diagnostics;

namespace MpiPool.Runtime.Tests;

/// <summary>Outcomes: how a task ended, where, and when.</summary>
[Collection(WorldCollection.Name)]
public sealed class OutcomeTests
{
    private static readonly TimeSpan s_limit = TimeSpan.FromMinutes(2);

    [Fact]
    public async Task SubmitOutcome_TaskReturns_TellsValueRankHostAndTimes()
    {
        await using WorkerPool pool = TestTasks.OpenPool(3);
        TaskOutcome<long> outcome = await pool.SubmitOutcome(TestTasks.Rank.Call(0)).WaitAsync(s_limit);
        Assert.True(outcome.IsSuccess);
        Assert.False(outcome.IsCancelled);
        Assert.Null(outcome.Error);
        Assert.InRange(outcome.Rank, 1, 3);
        Assert.Equal(outcome.Rank, outcome.Value);
        Assert.Equal(pool.HostName, outcome.HostName);
        Assert.Equal(1, outcome.Attempts);
        Assert.True(outcome.Queued > TimeSpan.Zero);
        Assert.True(outcome.Duration > TimeSpan.Zero);
    }

    [Fact]
    public async Task SubmitOutcome_TaskIsHeld_QueuedEndsWhereItBegins()
    {
        await using WorkerPool pool = TestTasks.OpenPool(1);
        Gates gate = Gates.New(out long number);
        var watch = Stopwatch.StartNew();
        Task<TaskOutcome<long>> held = pool.SubmitOutcome(TestTasks.Gate.Call(number));
        await gate.Begun.Task.WaitAsync(s_limit);
        TimeSpan begun = watch.Elapsed;
        gate.Opened.SetResult();
        Assert.InRange((await held.WaitAsync(s_limit)).Queued, TimeSpan.FromTicks(1), begun);
    }

    [Fact]
    public async Task SubmitOutcome_TaskThrows_GivesTheErrorAndThrowsItFromValueAlone()
    {
        await using WorkerPool pool = TestTasks.OpenPool(1);
        TaskOutcome<long> outcome = await pool.SubmitOutcome(TestTasks.Fail.Call(7)).WaitAsync(s_limit);
        Assert.False(outcome.IsSuccess);
        var error = Assert.IsType<RemoteTaskException>(outcome.Error);
        Assert.IsType<TimeoutException>(error.InnerException);
        Assert.Same(error, Assert.Throws<RemoteTaskException>(() => outcome.Value));
        Assert.Equal(1, outcome.Rank);
        Assert.Contains("failed", outcome.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task SubmitOutcome_CancelledWhileItWaits_IsCancelledOnNoRank()
    {
        await using WorkerPool pool = TestTasks.OpenPool(1);
        Gates blocker = Gates.New(out long blocking);
        Task<long> running = pool.Submit(TestTasks.Gate.Call(blocking));
        await blocker.Begun.Task.WaitAsync(s_limit);
        using var source = new CancellationTokenSource();
        Task<TaskOutcome<long>> waiting = pool.SubmitOutcome(TestTasks.Square.Call(1), null, source.Token);
        await source.CancelAsync();
        TaskOutcome<long> outcome = await waiting.WaitAsync(s_limit);
        Assert.True(outcome.IsCancelled);
        Assert.Equal(-1, outcome.Rank);
        Assert.Equal(0, outcome.Attempts);
        Assert.Equal(source.Token, Assert.IsType<OperationCanceledException>(outcome.Error).CancellationToken);
        blocker.Opened.SetResult();
        await running.WaitAsync(s_limit);
    }

    [Fact]
    public async Task SubmitOutcome_TokenFiredBeforehand_IsCancelledAndLeavesTheCallUnused()
    {
        await using WorkerPool pool = TestTasks.OpenPool(1);
        TestCall call = TestTasks.Square.Call(3);
        Assert.True((await pool.SubmitOutcome(call, null, new CancellationToken(canceled: true)).WaitAsync(s_limit)).IsCancelled);
        Assert.Equal(9, await pool.Submit(call).WaitAsync(s_limit));
    }

    [Fact]
    public async Task SubmitOutcome_PoolBreaks_GivesTheBreak()
    {
        WorkerPool? pool = null;
        Gates gate = Gates.New(out long number);
        Task<TaskOutcome<long>>? outcome = null;
        await Assert.ThrowsAsync<InvalidDataException>(() => WorkerPool.RunAsync([], new PoolOptions { Catalog = TestTasks.Catalog, Workers = 1 }, async opened =>
        {
            pool = opened;
            outcome = pool.SubmitOutcome(TestTasks.Gate.Call(number));
            await gate.Begun.Task.WaitAsync(s_limit);
            throw new InvalidDataException();
        }).WaitAsync(s_limit));
        Assert.IsType<PoolBrokenException>((await outcome!.WaitAsync(s_limit)).Error);
        gate.Opened.SetResult();
    }
}
