namespace MpiPool.Runtime.Tests;

/// <summary>What cannot be right is refused at the call, with the exception that .NET's users expect there, and the pool goes on.</summary>
public sealed class BadInputTests
{
    private static readonly TimeSpan s_limit = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan s_negative = TimeSpan.FromMilliseconds(-2);
    private static readonly CallOptions s_retries = new() { Retries = 1 };
    private static readonly CallOptions s_noWorker = new() { TargetRank = 3 };

    private static readonly Dictionary<string, (Type Error, Action<WorkerPool> Act)> s_mistakes = new()
    {
        ["Submit(null)"] = Is<ArgumentNullException>(static pool => pool.Submit((TaskCall<long>)null!)),
        ["Submit(null, token)"] = Is<ArgumentNullException>(static pool => pool.Submit((TaskCall<long>)null!, CancellationToken.None)),
        ["Submit(null, options)"] = Is<ArgumentNullException>(static pool => pool.Submit((TaskCall<long>)null!, new CallOptions())),
        ["Submit without options"] = Is<ArgumentNullException>(static pool => pool.Submit(NewCall(), (CallOptions)null!)),
        ["Submit with retries of a task that is not idempotent"] = Is<ArgumentException>(static pool => pool.Submit(NewCall(), s_retries)),
        ["Submit to a rank that there is not"] = Is<ArgumentOutOfRangeException>(static pool => pool.Submit(NewCall(), s_noWorker)),
        ["Submit twice"] = Is<InvalidOperationException>(Twice(static (pool, call) => pool.Submit(call))),
        ["Submit twice with a token"] = Is<InvalidOperationException>(Twice(static (pool, call) => pool.Submit(call, new CancellationTokenSource().Token))),
        ["Submit twice with options"] = Is<InvalidOperationException>(Twice(static (pool, call) => pool.Submit(call, new CallOptions { Label = "twice" }))),
        ["Submit of a task that is not in the table"] = Is<InvalidOperationException>(static pool => pool.Submit(new TestTask("Unknown", static (x, _) => x).Call(1))),
        ["Apply(null)"] = Is<ArgumentNullException>(static pool => pool.Apply((TaskCall<long>)null!)),
        ["Apply(null, token)"] = Is<ArgumentNullException>(static pool => pool.Apply((TaskCall<long>)null!, CancellationToken.None)),
        ["Apply(null, options)"] = Is<ArgumentNullException>(static pool => pool.Apply((TaskCall<long>)null!, new CallOptions())),
        ["Apply without options"] = Is<ArgumentNullException>(static pool => pool.Apply(NewCall(), (CallOptions)null!)),
        ["Apply twice"] = Is<InvalidOperationException>(Twice(static (pool, call) => pool.Apply(call))),
        ["SubmitOutcome(null)"] = Is<ArgumentNullException>(static pool => pool.SubmitOutcome((TaskCall<long>)null!)),
        ["SubmitOutcome with retries of a task that is not idempotent"] = Is<ArgumentException>(static pool => pool.SubmitOutcome(NewCall(), s_retries)),
        ["SubmitOutcome to a rank that there is not"] = Is<ArgumentOutOfRangeException>(static pool => pool.SubmitOutcome(NewCall(), s_noWorker)),
        ["SubmitOutcome twice"] = Is<InvalidOperationException>(Twice(static (pool, call) => pool.SubmitOutcome(call))),
        ["SubmitBatch(null)"] = Is<ArgumentNullException>(static pool => pool.SubmitBatch((IEnumerable<TaskCall<long>>)null!)),
        ["SubmitBatch of a null"] = Is<ArgumentNullException>(static pool => pool.SubmitBatch(new TaskCall<long>[] { null! })),
        ["SubmitBatch of a call twice"] = Is<InvalidOperationException>(static pool => { TestCall call = NewCall(); pool.SubmitBatch(new TaskCall<long>[] { call, call }); }),
        ["SubmitBatch with retries of a task that is not idempotent"] = Is<ArgumentException>(static pool => pool.SubmitBatch(new TaskCall<long>[] { NewCall() }, s_retries)),
        ["Batch.WaitAll for less than no time"] = Is<ArgumentOutOfRangeException>(static pool => pool.SubmitBatch(new TaskCall<long>[] { NewCall() }).WaitAll(s_negative)),
        ["Batch.WaitFirst for less than no time"] = Is<ArgumentOutOfRangeException>(static pool => pool.SubmitBatch(new TaskCall<long>[] { NewCall() }).WaitFirst(s_negative)),
        ["Post(null)"] = Is<ArgumentNullException>(static pool => pool.Post(null!)),
        ["RunOnEveryWorker(null call)"] = Is<ArgumentNullException>(static pool => pool.RunOnEveryWorker((TaskCall<long>)null!)),
        ["RunOnEveryWorker(null task)"] = Is<ArgumentNullException>(static pool => pool.RunOnEveryWorker((TaskHandle<long>)null!)),
        ["RunOnEveryWorker of a submitted call"] = Is<InvalidOperationException>(Twice(static (pool, call) => pool.RunOnEveryWorker(call))),
        ["Map of a null task"] = Is<ArgumentNullException>(static pool => pool.Map((TaskHandle<long, long>)null!, [1L])),
        ["Map of a null function"] = Is<ArgumentNullException>(static pool => pool.Map((Func<long, TaskCall<long>>)null!, [1L])),
        ["Map over null"] = Is<ArgumentNullException>(static pool => pool.Map(static x => TestTasks.Square.Call(x), (IEnumerable<long>)null!)),
        ["Map of a null task over pairs"] = Is<ArgumentNullException>(static pool => pool.Map((TaskHandle<long, long, long>)null!, [(1L, 1L)])),
        ["Map of a null task over two sequences"] = Is<ArgumentNullException>(static pool => pool.Map((TaskHandle<long, long, long>)null!, [1L], [1L])),
        ["Map enumerated twice"] = Is<InvalidOperationException>(static pool =>
        {
            IEnumerable<long> results = pool.Map(static x => TestTasks.Square.Call(x), [1L]);
            Assert.Equal([1L], results);
            results.GetEnumerator();
        }),
        ["OpenInProcess(0)"] = Is<ArgumentOutOfRangeException>(static _ => WorkerPool.OpenInProcess(0)),
        ["OpenInProcess(-1)"] = Is<ArgumentOutOfRangeException>(static _ => WorkerPool.OpenInProcess(-1)),
        ["PoolOptions.Workers = -1"] = Is<ArgumentOutOfRangeException>(static _ => new PoolOptions().Workers = -1),
        ["PoolOptions.MaximumIdleSleep = 0"] = Is<ArgumentOutOfRangeException>(static _ => new PoolOptions().MaximumIdleSleep = TimeSpan.Zero),
        ["PoolOptions.MaximumIdleSleep = 2 s"] = Is<ArgumentOutOfRangeException>(static _ => new PoolOptions().MaximumIdleSleep = TimeSpan.FromSeconds(2)),
        ["PoolOptions.ShutdownTimeout = 0"] = Is<ArgumentOutOfRangeException>(static _ => new PoolOptions().ShutdownTimeout = TimeSpan.Zero),
        ["PoolOptions.ShutdownTimeout < 0"] = Is<ArgumentOutOfRangeException>(static _ => new PoolOptions().ShutdownTimeout = s_negative),
        ["PoolOptions.ShutdownTimeout = 1 year"] = Is<ArgumentOutOfRangeException>(static _ => new PoolOptions().ShutdownTimeout = TimeSpan.FromDays(365)),
        ["CallOptions.Timeout = 0"] = Is<ArgumentOutOfRangeException>(static pool => _ = new CallOptions { Timeout = TimeSpan.Zero }),
        ["CallOptions.Timeout < 0"] = Is<ArgumentOutOfRangeException>(static pool => _ = new CallOptions { Timeout = s_negative }),
        ["CallOptions.Retries = -1"] = Is<ArgumentOutOfRangeException>(static pool => _ = new CallOptions { Retries = -1 }),
        ["CallOptions.RetryDelay < 0"] = Is<ArgumentOutOfRangeException>(static pool => _ = new CallOptions { RetryDelay = s_negative }),
        ["CallOptions.MaximumRetryDelay < 0"] = Is<ArgumentOutOfRangeException>(static pool => _ = new CallOptions { MaximumRetryDelay = s_negative }),
        ["CallOptions.TargetRank = -1"] = Is<ArgumentOutOfRangeException>(static pool => pool.Submit(NewCall(), new CallOptions { TargetRank = -1 })),
    };

