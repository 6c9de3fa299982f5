namespace MpiPool.Shapes.Tests;

/// <summary>Shared values, through generated code and a pool.</summary>
public class SharedTests
{
    private static readonly TimeSpan s_limit = TimeSpan.FromMinutes(2);

    [Theory]
    [InlineData(1, false)]
    [InlineData(2, true)]
    [InlineData(9, false)]
    [InlineData(9, true)]
    public async Task Share_LargeArray_ReachesEveryWorker(int workers, bool eager)
    {
        await using WorkerPool pool = WorkerPool.OpenInProcess(workers);
        double[] data = [.. Enumerable.Range(0, 100_000).Select(static i => (double)i)];
        using Shared<double[]> shared = pool.Share(data, eager);
        double[] sums = pool.Map(i => SharedTasks.Tasks.Sum(shared, i * 100, 100), Enumerable.Range(0, 1000)).ToArray();
        Assert.Equal(data.Sum(), sums.Sum());
        Assert.Equal(3, await pool.Submit(SharedTasks.Tasks.Sum(shared, 1, 2)).WaitAsync(s_limit));
    }

    [Fact]
    public async Task Replace_CallsSeeTheNewValue_AndItsVersion()
    {
        await using WorkerPool pool = WorkerPool.OpenInProcess(3);
        using var shared = pool.Share(new Dictionary<string, int[]> { ["a"] = [1, 2] });
        Assert.Equal("1,2 of version 0", await pool.Submit(SharedTasks.Tasks.Describe(shared, "a")).WaitAsync(s_limit));
        for (int i = 1; i <= 20; i++)
        {
            shared.Replace(new Dictionary<string, int[]> { ["a"] = [i] });
            Assert.Equal($"{i} of version {i}", await pool.Submit(SharedTasks.Tasks.Describe(shared, "a")).WaitAsync(s_limit));
        }
        Assert.Equal(20, shared.Version);
        Assert.Null(await pool.Submit(SharedTasks.Tasks.Describe(shared, "b")).WaitAsync(s_limit));
    }

    [Fact]
    public async Task Value_OfSeveralTasksOfAWorker_IsOneObject()
    {
        await using WorkerPool pool = WorkerPool.OpenInProcess(2);
        using Shared<Holder> shared = pool.Share(new Holder { Number = 1 });
        for (int i = 0; i < 20; i++)
            Assert.True(await pool.Submit(SharedTasks.Tasks.IsSame(shared)).WaitAsync(s_limit));
        Assert.Equal(1, shared.Value.Number);
    }

    [Fact]
    public async Task Dispose_WhileACallIsAtAWorker_LeavesItsValue()
    {
        await using WorkerPool pool = WorkerPool.OpenInProcess(1);
        Shared<int[]> shared = pool.Share(Numbers(42));
        SharedGate gate = SharedTasks.Gates[0];
        Task<int> running = pool.Submit(SharedTasks.Tasks.WaitAndRead(shared, 0));
        await gate.Begun.Task.WaitAsync(s_limit);
        shared.Dispose();
        shared.Dispose();
        gate.Go.SetResult();
        Assert.Equal(42, await running.WaitAsync(s_limit));
        var error = await Assert.ThrowsAsync<InvalidOperationException>(() => pool.Submit(SharedTasks.Tasks.WaitAndRead(shared, 0)).WaitAsync(s_limit));
        Assert.IsType<ObjectDisposedException>(error.InnerException);
        Assert.Throws<ObjectDisposedException>(() => shared.Value);
        Assert.Throws<ObjectDisposedException>(() => shared.Replace([]));
    }

    [Fact]
    public async Task Replace_WhileACallIsAtAWorker_LeavesItsValue()
    {
        await using WorkerPool pool = WorkerPool.OpenInProcess(1);
        using Shared<int[]> shared = pool.Share(Numbers(1));
        SharedGate gate = SharedTasks.Gates[1];
        Task<int> running = pool.Submit(SharedTasks.Tasks.WaitAndRead(shared, 1));
        await gate.Begun.Task.WaitAsync(s_limit);
        shared.Replace([2]);
        gate.Go.SetResult();
        Assert.Equal(1, await running.WaitAsync(s_limit));
        Assert.Equal(2, await pool.Submit(SharedTasks.Tasks.WaitAndRead(shared, 1)).WaitAsync(s_limit));
    }

    [Fact]
    public async Task TwoValues_InOneCall_DoNotMix()
    {
        await using WorkerPool pool = WorkerPool.OpenInProcess(2);
        using Shared<int[]> one = pool.Share(Numbers(1));
        using Shared<int[]> other = pool.Share(Numbers(2));
        Assert.Equal(12, await pool.Submit(SharedTasks.Tasks.Both(one, other)).WaitAsync(s_limit));
        Assert.Equal(22, await pool.Submit(SharedTasks.Tasks.Both(other, other)).WaitAsync(s_limit));
    }

    [Fact]
    public async Task WrongUse_FailsWithWhatToDo()
    {
        WorkerPool pool = WorkerPool.OpenInProcess(1);
        await using WorkerPool elsewhere = WorkerPool.OpenInProcess(1);
        Shared<int[]> shared = pool.Share(Numbers(1));
        var error = await Assert.ThrowsAsync<InvalidOperationException>(() => elsewhere.Submit(SharedTasks.Tasks.Both(shared, shared)).WaitAsync(s_limit));
        Assert.Contains("belongs to another pool", error.Message, StringComparison.Ordinal);
        error = await Assert.ThrowsAsync<InvalidOperationException>(() => pool.Submit(SharedTasks.Tasks.Both(shared, null!)).WaitAsync(s_limit));
        Assert.Contains("is null", error.Message, StringComparison.Ordinal);
        var remote = await Assert.ThrowsAsync<RemoteTaskException>(() => pool.Submit(SharedTasks.Tasks.MisuseOnWorker(shared)).WaitAsync(s_limit));
        Assert.Contains("can only read its value", remote.Message, StringComparison.Ordinal);
        Assert.Contains("No task takes a Shared<", Assert.Throws<ArgumentException>(() => pool.Share(1.5m)).Message, StringComparison.Ordinal);
        await pool.DisposeAsync();
        Assert.Throws<ObjectDisposedException>(() => pool.Share(Numbers(1)));
        Assert.Throws<ObjectDisposedException>(() => shared.Replace([]));
        shared.Dispose();
    }

    [Fact]
    public async Task Share_ManyNeverUsed_AndManyDisposed_ThePoolEnds()
    {
        WorkerPool pool = WorkerPool.OpenInProcess(5);
        for (int i = 0; i < 200; i++)
        {
            Shared<double[]> shared = pool.Share(new double[10_000], eager: i % 3 == 0);
            if (i % 2 == 0)
                shared.Dispose();
        }
        Assert.Equal(5, await pool.Submit(SharedTasks.Tasks.Fill(5)).WaitAsync(s_limit));
        await pool.ShutdownAsync().WaitAsync(s_limit);
    }

    private static int[] Numbers(params int[] numbers) => numbers;
}
