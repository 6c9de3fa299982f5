namespace MpiPool.Runtime.Tests;

public sealed class SubmitTests
{
    private static readonly TimeSpan s_limit = TimeSpan.FromMinutes(2);

    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    [InlineData(16)]
    public async Task Submit_Many_EachFutureHasItsOwnResult(int workers)
    {
        await using WorkerPool pool = TestTasks.OpenPool(workers);
        Task<long>[] futures = [.. Enumerable.Range(0, 10_000).Select(x => pool.Submit(TestTasks.Square.Call(x)))];
        long[] results = await Task.WhenAll(futures).WaitAsync(s_limit);
        Assert.Equal(Enumerable.Range(0, 10_000).Select(x => (long)x * x), results);
    }

    [Fact]
    public void Apply_RunsOnWorker()
    {
        using WorkerPool pool = TestTasks.OpenPool(3);
        Assert.Equal(49, pool.Apply(TestTasks.Square.Call(7)));
        Assert.InRange(pool.Apply(TestTasks.Rank.Call(0)), 1, 3);
    }

    [Fact]
    public async Task Submit_TaskThrows_ErrorTellsTypeMessageRankHostAndStack()
    {
        await using WorkerPool pool = TestTasks.OpenPool(2);
        RemoteTaskException error = await Assert.ThrowsAsync<RemoteTaskException>(() => pool.Submit(TestTasks.Fail.Call(5)).WaitAsync(s_limit));
        Assert.Equal("Fail", error.TaskName);
        Assert.Equal("System.TimeoutException", error.RemoteTypeName);
        Assert.Equal("no answer to 5", error.RemoteMessage);
        Assert.InRange(error.Rank, 1, 2);
        Assert.Equal(3, error.Size);
        Assert.Equal(Environment.MachineName, error.HostName);
        Assert.Contains(nameof(TestTasks), error.RemoteStackTrace);
        Assert.IsType<TimeoutException>(error.InnerException);
        Assert.Equal(4, await pool.Submit(TestTasks.Square.Call(2)).WaitAsync(s_limit));
    }

    [Fact]
    public async Task Submit_ArgumentsCannotBeWritten_FailsThatFutureAlone()
    {
        await using WorkerPool pool = TestTasks.OpenPool(1);
        var bad = new TestCall(TestTasks.Square, 1) { OnWrite = static () => throw new NotSupportedException("broken property") };
        Task<long> before = pool.Submit(TestTasks.Square.Call(2));
        Task<long> failing = pool.Submit(bad);
        Task<long> after = pool.Submit(TestTasks.Square.Call(3));
        Assert.Equal(4, await before.WaitAsync(s_limit));
        InvalidOperationException error = await Assert.ThrowsAsync<InvalidOperationException>(() => failing.WaitAsync(s_limit));
        Assert.Contains("broken property", error.Message);
        Assert.Equal(9, await after.WaitAsync(s_limit));
    }

    [Fact]
    public async Task Submit_Async_DoesNotBlockTheWorker()
    {
        await using WorkerPool pool = TestTasks.OpenPool(1);
        Gates gate = Gates.New(out long number);
        // Measured short first, so that the worker is given more than one call at a time.
        await pool.Submit(TestTasks.SquareLater.Call(1)).WaitAsync(s_limit);
        Task<long> waiting = pool.Submit(TestTasks.GateLater.Call(number));
        gate.Opened.SetResult();
        Assert.Equal(number, await waiting.WaitAsync(s_limit));
        Assert.Equal(16, await pool.Submit(TestTasks.SquareLater.Call(4)).WaitAsync(s_limit));
    }

    [Fact]
    public async Task Submit_AsyncTaskFailsOrReturnsNull_FailsItsFuture()
    {
        await using WorkerPool pool = TestTasks.OpenPool(1);
        RemoteTaskException error = await Assert.ThrowsAsync<RemoteTaskException>(() => pool.Submit(TestTasks.FailLater.Call(3)).WaitAsync(s_limit));
        Assert.IsType<FormatException>(error.InnerException);
        error = await Assert.ThrowsAsync<RemoteTaskException>(() => pool.Submit(TestTasks.NullTask.Call(3)).WaitAsync(s_limit));
        Assert.Contains("returned null", error.Message);
    }

    [Fact]
    public async Task Submit_CallTwice_ThrowsAtTheCall()
    {
        await using WorkerPool pool = TestTasks.OpenPool(1);
        TestCall call = TestTasks.Square.Call(3);
        Task<long> first = pool.Submit(call);
        Assert.Throws<InvalidOperationException>(() => AtTheCall(pool, call));
        Assert.Equal(9, await first.WaitAsync(s_limit));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Continuation_RunsOnTheThreadPool(bool callerDrives)
    {
        await using WorkerPool pool = TestTasks.OpenPool(2);
        Gates held = Gates.New(out long holding);
        Gates gate = Gates.New(out long number);
        // A caller that is blocked takes the results of others too, on a thread that is none of the thread pool's.
        Task caller = callerDrives
            ? Task.Factory.StartNew(() => pool.Apply(TestTasks.Gate.Call(holding)), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default)
            : pool.Submit(TestTasks.Gate.Call(holding));
        await held.Begun.Task;
        Task<bool> continuation = pool.Submit(TestTasks.Gate.Call(number)).ContinueWith(static _ => Thread.CurrentThread.IsThreadPoolThread, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
        gate.Opened.SetResult();
        Assert.True(await continuation);
        held.Opened.SetResult();
        await caller;
    }

    [Fact]
    public async Task Submit_AfterShutdown_ThrowsAtTheCall()
    {
        WorkerPool pool = TestTasks.OpenPool(1);
        await pool.ShutdownAsync().WaitAsync(s_limit);
        Assert.Throws<ObjectDisposedException>(() => AtTheCall(pool, TestTasks.Square.Call(3)));
        Assert.Throws<ObjectDisposedException>(() => { pool.Map(x => TestTasks.Square.Call(x), [1L]); });
        await pool.ShutdownAsync().WaitAsync(s_limit);
    }

    [Fact]
    public async Task Shutdown_CallsPending_AllComplete()
    {
        WorkerPool pool = TestTasks.OpenPool(2);
        Task<long>[] futures = [.. Enumerable.Range(0, 1000).Select(x => pool.Submit(TestTasks.Square.Call(x)))];
        await pool.ShutdownAsync().WaitAsync(s_limit);
        Assert.All(futures, static f => Assert.True(f.IsCompletedSuccessfully));
    }

    [Fact]
    public async Task Sequence_FollowsTheOrderOfSubmission()
    {
        await using WorkerPool pool = TestTasks.OpenPool(3);
        long[] numbers = await Task.WhenAll(Enumerable.Range(0, 200).Select(_ => pool.Submit(TestTasks.Sequence.Call(0)))).WaitAsync(s_limit);
        Assert.Equal(Enumerable.Range(0, 200).Select(static x => (long)x), numbers);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(100_000)]
    [InlineData(30_000_000)]
    public async Task Submit_BytesOfAnySize_ArriveWhole(int length)
    {
        await using WorkerPool pool = TestTasks.OpenPool(2);
        byte[] bytes = new byte[length];
        new Random(7).NextBytes(bytes);
        byte[] result = await pool.Submit(new BytesTask.Call(bytes)).WaitAsync(s_limit);
        Array.Reverse(result);
        Assert.True(bytes.AsSpan().SequenceEqual(result));
    }

    // The exception must come from the call itself, not from the future.
    private static void AtTheCall(WorkerPool pool, TestCall call) => _ = pool.Submit(call);
}
