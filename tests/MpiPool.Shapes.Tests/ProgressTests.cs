using System.Collections.Concurrent;
using MpiPool.Tasks;

namespace MpiPool.Shapes.Tests;

/// <summary>Reports of running tasks, through generated code and a pool.</summary>
public class ProgressTests
{
    private static readonly TimeSpan s_limit = TimeSpan.FromMinutes(2);

    [Fact]
    public async Task Reports_ArriveInOrder()
    {
        var receiver = new Receiver<int>(50);
        await using WorkerPool pool = WorkerPool.OpenInProcess(2);
        Assert.Equal(50, await pool.Submit(ProgressTasks.Tasks.Count(50).ReportTo(receiver)).WaitAsync(s_limit));
        Assert.Equal(Enumerable.Range(0, 50), await receiver.All.WaitAsync(s_limit));
    }

    [Fact]
    public async Task ReportsOfARecord_OfAnAsyncTask_Arrive()
    {
        var receiver = new Receiver<Step?>(3);
        await using WorkerPool pool = WorkerPool.OpenInProcess(1);
        Assert.Equal("n", await pool.Submit(ProgressTasks.Tasks.Walk("n").ReportTo(receiver)).WaitAsync(s_limit));
        Assert.Equivalent(new Step?[] { new("n", [0, 1]), null, new("n", [2, 1]) }, await receiver.All.WaitAsync(s_limit), strict: true);
    }

    [Fact]
    public async Task ReportOfATask_WithoutResultAndArguments_Arrives()
    {
        var receiver = new Receiver<string>(1);
        await using WorkerPool pool = WorkerPool.OpenInProcess(1);
        await pool.Submit(ProgressTasks.Tasks.Shout().ReportTo(receiver)).WaitAsync(s_limit);
        Assert.Equal(["ho"], await receiver.All.WaitAsync(s_limit));
    }

    [Fact]
    public async Task ReportThatCannotBeWritten_FailsTheTask()
    {
        await using WorkerPool pool = WorkerPool.OpenInProcess(1);
        var error = await Assert.ThrowsAsync<RemoteTaskException>(() => pool.Submit(ProgressTasks.Tasks.ReportBad()).WaitAsync(s_limit));
        Assert.Contains("Derived", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Factory_BindsToMapAsMethodGroup()
    {
        await using WorkerPool pool = WorkerPool.OpenInProcess(2);
        Assert.Equal([0, 1, 2], pool.Map(ProgressTasks.Tasks.Count, Enumerable.Range(0, 3)));
    }

    [Fact]
    public void Entry_SaysThatItNeedsAContext_AndWhatItReports()
    {
        TaskHandle<string, int, string> handle = ProgressTasks.Tasks.Handles.Walk;
        Assert.Equal(TaskTraits.Context, handle.Entry.Traits);
        Assert.EndsWith("->string reporting MpiPool.Shapes.Tests.Step{Name:string;Values:System.Int32[];}", handle.Entry.Shape, StringComparison.Ordinal);
    }

    private sealed class Receiver<T>(int expected) : IProgress<T>
    {
        private readonly TaskCompletionSource<T[]> _all = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private readonly ConcurrentQueue<T> _values = new();

        public Task<T[]> All => _all.Task;

        public void Report(T value)
        {
            _values.Enqueue(value);
            if (_values.Count == expected)
                _all.TrySetResult([.. _values]);
        }
    }
}
