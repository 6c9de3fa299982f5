namespace MpiPool.Runtime.Tests;

/// <summary>
/// A task that blocks for its own pool would keep the worker that is to run what it waits for: it fails, at once, and alone. Of pools in one
/// process, for over MPI a worker has no pool.
/// </summary>
public sealed class BlockingInTaskTests
{
    private static readonly TimeSpan s_limit = TimeSpan.FromMinutes(2);

    private static readonly Dictionary<string, Action<WorkerPool>> s_waits = new()
    {
        ["Apply"] = static pool => pool.Apply(TestTasks.Square.Call(2)),
        ["Apply with a token"] = static pool => pool.Apply(TestTasks.Square.Call(2), new CancellationTokenSource().Token),
        ["Apply with options"] = static pool => pool.Apply(TestTasks.Square.Call(2), new CallOptions { Label = "x" }),
        ["ApplyInto"] = static pool => pool.ApplyInto(new BytesTask.Call([1, 2, 3]), new byte[3]),
        ["Map"] = static pool => pool.Map(new RowHandle(TestTasks.Square), [1L, 2L]).Count(),
        ["MapUnordered"] = static pool => pool.MapUnordered(new RowHandle(TestTasks.Square), [1L, 2L]).Count(),
        ["ForEach"] = static pool => pool.ForEach(new RowHandle(TestTasks.Square), [1L, 2L]),
        ["MapInto"] = static pool => pool.MapInto<long, long>(new RowHandle(TestTasks.Square), new long[2], new long[2]),
        ["Results of a batch"] = static pool => pool.SubmitBatch(new TaskCall<long>[] { TestTasks.Square.Call(2) }).Results(),
        ["WaitAll of a batch"] = static pool => pool.SubmitBatch(new TaskCall<long>[] { TestTasks.Square.Call(2) }).WaitAll(Timeout.InfiniteTimeSpan),
    };

    public static TheoryData<string> AllWaits => [.. s_waits.Keys];

    [Theory]
    [MemberData(nameof(AllWaits))]
    public async Task BlockingForm_InATask_FailsTheTaskAlone(string form)
    {
        await using WorkerPool pool = TestTasks.OpenPool(1);
        long act = Acts.Add(() => s_waits[form](pool));
        RemoteTaskException error = await Assert.ThrowsAsync<RemoteTaskException>(() => pool.Submit(TestTasks.Act.Call(act)).WaitAsync(s_limit));
        Assert.Contains("A task of the pool blocks", Assert.IsType<InvalidOperationException>(error.InnerException).Message, StringComparison.Ordinal);
        Assert.Equal(9, await pool.Submit(TestTasks.Square.Call(3)).WaitAsync(s_limit));
    }

    [Fact]
    public async Task BlockingForm_OfAnotherPool_Works()
    {
        await using WorkerPool pool = TestTasks.OpenPool(1);
        await using WorkerPool other = TestTasks.OpenPool(1);
        long result = 0;
        long act = Acts.Add(() => result = other.Apply(TestTasks.Square.Call(3)));
        await pool.Submit(TestTasks.Act.Call(act)).WaitAsync(s_limit);
        Assert.Equal(9, result);
    }
}
