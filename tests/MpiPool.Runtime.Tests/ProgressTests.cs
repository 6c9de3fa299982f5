using System.Collections.Concurrent;
using MpiPool.Tasks;
using MpiPool.Wire;

namespace MpiPool.Runtime.Tests;

public sealed class ProgressTests
{
    private static readonly TimeSpan s_limit = TimeSpan.FromMinutes(2);

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Reports_ArriveInOrderAndWhole(bool roleMayMove)
    {
        var hub = new Transports.InProcess.InProcessHub(3);
        await using WorkerPool pool = WorkerPool.OpenInProcess(hub, new PoolOptions { Catalog = TestTasks.Catalog }, roleMayMove);
        Task<Receiver>[] runs = [.. Enumerable.Range(0, 20).Select(_ => RunAsync(pool, 50))];
        foreach (Receiver receiver in await Task.WhenAll(runs).WaitAsync(s_limit))
            Assert.Equal(Enumerable.Range(0, 50), receiver.Values);
    }

    [Fact]
    public async Task Reports_WithoutReceiver_AreDropped()
    {
        await using WorkerPool pool = TestTasks.OpenPool(1);
        Assert.Equal(50, await pool.Submit(new CountingTask.Call(50)).WaitAsync(s_limit));
    }

    [Fact]
    public void ReportTo_Twice_Throws()
    {
        var call = new CountingTask.Call(1);
        call.ReportTo(new Receiver(1));
        Assert.Throws<InvalidOperationException>(() => call.ReportTo(new Receiver(1)));
        Assert.Throws<ArgumentNullException>(() => new CountingTask.Call(1).ReportTo(null!));
    }

    private static async Task<Receiver> RunAsync(WorkerPool pool, int count)
    {
        var receiver = new Receiver(count);
        Assert.Equal(count, await pool.Submit(new CountingTask.Call(count).ReportTo(receiver)));
        await receiver.All;
        return receiver;
    }

    private sealed class Receiver(int expected) : IProgress<int>
    {
        private readonly TaskCompletionSource _all = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public ConcurrentQueue<int> Values { get; } = new();

        public Task All => _all.Task;

        public void Report(int value)
        {
            Values.Enqueue(value);
            if (Values.Count == expected)
                _all.TrySetResult();
        }
    }

    /// <summary>Reports 0 to n - 1 and returns n, as the generator would write it.</summary>
    internal sealed class CountingTask() : SyncTaskEntry(TestTask.Fnv("Counting"), "Counting", "(i4)->i4", TaskTraits.Context)
    {
        public static readonly CountingTask Instance = new();

        public override void Invoke(ref PayloadReader arguments, ref PayloadWriter result, TaskContext context)
        {
            int count = arguments.Memory.ReadUnmanaged<int>();
            arguments.Complete();
            IProgress<int> progress = new Reporter(context);
            for (int i = 0; i < count; i++)
                progress.Report(i);
            result.Begin();
            result.Memory.WriteUnmanaged(count);
        }

        private sealed class Reporter(TaskContext context) : ProgressReporter<int>(context)
        {
            protected override void Write(ref PayloadWriter writer, int value) => writer.Memory.WriteUnmanaged(value);
        }

        internal sealed class Call(int count) : ProgressTaskCall<int, int>
        {
            public override TaskEntry Entry => Instance;

            public override void WriteArguments(ref PayloadWriter writer) => writer.Memory.WriteUnmanaged(count);

            public override int ReadResult(ref PayloadReader reader) => reader.Memory.ReadUnmanaged<int>();

            public override int ReadProgress(ref PayloadReader reader) => reader.Memory.ReadUnmanaged<int>();
        }
    }
}