    // After the end of the pool.
    private static readonly Dictionary<string, Action<WorkerPool>> s_late = new()
    {
        ["Submit"] = static pool => pool.Submit(NewCall()),
        ["Submit with a token"] = static pool => pool.Submit(NewCall(), new CancellationTokenSource().Token),
        ["Submit with options"] = static pool => pool.Submit(NewCall(), new CallOptions { Label = "late" }),
        ["SubmitOutcome"] = static pool => pool.SubmitOutcome(NewCall()),
        ["SubmitBatch"] = static pool => pool.SubmitBatch(new TaskCall<long>[] { NewCall() }),
        ["Post"] = static pool => pool.Post(VoidTask.Call(1)),
        ["RunOnEveryWorker"] = static pool => pool.RunOnEveryWorker(NewCall()),
        ["Apply"] = static pool => pool.Apply(NewCall()),
        ["Map"] = static pool => pool.Map(static x => TestTasks.Square.Call(x), [1L]),
    };

    public static TheoryData<string> Mistakes => [.. s_mistakes.Keys];

    public static TheoryData<string> LateCalls => [.. s_late.Keys];

    [Theory]
    [MemberData(nameof(Mistakes))]
    public async Task Mistake_ThrowsAtTheCall_AndThePoolGoesOn(string mistake)
    {
        await using WorkerPool pool = TestTasks.OpenPool(2);
        (Type type, Action<WorkerPool> act) = s_mistakes[mistake];

        await Task.Run(() => Assert.Throws(type, () => act(pool))).WaitAsync(s_limit);
        Assert.Equal(9, await pool.Submit(TestTasks.Square.Call(3)).WaitAsync(s_limit));
    }

