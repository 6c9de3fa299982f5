namespace MpiPool.Runtime.Tests;

/// <summary>What a pool tells of itself.</summary>
public sealed class StatusTests
{
    private static readonly TimeSpan s_limit = TimeSpan.FromSeconds(30);

    [Fact]
    public async Task Status_CountsWhatWaitsRunsAndHasEnded()
    {
        await using WorkerPool pool = TestTasks.OpenPool(2);
        await pool.Submit(TestTasks.Square.Call(1), new CallOptions { TargetRank = 2 }).WaitAsync(s_limit);
        await Assert.ThrowsAsync<RemoteTaskException>(() => pool.Submit(TestTasks.Fail.Call(1), new CallOptions { TargetRank = 2 }).WaitAsync(s_limit));
        Gates gate = Gates.New(out long number);
        _ = pool.Submit(TestTasks.Gate.Call(number), new CallOptions { TargetRank = 1 });
        await gate.Begun.Task.WaitAsync(s_limit);
        _ = pool.Submit(TestTasks.Gate.Call(number), new CallOptions { TargetRank = 1 });
        await Waits.Until(() => pool.Status.Completed == 1);
        PoolStatus status = pool.Status;
        Assert.Equal((1, 1, 1, 1, 0), (status.Queued, status.Running, status.Completed, status.Failed, status.Cancelled));
        Assert.Equal(new WorkerStatus(1, pool.HostName, 1, 0, 0), status.Workers[0]);
        Assert.Equal(new WorkerStatus(2, pool.HostName, 0, 1, 1), status.Workers[1]);
        Assert.Equal($"1 queued, 1 running, 1 completed, 1 failed, 0 cancelled{Environment.NewLine}  rank 1 ({pool.HostName}): 1 running, 0 completed, 0 failed{Environment.NewLine}  rank 2 ({pool.HostName}): 0 running, 1 completed, 1 failed", status.ToString());
        gate.Opened.SetResult();
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(256)]
    public async Task ExitCode_OutsideOfAByte_Throws(int code)
    {
        await using WorkerPool pool = TestTasks.OpenPool(1);
        Assert.Throws<ArgumentOutOfRangeException>(() => pool.ExitCode = code);
        pool.ExitCode = 255;
        Assert.Equal(255, pool.ExitCode);
    }
}
