using MpiPool.Scheduling;
using MpiPool.Wire;

namespace MpiPool.Runtime.Tests;

/// <summary>Messages that cross on the way, and answers that no worker gives.</summary>
public sealed class CrossingTests
{
    private static readonly TimeSpan s_limit = TimeSpan.FromMinutes(2);

    [Fact]
    public async Task Cancel_CrossesTheReturnOfItsCall_CallNeverRuns()
    {
        (WorkerPool pool, PlayedWorker worker) = PlayedWorker.Open();
        using var source = new CancellationTokenSource();
        Task<long> future = pool.Submit(TestTasks.Square.Call(2), source.Token);
        int slot = Assert.Single(worker.Receive(FrameKind.Calls));
        await source.CancelAsync();
        Assert.Equal([slot], worker.Receive(FrameKind.Cancel));
        // It was on its way when the cancel came; the worker has no such call any more.
        worker.Reply(slot, ResultStatus.Returned);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => future.WaitAsync(s_limit));
        // The next frame is the end, not the call again.
        await worker.EndAsync(pool.ShutdownAsync());
    }

    [Fact]
    public async Task Cancel_CrossesTheResult_ResultStands()
    {
        (WorkerPool pool, PlayedWorker worker) = PlayedWorker.Open();
        using var source = new CancellationTokenSource();
        Task<long> future = pool.Submit(TestTasks.Square.Call(2), source.Token);
        int slot = Assert.Single(worker.Receive(FrameKind.Calls));
        await source.CancelAsync();
        worker.Receive(FrameKind.Cancel);
        worker.Reply(slot, 4L);
        Assert.Equal(4, await future.WaitAsync(s_limit));
        await worker.EndAsync(pool.ShutdownAsync());
    }

    [Fact]
    public async Task Failure_AfterTheEndHasCancelledWhatWaits_IsNotRunAgain()
    {
        (WorkerPool pool, PlayedWorker worker) = PlayedWorker.Open();
        Task<long> future = pool.Submit(TestTasks.Flaky.Call(9), new CallOptions { Retries = 5, RetryDelay = TimeSpan.Zero });
        int slot = Assert.Single(worker.Receive(FrameKind.Calls));
        Task shutdown = pool.ShutdownAsync(cancelPending: true);
        worker.Receive(FrameKind.Revoke);
        worker.Fail(slot, new FormatException("too late to be run again"));
        // It ran, and failed: it is not one of those that were cancelled.
        var error = await Assert.ThrowsAsync<RemoteTaskException>(() => future.WaitAsync(s_limit));
        Assert.Equal("too late to be run again", error.RemoteMessage);
        await worker.EndAsync(shutdown);
    }

    [Fact]
    public async Task Failure_OfACallThatWasCancelledWhileItRan_IsNotRunAgain()
    {
        (WorkerPool pool, PlayedWorker worker) = PlayedWorker.Open();
        using var source = new CancellationTokenSource();
        Task<long> future = pool.Submit(TestTasks.Flaky.Call(9), new CallOptions { Retries = 5, RetryDelay = TimeSpan.Zero }, source.Token);
        int slot = Assert.Single(worker.Receive(FrameKind.Calls));
        await source.CancelAsync();
        Assert.Equal([slot], worker.Receive(FrameKind.Cancel));
        worker.Fail(slot, new FormatException("it takes no token"));
        await Assert.ThrowsAsync<RemoteTaskException>(() => future.WaitAsync(s_limit));
        // The next frame is the end, not the call again.
        await worker.EndAsync(pool.ShutdownAsync());
    }

    [Fact]
    public async Task Report_OfACallBefore_IsDropped()
    {
        (WorkerPool pool, PlayedWorker worker) = PlayedWorker.Open();
        var reports = new Reports();
        Task<long> future = pool.Submit(new ReportingCall(TestTasks.Square, 2).ReportTo(reports));
        int slot = Assert.Single(worker.Receive(FrameKind.Calls));
        worker.Report(slot, worker.LatestCallSequence + 1, 1);
        worker.Report(slot, worker.LatestCallSequence, 2);
        worker.Reply(slot, 4L);
        Assert.Equal(4, await future.WaitAsync(s_limit));
        Assert.Equal(2, await reports.First.WaitAsync(s_limit));
        await worker.EndAsync(pool.ShutdownAsync());
    }

    private sealed class Reports : IProgress<long>
    {
        private readonly TaskCompletionSource<long> _first = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task<long> First => _first.Task;

        public void Report(long value) => _first.TrySetResult(value);
    }

    [Fact]
    public async Task Failure_IsTakenWhileTheEndCancelsWhatWaits_DoesNotHoldUpTheEnd()
    {
        (WorkerPool pool, PlayedWorker worker) = PlayedWorker.Open();
        Task? shutdown = null;
        var sink = new AskedSink { OnAsked = () => shutdown = pool.ShutdownAsync(cancelPending: true) };
        var options = new CallOptions { Retries = 1, RetryDelay = TimeSpan.FromDays(1), MaximumRetryDelay = TimeSpan.FromDays(1) };
        worker.Scheduler.Enqueue(TestTasks.Flaky.Call(9), sink, 0, CallQueue.NextInOrder, new CallTicket(options, TestTasks.Flaky, target: 0));
        // The last look before it waits to be run again is the sink's.
        worker.Fail(Assert.Single(worker.Receive(FrameKind.Calls)), new FormatException("once"));
        Assert.IsType<OperationCanceledException>(await sink.End.WaitAsync(s_limit));
        await worker.EndAsync(shutdown!);
    }

    private sealed class AskedSink : ResultSink<long>, ICancellableSink
    {
        private readonly TaskCompletionSource<Exception?> _end = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public required Action? OnAsked { get; set; }

        public Task<Exception?> End => _end.Task;

        public override bool IsStopped => false;

        public bool IsCancellationRequested
        {
            get
            {
                OnAsked?.Invoke();
                OnAsked = null;
                return false;
            }
        }

        public void Cancel() => _end.TrySetResult(new OperationCanceledException());

        public override void SetResult(int index, long result, in RunInfo run) => _end.TrySetResult(null);

        public override void SetError(int index, Exception error, in RunInfo run) => _end.TrySetResult(error);
    }

    [Fact]
    public async Task Finalizer_PoolIsShutDownAgainAndCancelsWhatWaits_IsNotAskedBack()
    {
        (WorkerPool pool, PlayedWorker worker) = PlayedWorker.Open(new PoolOptions { Finalizer = VoidTask.Call(1) });
        Task shutdown = pool.ShutdownAsync();
        int slot = Assert.Single(worker.Receive(FrameKind.Calls));
        Assert.Same(shutdown, pool.ShutdownAsync(cancelPending: true));
        worker.Reply(slot, ResultStatus.Completed);
        await worker.EndAsync(shutdown);
    }

    [Fact]
    public async Task Call_GivenBack_IsSentAgain()
    {
        (WorkerPool pool, PlayedWorker worker) = PlayedWorker.Open();
        Task<long> future = pool.Submit(TestTasks.Square.Call(2));
        worker.Reply(Assert.Single(worker.Receive(FrameKind.Calls)), ResultStatus.Returned);
        worker.Reply(Assert.Single(worker.Receive(FrameKind.Calls)), 4L);
        Assert.Equal(4, await future.WaitAsync(s_limit));
        await worker.EndAsync(pool.ShutdownAsync());
    }

    [Fact]
    public async Task Shutdown_CancelPending_AsksWorkersForWhatHasNotBegun()
    {
        (WorkerPool pool, PlayedWorker worker) = PlayedWorker.Open();
        // One measured call, then several are sent ahead.
        Task<long> measured = pool.Submit(TestTasks.Square.Call(1));
        worker.Reply(Assert.Single(worker.Receive(FrameKind.Calls)), 1L);
        await measured.WaitAsync(s_limit);
        Task<long>[] futures = [.. Enumerable.Range(0, 10).Select(x => pool.Submit(TestTasks.Square.Call(x)))];
        List<int> held = [];
        while (held.Count < futures.Length)
            held.AddRange(worker.Receive(FrameKind.Calls));
        Task shutdown = pool.ShutdownAsync(cancelPending: true);
        worker.Receive(FrameKind.Revoke);
        // The first has begun.
        foreach (int slot in held.Skip(1))
            worker.Reply(slot, ResultStatus.Returned);
        worker.Reply(held[0], 0L);
        await worker.EndAsync(shutdown);
        Assert.Equal(0, await futures[0].WaitAsync(s_limit));
        Assert.All(futures.Skip(1), static future => Assert.True(future.IsCanceled));
    }

    [Fact]
    public async Task CallForOneWorker_IsMarked_SoThatItIsNotGivenBack()
    {
        (WorkerPool pool, PlayedWorker worker) = PlayedWorker.Open();
        Task<long> any = pool.Submit(TestTasks.Square.Call(2));
        worker.Reply(Assert.Single(worker.Receive(FrameKind.Calls)), 4L);
        Assert.False(worker.LatestIsTargeted);
        Task<long> targeted = pool.Submit(TestTasks.Square.Call(3), new CallOptions { TargetRank = 1 });
        worker.Reply(Assert.Single(worker.Receive(FrameKind.Calls)), 9L);
        Assert.True(worker.LatestIsTargeted);
        Assert.Equal((4L, 9L), (await any.WaitAsync(s_limit), await targeted.WaitAsync(s_limit)));
        await worker.EndAsync(pool.ShutdownAsync());
    }

    [Fact]
    public async Task AllCallsCancelledInTheQueue_WorkerStaysReady()
    {
        (WorkerPool pool, PlayedWorker worker) = PlayedWorker.Open();
        // Unmeasured tasks go one at a time: the second waits in the queue.
        Task<long> first = pool.Submit(TestTasks.Square.Call(2));
        int slot = Assert.Single(worker.Receive(FrameKind.Calls));
        using var source = new CancellationTokenSource();
        Task<long> second = pool.Submit(TestTasks.Square.Call(3), source.Token);
        await source.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => second.WaitAsync(s_limit));
        worker.Reply(slot, 4L);
        Assert.Equal(4, await first.WaitAsync(s_limit));
        Task<long> third = pool.Submit(TestTasks.Square.Call(4));
        worker.Reply(Assert.Single(worker.Receive(FrameKind.Calls)), 16L);
        Assert.Equal(16, await third.WaitAsync(s_limit));
        await worker.EndAsync(pool.ShutdownAsync());
    }

    [Theory]
    [InlineData("a result of no call")]
    [InlineData("a kind for workers")]
    [InlineData("a count too high")]
    [InlineData("stray bytes")]
    [InlineData("too few bytes")]
    public async Task AnswerThatIsNone_BreaksThePool_EveryFutureFailsWithIt(string answer)
    {
        (WorkerPool pool, PlayedWorker worker) = PlayedWorker.Open();
        // One that is there, some that wait for any worker, and some that wait for this one.
        Task<long>[] futures =
        [
            .. Enumerable.Range(0, 5).Select(x => pool.Submit(TestTasks.Square.Call(x))),
            .. Enumerable.Range(0, 3).Select(x => pool.Submit(TestTasks.Square.Call(x), new CallOptions { TargetRank = 1 })),
            .. Enumerable.Range(0, 3).Select(x => pool.Submit(TestTasks.Square.Call(x), new CallOptions { Priority = x - 1 })),
        ];
        int slot = worker.Receive(FrameKind.Calls)[0];
        switch (answer)
        {
            case "a result of no call":
                worker.Reply(slot + 1000, 4L);
                break;
            case "a kind for workers":
                worker.Send(FrameKind.Shutdown, static frame => FrameBuilder.Add(frame, default(ShutdownRecord)));
                break;
            case "a count too high":
                worker.Send(FrameKind.Results, static frame => frame.At<FrameHeader>(0).Count = 9);
                break;
            case "stray bytes":
                worker.SendStray(100);
                break;
            default:
                worker.SendStray(3);
                break;
        }
        foreach (Task<long> future in futures)
            await Assert.ThrowsAsync<PoolBrokenException>(() => future.WaitAsync(s_limit));
        Assert.Throws<PoolBrokenException>(() => pool.Apply(TestTasks.Square.Call(1)));
        await Assert.ThrowsAsync<PoolBrokenException>(() => pool.ShutdownAsync().WaitAsync(s_limit));
        pool.Dispose();
    }
}
