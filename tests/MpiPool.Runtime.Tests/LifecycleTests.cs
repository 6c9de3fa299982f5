namespace MpiPool.Runtime.Tests;

/// <summary>How in-process pools begin and end: initializer and finalizer, main rank, bound, shutdown without waiting.</summary>
[Collection(WorldCollection.Name)]
public sealed class LifecycleTests
{
    private static readonly TimeSpan s_limit = TimeSpan.FromMinutes(2);

    [Fact]
    public async Task Initializer_RunsOnEveryWorkerBeforeThePoolIsOpen_AndServesSeveralPools()
    {
        long first = Notes.New();
        var options = new PoolOptions { Catalog = TestTasks.Catalog, Initializer = VoidTask.Call(first + 5) };
        for (int pools = 1; pools <= 2; pools++)
        {
            await using WorkerPool pool = WorkerPool.OpenInProcess(3, options);
            Assert.Equal(3 * pools, Notes.Of(first).Length);
        }
        Assert.All(Notes.Of(first), static note => Assert.Equal(5, note));
    }

    [Fact]
    public void Initializer_Fails_BreaksThePoolWithTheReason()
    {
        var options = new PoolOptions { Catalog = TestTasks.Catalog, Initializer = VoidTask.Call(-1) };
        var error = Assert.Throws<PoolBrokenException>(() => WorkerPool.OpenInProcess(2, options));
        Assert.Contains("initializer", error.Message, StringComparison.Ordinal);
        Assert.Contains("bad -1", error.Message, StringComparison.Ordinal);
        Assert.IsType<RemoteTaskException>(error.InnerException);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Finalizer_RunsOnEveryWorkerAfterTheLastTask(bool cancelPending)
    {
        long first = Notes.New();
        WorkerPool pool = WorkerPool.OpenInProcess(2, new PoolOptions { Catalog = TestTasks.Catalog, Finalizer = VoidTask.Call(first + 999) });
        await pool.Submit(TestTasks.Note.Call(first + 1)).WaitAsync(s_limit);
        Task<long> last = pool.Submit(TestTasks.Note.Call(first + 2));
        await pool.ShutdownAsync(cancelPending).WaitAsync(s_limit);
        long[] notes = Notes.Of(first);
        Assert.Equal(last.IsCanceled ? [1, 999, 999] : [1, 2, 999, 999], notes);
    }

    [Fact]
    public async Task Finalizer_Fails_BreaksThePoolWithTheReason()
    {
        WorkerPool pool = WorkerPool.OpenInProcess(2, new PoolOptions { Catalog = TestTasks.Catalog, Finalizer = VoidTask.Call(-2) });
        Assert.Equal(4, await pool.Submit(TestTasks.Square.Call(2)).WaitAsync(s_limit));
        var error = await Assert.ThrowsAsync<PoolBrokenException>(() => pool.ShutdownAsync().WaitAsync(s_limit));
        Assert.Contains("finalizer", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task MainRank_IsAnother_RanksAreNumberedAsUsersKnowThem()
    {
        await using WorkerPool pool = WorkerPool.OpenInProcess(3, new PoolOptions { Catalog = TestTasks.Catalog, MainRank = 2 });
        Assert.True(pool.IsMain);
        Assert.Equal(2, pool.Rank);
        Assert.Equal(4, pool.Size);
        long[] ranks = await pool.RunOnEveryWorker(TestTasks.Rank.Call(0)).WaitAsync(s_limit);
        Assert.Equal([0, 1, 3], ranks);
        Assert.Equal([0, 1, 3], pool.Status.Workers.Select(static worker => worker.Rank));
        Assert.Equal(0, await pool.Submit(TestTasks.Rank.Call(0), new CallOptions { TargetRank = 0 }).WaitAsync(s_limit));
        Assert.Throws<ArgumentOutOfRangeException>(() => { _ = pool.Submit(TestTasks.Rank.Call(0), new CallOptions { TargetRank = 2 }); });
        TaskOutcome<long> outcome = await pool.SubmitOutcome(TestTasks.Fail.Call(1), new CallOptions { TargetRank = 0 }).WaitAsync(s_limit);
        Assert.Equal(0, outcome.Rank);
        Assert.Contains("on rank 0 of 4", outcome.Error!.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Options_OutOfRange_Throw()
    {
        Assert.Throws<ArgumentOutOfRangeException>(static () => new PoolOptions { MainRank = -1 });
        Assert.Throws<ArgumentOutOfRangeException>(static () => new PoolOptions { MaximumPending = -1 });
        Assert.Throws<ArgumentOutOfRangeException>(static () => WorkerPool.OpenInProcess(2, new PoolOptions { Catalog = TestTasks.Catalog, MainRank = 3 }));
    }

    [Fact]
    public async Task MaximumPending_IsReached_FurtherSubmissionsWait()
    {
        await using WorkerPool pool = WorkerPool.OpenInProcess(1, new PoolOptions { Catalog = TestTasks.Catalog, MaximumPending = 3 });
        Gates gate = Gates.New(out long number);
        Task<long> blocker = pool.Submit(TestTasks.Gate.Call(number));
        await gate.Begun.Task.WaitAsync(s_limit);
        int most = 0;
        Task producer = Task.Factory.StartNew(
            () =>
            {
                for (int i = 0; i < 50; i++)
                {
                    _ = pool.Submit(TestTasks.Square.Call(i));
                    PoolStatus status = pool.Status;
                    most = Math.Max(most, status.Queued + status.Running);
                }
            },
            CancellationToken.None,
            TaskCreationOptions.LongRunning,
            TaskScheduler.Default);
        await Waits.Until(() => pool.Status is { Queued: 2, Running: 1 });
        Assert.False(producer.IsCompleted);
        gate.Opened.SetResult();
        await producer.WaitAsync(s_limit);
        await blocker.WaitAsync(s_limit);
        Assert.InRange(most, 1, 3);
    }

    // The call that is being written is on its way from the queue to the worker, and so is the one taken with it: both count.
    [Fact]
    public async Task MaximumPending_CallsAreBeingSent_CountAsWaiting()
    {
        await using WorkerPool pool = WorkerPool.OpenInProcess(1, new PoolOptions { Catalog = TestTasks.Catalog, MaximumPending = 4 });
        Gates gate = Gates.New(out long number), writing = Gates.New(out long written);
        Task<long> blocker = pool.Submit(TestTasks.Gate.Call(number));
        await gate.Begun.Task.WaitAsync(s_limit);
        Task<long> slow = pool.Submit(new TestCall(TestTasks.Square, 1) { OnWrite = () => Gates.Pass(written) });
        Task<long>[] behind = [pool.Submit(TestTasks.Square.Call(2)), pool.Submit(TestTasks.Square.Call(3))];
        gate.Opened.SetResult();
        await writing.Begun.Task.WaitAsync(s_limit);
        // Three are left: there is no room for two more.
        Task<long>[] further = new Task<long>[2];
        var producer = new Thread(() =>
        {
            further[0] = pool.Submit(TestTasks.Square.Call(4));
            further[1] = pool.Submit(TestTasks.Square.Call(5));
        }) { IsBackground = true };
        producer.Start();
        // A chance to go wrong: a submission that does not wait takes microseconds.
        Assert.False(producer.Join(100));
        writing.Opened.SetResult();
        Assert.True(producer.Join(s_limit));
        await Task.WhenAll([blocker, slow, .. behind, .. further]).WaitAsync(s_limit);
    }

    [Fact]
    public async Task MaximumPending_WaitIsCancelled_TheCallEndsAsCancelled()
    {
        await using WorkerPool pool = WorkerPool.OpenInProcess(1, new PoolOptions { Catalog = TestTasks.Catalog, MaximumPending = 1 });
        Gates gate = Gates.New(out long number);
        _ = pool.Submit(TestTasks.Gate.Call(number));
        await gate.Begun.Task.WaitAsync(s_limit);
        using var source = new CancellationTokenSource();
        Task<Task<long>> submitted = Task.Factory.StartNew(() => pool.Submit(TestTasks.Square.Call(2), source.Token), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        await source.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => submitted.Unwrap().WaitAsync(s_limit));
        gate.Opened.SetResult();
    }

    [Fact]
    public async Task MaximumPending_PoolEndsMeanwhile_WhoWaitsIsTold()
    {
        // The waiter only looks on: the progress thread ends the last call and keeps the role.
        WorkerPool pool = WorkerPool.OpenInProcess(new Transports.InProcess.InProcessHub(2), new PoolOptions { Catalog = TestTasks.Catalog, MaximumPending = 1 }, roleMayMove: false);
        Gates gate = Gates.New(out long number);
        Task<long> running = pool.Submit(TestTasks.Gate.Call(number));
        await gate.Begun.Task.WaitAsync(s_limit);
        Task<long>? late = null;
        Exception? refused = null;
        var waiter = new Thread(() => refused = Record.Exception(() => { late = pool.Submit(TestTasks.Square.Call(2)); })) { IsBackground = true };
        waiter.Start();
        await Waits.Until(() => (waiter.ThreadState & System.Threading.ThreadState.WaitSleepJoin) != 0);
        Task shutdown = pool.ShutdownAsync();
        gate.Opened.SetResult();
        await shutdown.WaitAsync(s_limit);
        Assert.True(waiter.Join(s_limit));
        // Whether it found the room before the end is open.
        if (late is not null)
            Assert.Equal(4, await late.WaitAsync(s_limit));
        else
            Assert.IsType<ObjectDisposedException>(refused);
        Assert.Equal(number, await running.WaitAsync(s_limit));
    }

    [Fact]
    public async Task MaximumPending_CallThatWaitsIsCancelled_MakesRoomBeforeAWorkerIsFree()
    {
        await using WorkerPool pool = WorkerPool.OpenInProcess(1, new PoolOptions { Catalog = TestTasks.Catalog, MaximumPending = 2 });
        Gates gate = Gates.New(out long number);
        Task<long> running = pool.Submit(TestTasks.Gate.Call(number));
        await gate.Begun.Task.WaitAsync(s_limit);
        using var source = new CancellationTokenSource();
        Task<long> dropped = pool.Submit(TestTasks.Square.Call(2), source.Token);
        Task<Task<long>> further = Task.Factory.StartNew(() => pool.Submit(TestTasks.Square.Call(3)), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        await source.CancelAsync();
        Task<long> submitted = await further.WaitAsync(s_limit);
        Assert.True(dropped.IsCanceled);
        gate.Opened.SetResult();
        Assert.Equal([number, 9], await Task.WhenAll(running, submitted).WaitAsync(s_limit));
    }

    [Fact]
    public async Task Shutdown_WithoutWaiting_ReturnsAtOnceAndRunsWhatWasSubmitted()
    {
        WorkerPool pool = TestTasks.OpenPool(1);
        Gates gate = Gates.New(out long number);
        Task<long> running = pool.Submit(TestTasks.Gate.Call(number));
        Task<long> waiting = pool.Submit(TestTasks.Square.Call(3));
        pool.Shutdown(wait: false);
        Assert.False(waiting.IsCompleted);
        Assert.Throws<ObjectDisposedException>(() => { _ = pool.Submit(TestTasks.Square.Call(1)); });
        gate.Opened.SetResult();
        Assert.Equal(number, await running.WaitAsync(s_limit));
        Assert.Equal(9, await waiting.WaitAsync(s_limit));
        await pool.ShutdownAsync().WaitAsync(s_limit);
        pool.Shutdown(wait: false);
    }

    [Fact]
    public async Task World_InTheBody_RefusesWhatRanksDoTogether()
    {
        await WorkerPool.RunAsync([], new PoolOptions { Catalog = TestTasks.Catalog, Workers = 1 }, async pool =>
        {
            Assert.Throws<InvalidOperationException>(static () => WorkerPool.World.Barrier());
            Assert.Throws<InvalidOperationException>(static () => WorkerPool.World.AllGather(1));
            Assert.Throws<InvalidOperationException>(static () => WorkerPool.World.Split(0));
            Assert.Throws<InvalidOperationException>(static () => WorkerPool.Open(new PoolOptions { Catalog = TestTasks.Catalog, Workers = 1 }));
            Assert.Equal(4, await pool.Submit(TestTasks.Square.Call(2)));
        }).WaitAsync(s_limit);
    }
}