    [Theory]
    [MemberData(nameof(LateCalls))]
    public async Task Call_AfterShutdown_ThrowsObjectDisposed(string member)
    {
        WorkerPool pool = TestTasks.OpenPool(1);
        await pool.ShutdownAsync().WaitAsync(s_limit);

        var error = await Task.Run(() => Assert.Throws<ObjectDisposedException>(() => s_late[member](pool))).WaitAsync(s_limit);
        Assert.Contains("shut down", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task RunAsync_Null_ThrowsAtTheAwait()
    {
        await Assert.ThrowsAsync<ArgumentNullException>(static () => WorkerPool.RunAsync(null!, static _ => Task.CompletedTask));
        await Assert.ThrowsAsync<ArgumentNullException>(static () => WorkerPool.RunAsync([], null!));
        await Assert.ThrowsAsync<ArgumentNullException>(static () => WorkerPool.RunAsync([], null!, static _ => Task.CompletedTask));
    }

    private static TestCall NewCall() => TestTasks.Square.Call(1);

    private static (Type, Action<WorkerPool>) Is<TException>(Action<WorkerPool> act) where TException : Exception => (typeof(TException), act);

    private static Action<WorkerPool> Twice(Action<WorkerPool, TestCall> submit) => pool =>
    {
        TestCall call = NewCall();
        pool.Submit(call);
        submit(pool, call);
    };
}
