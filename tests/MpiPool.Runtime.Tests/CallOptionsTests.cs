namespace MpiPool.Runtime.Tests;

/// <summary>Options of single calls: label, priority, time limit, retries, target rank.</summary>
public sealed class CallOptionsTests
{
    private static readonly TimeSpan s_limit = TimeSpan.FromMinutes(2);
    private static readonly TimeSpan s_short = TimeSpan.FromMilliseconds(30);
    private static readonly TimeSpan s_never = TimeSpan.FromDays(10);

    [Fact]
    public async Task Label_IsSeenByTheTaskAndItsError()
    {
        await using WorkerPool pool = TestTasks.OpenPool(1);
        var options = new CallOptions { Label = "é1" };
        Assert.Equal(2, await pool.Submit(TestTasks.LabelLength.Call(0), options).WaitAsync(s_limit));
        Assert.Equal(-1, await pool.Submit(TestTasks.LabelLength.Call(0)).WaitAsync(s_limit));
        Assert.Equal(0, await pool.Submit(TestTasks.LabelLength.Call(0), new CallOptions { Label = "" }).WaitAsync(s_limit));
        var error = await Assert.ThrowsAsync<RemoteTaskException>(() => pool.Submit(TestTasks.Fail.Call(1), options).WaitAsync(s_limit));
        Assert.Equal("é1", error.Label);
        Assert.Contains("(\"é1\")", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Label_MixedWithPlainCalls_KeepsTheOrderOfSubmission()
    {
        await using WorkerPool pool = TestTasks.OpenPool(1);
        Gates blocker = Gates.New(out long blocking);
        _ = pool.Submit(TestTasks.Gate.Call(blocking));
        await blocker.Begun.Task.WaitAsync(s_limit);
        long first = Notes.New();
        Task<long>[] lengths = [.. Enumerable.Range(0, 60).Select(x => x % 3 == 0
            ? pool.Submit(TestTasks.LabelLength.Call(x), new CallOptions { Label = new string('a', x) })
            : pool.Submit(TestTasks.Note.Call(first + x)))];
        blocker.Opened.SetResult();
        long[] results = await Task.WhenAll(lengths).WaitAsync(s_limit);
        Assert.Equal(Enumerable.Range(0, 60).Select(x => x % 3 == 0 ? x : first + x), results);
        Assert.Equal(Enumerable.Range(0, 60).Where(static x => x % 3 != 0).Select(static x => (long)x), Notes.Of(first));
    }

    [Fact]
    public async Task Priority_HighestFirst_AndInOrderWithinOne()
    {
        await using WorkerPool pool = TestTasks.OpenPool(1);
        Gates blocker = Gates.New(out long blocking);
        _ = pool.Submit(TestTasks.Gate.Call(blocking));
        await blocker.Begun.Task.WaitAsync(s_limit);
        long first = Notes.New();
        int[] priorities = [0, -1, 5, 0, 5, int.MinValue, int.MaxValue, -1, 0];
        Task<long>[] futures = [.. priorities.Select((priority, i) => pool.Submit(TestTasks.Note.Call(first + i), new CallOptions { Priority = priority }))];
        Task<long> plain = pool.Submit(TestTasks.Note.Call(first + 9));
        blocker.Opened.SetResult();
        await Task.WhenAll([.. futures, plain]).WaitAsync(s_limit);
        Assert.Equal([6, 2, 4, 0, 3, 8, 9, 1, 7, 5], Notes.Of(first));
    }

    [Fact]
    public async Task TargetRank_RunsThereAlone_AndOthersGoPast()
    {
        await using WorkerPool pool = TestTasks.OpenPool(3);
        Gates blocker = Gates.New(out long blocking);
        _ = pool.Submit(TestTasks.Gate.Call(blocking), new CallOptions { TargetRank = 2 });
        await blocker.Begun.Task.WaitAsync(s_limit);
        Task<long>[] there = [.. Enumerable.Range(0, 20).Select(_ => pool.Submit(TestTasks.Rank.Call(0), new CallOptions { TargetRank = 2 }))];
        Task<long>[] anywhere = [.. Enumerable.Range(0, 200).Select(_ => pool.Submit(TestTasks.Rank.Call(0)))];
        Assert.DoesNotContain(2, await Task.WhenAll(anywhere).WaitAsync(s_limit));
        Assert.All(there, static future => Assert.False(future.IsCompleted));
        blocker.Opened.SetResult();
        Assert.All(await Task.WhenAll(there).WaitAsync(s_limit), static rank => Assert.Equal(2, rank));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(4)]
    public async Task TargetRank_NoWorker_ThrowsAtTheCall(int rank)
    {
        await using WorkerPool pool = TestTasks.OpenPool(3);
        var error = Assert.Throws<ArgumentOutOfRangeException>(() => { _ = pool.Submit(TestTasks.Square.Call(1), new CallOptions { TargetRank = rank }); });
        Assert.Contains(rank.ToString(System.Globalization.CultureInfo.InvariantCulture), error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Timeout_TaskWatchesItsToken_TheTokenFiresAndTheFutureFails()
    {
        await using WorkerPool pool = TestTasks.OpenPool(1);
        Gates gate = Gates.New(out long number);
        var error = await Assert.ThrowsAsync<TimeoutException>(() => pool.Submit(TestTasks.UntilCancelled.Call(number), new CallOptions { Timeout = s_short, Label = "slow" }).WaitAsync(s_limit));
        Assert.Contains("UntilCancelled", error.Message, StringComparison.Ordinal);
        Assert.Contains("slow", error.Message, StringComparison.Ordinal);
        await gate.Ended.Task.WaitAsync(s_limit);
        Assert.Equal(9, await pool.Submit(TestTasks.Square.Call(3)).WaitAsync(s_limit));
    }

    [Fact]
    public async Task Timeout_TaskIgnoresItsToken_TheFutureFailsAndTheWorkerIsBusyUntilItReturns()
    {
        await using WorkerPool pool = TestTasks.OpenPool(2);
        Gates gate = Gates.New(out long number);
        var error = await Assert.ThrowsAsync<TimeoutException>(() => pool.Submit(TestTasks.Gate.Call(number), new CallOptions { Timeout = s_short, TargetRank = 1 }).WaitAsync(s_limit));
        // The test's own limit throws the same type.
        Assert.Contains("did not end within", error.Message, StringComparison.Ordinal);
        Task<long> behind = pool.Submit(TestTasks.Rank.Call(0), new CallOptions { TargetRank = 1 });
        Assert.Equal(2, await pool.Submit(TestTasks.Rank.Call(0)).WaitAsync(s_limit));
        Assert.False(behind.IsCompleted);
        gate.Opened.SetResult();
        Assert.Equal(1, await behind.WaitAsync(s_limit));
    }

    [Fact]
    public async Task Timeout_WhileItWaits_TheTaskNeverRuns()
    {
        await using WorkerPool pool = TestTasks.OpenPool(1);
        Gates blocker = Gates.New(out long blocking);
        Gates never = Gates.New(out long late);
        Task<long> running = pool.Submit(TestTasks.Gate.Call(blocking));
        await blocker.Begun.Task.WaitAsync(s_limit);
        TaskOutcome<long> outcome = await pool.SubmitOutcome(TestTasks.Gate.Call(late), new CallOptions { Timeout = s_short }).WaitAsync(s_limit);
        Assert.IsType<TimeoutException>(outcome.Error);
        Assert.False(outcome.IsCancelled);
        blocker.Opened.SetResult();
        Assert.Equal(blocking, await running.WaitAsync(s_limit));
        await pool.ShutdownAsync().WaitAsync(s_limit);
        Assert.False(never.Begun.Task.IsCompleted);
    }

    [Fact]
    public async Task Timeout_TaskIsQuick_ChangesNothing()
    {
        await using WorkerPool pool = TestTasks.OpenPool(1);
        Assert.Equal(9, pool.Apply(TestTasks.Square.Call(3), new CallOptions { Timeout = s_never }));
    }

    [Fact]
    public async Task Retries_TaskThrowsAtFirst_IsRunAgainWithItsNumberAndAttempt()
    {
        await using WorkerPool pool = TestTasks.OpenPool(2);
        TaskOutcome<long> outcome = await pool.SubmitOutcome(TestTasks.Flaky.Call(2), new CallOptions { Retries = 2, RetryDelay = TimeSpan.FromMilliseconds(1) }).WaitAsync(s_limit);
        Assert.Equal(3, outcome.Value);
        Assert.Equal(3, outcome.Attempts);
        Assert.Equal(2, await pool.Submit(TestTasks.Flaky.Call(1), new CallOptions { Retries = 5, RetryDelay = TimeSpan.Zero }).WaitAsync(s_limit));
    }

    [Fact]
    public async Task Retries_UsedUp_FailsWithTheLastError()
    {
        await using WorkerPool pool = TestTasks.OpenPool(1);
        var error = await Assert.ThrowsAsync<RemoteTaskException>(() => pool.Submit(TestTasks.Flaky.Call(9), new CallOptions { Retries = 2, RetryDelay = TimeSpan.Zero }).WaitAsync(s_limit));
        Assert.Equal("attempt 3", error.RemoteMessage);
    }

    [Fact]
    public async Task Retries_TaskIsNotIdempotent_ThrowsAtTheCall()
    {
        await using WorkerPool pool = TestTasks.OpenPool(1);
        var error = Assert.Throws<ArgumentException>(() => { _ = pool.Submit(TestTasks.Fail.Call(1), new CallOptions { Retries = 1 }); });
        Assert.Contains("Idempotent", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Retries_CancelledDuringThePause_EndsAtOnce()
    {
        await using WorkerPool pool = TestTasks.OpenPool(1);
        using var source = new CancellationTokenSource();
        Task<long> future = pool.Submit(TestTasks.Flaky.Call(9), new CallOptions { Retries = 2, RetryDelay = s_never, MaximumRetryDelay = s_never }, source.Token);
        await Waits.Until(() => pool.Status is { Running: 0, Queued: 1 } && pool.Status.Workers[0].Failed == 1);
        await source.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => future.WaitAsync(s_limit));
        await pool.ShutdownAsync().WaitAsync(s_limit);
    }

    [Fact]
    public async Task Retries_OneIsCancelledDuringThePause_TheOtherWaitsOn()
    {
        WorkerPool pool = TestTasks.OpenPool(1);
        using var source = new CancellationTokenSource();
        var options = new CallOptions { Retries = 2, RetryDelay = s_never, MaximumRetryDelay = s_never };
        Task<long> other = pool.Submit(TestTasks.Flaky.Call(9), options);
        Task<long> future = pool.Submit(TestTasks.Flaky.Call(9), options, source.Token);
        await Waits.Until(() => pool.Status is { Running: 0, Queued: 2 } && pool.Status.Workers[0].Failed == 2);
        await source.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => future.WaitAsync(s_limit));
        await Waits.Until(() => pool.Status is { Cancelled: 1, Queued: 1 });
        Assert.False(other.IsCompleted);
        await pool.ShutdownAsync(cancelPending: true).WaitAsync(s_limit);
        Assert.True(other.IsCanceled);
    }

    [Fact]
    public async Task Retries_ShutdownCancelsPendingDuringThePause_EndsAtOnce()
    {
        WorkerPool pool = TestTasks.OpenPool(1);
        Task<long> future = pool.Submit(TestTasks.Flaky.Call(9), new CallOptions { Retries = 2, RetryDelay = s_never, MaximumRetryDelay = s_never });
        await Waits.Until(() => pool.Status is { Running: 0, Queued: 1 } && pool.Status.Workers[0].Failed == 1);
        await pool.ShutdownAsync(cancelPending: true).WaitAsync(s_limit);
        Assert.True(future.IsCanceled);
    }

    [Fact]
    public void DelayBefore_Doubles_UpToTheMaximum()
    {
        var options = new CallOptions { RetryDelay = TimeSpan.FromSeconds(1), MaximumRetryDelay = TimeSpan.FromSeconds(5) };
        Assert.Equal(1, options.DelayBefore(2).TotalSeconds);
        Assert.Equal(2, options.DelayBefore(3).TotalSeconds);
        Assert.Equal(4, options.DelayBefore(4).TotalSeconds);
        Assert.Equal(5, options.DelayBefore(5).TotalSeconds);
        Assert.Equal(5, options.DelayBefore(1000).TotalSeconds);
    }

    [Fact]
    public void Options_OutOfRange_Throw()
    {
        Assert.Throws<ArgumentOutOfRangeException>(static () => new CallOptions { Timeout = TimeSpan.FromSeconds(-1) });
        Assert.Throws<ArgumentOutOfRangeException>(static () => new CallOptions { Timeout = TimeSpan.Zero });
        Assert.Throws<ArgumentOutOfRangeException>(static () => new CallOptions { Timeout = TimeSpan.FromDays(60) });
        Assert.Throws<ArgumentOutOfRangeException>(static () => new CallOptions { Retries = -1 });
        Assert.Throws<ArgumentOutOfRangeException>(static () => new CallOptions { RetryDelay = TimeSpan.FromSeconds(-1) });
        Assert.Throws<ArgumentOutOfRangeException>(static () => new CallOptions { MaximumRetryDelay = TimeSpan.FromSeconds(-1) });
        Assert.Equal(Timeout.InfiniteTimeSpan, new CallOptions { Timeout = Timeout.InfiniteTimeSpan }.Timeout);
    }

    [Fact]
    public async Task TokenFiredBeforehand_EndsAsCancelledAndLeavesTheCallUnused()
    {
        await using WorkerPool pool = TestTasks.OpenPool(1);
        var fired = new CancellationToken(canceled: true);
        TestCall call = TestTasks.Rank.Call(0);
        Assert.True(pool.Submit(call, new CallOptions { Label = "x" }, fired).IsCanceled);
        Assert.True(pool.RunOnEveryWorker(call, null, fired).IsCanceled);
        Assert.Throws<TaskCanceledException>(() => pool.Apply(call, fired));
        Assert.Equal(1, await pool.Submit(call).WaitAsync(s_limit));
        Assert.True(pool.SubmitInto(new BytesTask.Call([1]), new byte[1], fired).IsCanceled);
    }

    [Fact]
    public async Task SubmitInto_TokenFiresWhileTheCallWaits_NeverRunsAndLeavesTheMemory()
    {
        await using WorkerPool pool = TestTasks.OpenPool(1);
        Gates gate = Gates.New(out long number);
        _ = pool.Submit(TestTasks.Gate.Call(number));
        await gate.Begun.Task.WaitAsync(s_limit);
        using var source = new CancellationTokenSource();
        byte[] memory = [7, 7];
        Task placed = pool.SubmitInto(new BytesTask.Call([1, 2]), memory, source.Token);
        await source.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => placed.WaitAsync(s_limit));
        gate.Opened.SetResult();
        Assert.Equal(4, await pool.Submit(TestTasks.Square.Call(2)).WaitAsync(s_limit));
        Assert.Equal([7, 7], memory);
    }
}
