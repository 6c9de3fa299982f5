using System.Runtime.CompilerServices;

namespace MpiPool.Runtime.Tests;

public sealed class CancellationTests
{
    private static readonly TimeSpan s_limit = TimeSpan.FromMinutes(2);

    [Fact]
    public async Task Cancel_CallInQueue_NeverRuns()
    {
        await using WorkerPool pool = TestTasks.OpenPool(1);
        Gates blocker = Gates.New(out long blocking);
        Gates never = Gates.New(out long cancelled);
        Task<long> running = pool.Submit(TestTasks.Gate.Call(blocking));
        await blocker.Begun.Task.WaitAsync(s_limit);
        using var source = new CancellationTokenSource();
        Task<long> waiting = pool.Submit(TestTasks.Gate.Call(cancelled), source.Token);
        await source.CancelAsync();
        OperationCanceledException error = await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting.WaitAsync(s_limit));
        Assert.Equal(source.Token, error.CancellationToken);
        blocker.Opened.SetResult();
        Assert.Equal(blocking, await running.WaitAsync(s_limit));
        Assert.False(never.Begun.Task.IsCompleted);
    }

    [Fact]
    public async Task Cancel_CallInQueue_WakesAllWhoWait()
    {
        await using WorkerPool pool = TestTasks.OpenPool(1);
        Gates blocker = Gates.New(out long blocking);
        _ = pool.Submit(TestTasks.Gate.Call(blocking));
        await blocker.Begun.Task.WaitAsync(s_limit);
        using var source = new CancellationTokenSource();
        Task<long> future = pool.Submit(TestTasks.Square.Call(1), source.Token);
        Task[] waits = [Task.Run(() => future.Wait()), Task.Run(async () => await future), Task.WhenAll(future), Task.Run(() => pool.Apply(TestTasks.Square.Call(2), source.Token))];
        await source.CancelAsync();
        // The worker is still busy: it is the cancel that ends the waits.
        foreach (Task wait in waits)
            Assert.True((await Record.ExceptionAsync(() => wait.WaitAsync(s_limit)))?.GetBaseException() is OperationCanceledException);
        blocker.Opened.SetResult();
    }

    [Fact]
    public async Task Cancel_RunningTask_FiresItsToken()
    {
        await using WorkerPool pool = TestTasks.OpenPool(1);
        Gates gate = Gates.New(out long number);
        using var source = new CancellationTokenSource();
        Task<long> future = pool.Submit(TestTasks.UntilCancelled.Call(number), source.Token);
        await gate.Begun.Task.WaitAsync(s_limit);
        await source.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => future.WaitAsync(s_limit));
        Assert.Equal(4, await pool.Submit(TestTasks.Square.Call(2)).WaitAsync(s_limit));
    }

    [Fact]
    public async Task Cancel_TokenFiredBeforehand_NothingIsSubmitted()
    {
        await using WorkerPool pool = TestTasks.OpenPool(1);
        Task<long> future = pool.Submit(TestTasks.Square.Call(2), new CancellationToken(canceled: true));
        Assert.True(future.IsCanceled);
    }

    [Fact]
    public async Task Cancel_AfterTheEnd_ChangesNothing()
    {
        await using WorkerPool pool = TestTasks.OpenPool(1);
        using var source = new CancellationTokenSource();
        Task<long> future = pool.Submit(TestTasks.Square.Call(2), source.Token);
        Assert.Equal(4, await future.WaitAsync(s_limit));
        await source.CancelAsync();
        Assert.Equal(9, await pool.Submit(TestTasks.Square.Call(3)).WaitAsync(s_limit));
    }

    [Fact]
    public async Task Shutdown_CancelPending_CancelsWhatHasNotBegun()
    {
        WorkerPool pool = TestTasks.OpenPool(1);
        Gates blocker = Gates.New(out long blocking);
        Task<long> running = pool.Submit(TestTasks.Gate.Call(blocking));
        await blocker.Begun.Task.WaitAsync(s_limit);
        Task<long>[] waiting = [.. Enumerable.Range(0, 10).Select(x => pool.Submit(TestTasks.Square.Call(x)))];
        Task shutdown = pool.ShutdownAsync(cancelPending: true);
        foreach (Task<long> future in waiting)
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => future.WaitAsync(s_limit));
        Assert.False(shutdown.IsCompleted);
        blocker.Opened.SetResult();
        await shutdown.WaitAsync(s_limit);
        Assert.Equal(blocking, await running);
    }

    [Theory]
    [InlineData("Submit")]
    [InlineData("SubmitOutcome")]
    [InlineData("SubmitInto")]
    [InlineData("Timeout")]
    public async Task TokenOrTimeThatOutlivesTheCall_KeepsNothingOfIt(string form)
    {
        await using WorkerPool pool = TestTasks.OpenPool(1);
        using var source = new CancellationTokenSource();
        WeakReference call = Submit(pool, form, source, out Task future);
        await future.WaitAsync(s_limit);
        future = Task.CompletedTask;
        await Waits.Until(() =>
        {
            GC.Collect();
            return !call.IsAlive;
        });
        GC.KeepAlive(source);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static WeakReference Submit(WorkerPool pool, string form, CancellationTokenSource source, out Task future)
    {
        if (form == "SubmitInto")
        {
            var bytes = new BytesTask.Call([1, 2]);
            future = pool.SubmitInto(bytes, new byte[2], source.Token);
            return new WeakReference(bytes);
        }
        TestCall call = TestTasks.Square.Call(3);
        future = form switch
        {
            "Submit" => pool.Submit(call, source.Token),
            "SubmitOutcome" => pool.SubmitOutcome(call, null, source.Token),
            _ => pool.Submit(call, new CallOptions { Timeout = TimeSpan.FromHours(1) }),
        };
        return new WeakReference(call);
    }

    [Fact]
    public async Task LongTask_DoesNotHoldWhatWasSentBehindIt()
    {
        await using WorkerPool pool = TestTasks.OpenPool(2);
        // A task known to be short is sent ahead in numbers; then one of its kind blocks one worker.
        Gates open = Gates.New(out long opened);
        open.Opened.SetResult();
        for (int i = 0; i < 100; i++)
            await pool.Submit(TestTasks.Gate.Call(opened)).WaitAsync(s_limit);
        Gates blocker = Gates.New(out long blocking);
        Task<long> blocked = pool.Submit(TestTasks.Gate.Call(blocking));
        await blocker.Begun.Task.WaitAsync(s_limit);
        Task<long>[] others = [.. Enumerable.Range(0, 500).Select(_ => pool.Submit(TestTasks.Gate.Call(opened)))];
        await Task.WhenAll(others).WaitAsync(s_limit);
        Assert.False(blocked.IsCompleted);
        blocker.Opened.SetResult();
        await blocked.WaitAsync(s_limit);
    }
}
