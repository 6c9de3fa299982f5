using System.Collections;
using System.Diagnostics.Metrics;
using MpiPool.Wire;

namespace MpiPool.Runtime.Tests;

/// <summary>User code that throws where nobody expects it: it costs the call, the item or the map it belongs to, and nothing else.</summary>
public sealed class UserCodeThrowsTests
{
    private static readonly TimeSpan s_limit = TimeSpan.FromMinutes(2);

    [Fact]
    public async Task Arguments_ThrowAnErrorThatCannotBeDescribed_FailTheirCallAlone()
    {
        await using WorkerPool pool = TestTasks.OpenPool(1);
        Task<long> bad = pool.Submit(new TestCall(TestTasks.Square, 1) { OnWrite = static () => throw new MuteException() });
        await Assert.ThrowsAsync<InvalidOperationException>(() => bad.WaitAsync(s_limit));
        Assert.Equal(4, await pool.Submit(TestTasks.Square.Call(2)).WaitAsync(s_limit));
    }

    [Fact]
    public async Task Arguments_OfAnItemThrowAnErrorThatCannotBeDescribed_FailTheirItemAlone()
    {
        await using WorkerPool pool = TestTasks.OpenPool(1);
        bool[] succeeded = await Task.Run(() => pool.MapOutcomes(static x => new TestCall(TestTasks.Square, x) { OnWrite = () => { if (x == 1) throw new MuteException(); } }, [0L, 1L, 2L])
            .Select(static outcome => outcome.IsSuccess).ToArray()).WaitAsync(s_limit);
        Assert.Equal([true, false, true], succeeded);
    }

    [Fact]
    public async Task Columns_OfAChunkCannotBeWritten_FailTheirItemsAlone()
    {
        await using WorkerPool pool = TestTasks.OpenPool(1);
        long[] results = new long[3];
        var error = await Assert.ThrowsAsync<InvalidOperationException>(() => Task.Run(() => pool.MapInto(new TooLargeHandle(), new long[] { 1, 2, 3 }, results, new MapOptions { ChunkSize = 3 })).WaitAsync(s_limit));
        Assert.Equal("A chunk of 3 items of task 'Test.AddOne' could not be written: too many bytes", error.Message);
        Assert.Equal(4, await pool.Submit(TestTasks.Square.Call(2)).WaitAsync(s_limit));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Input_ThrowsWhereItIsDisposedAtItsEnd_EachItemRunsOnceAndTheErrorComesLast(bool isAlways)
    {
        await using WorkerPool pool = TestTasks.OpenPool(1);
        List<long> results = [];
        var error = await Assert.ThrowsAsync<MapInputException>(() => Task.Run(() => results.AddRange(Read(pool.Map(new RowHandle(TestTasks.Square), new Input(2, isAlways), new MapOptions { ChunkSize = 4 }), results))).WaitAsync(s_limit));
        Assert.Equal([1, 4], results);
        Assert.Equal(2, error.Index);
        Assert.IsType<FormatException>(error.InnerException);
    }

    [Fact]
    public async Task Reduction_InputThrowsWhereItIsDisposed_NothingStaysAtTheWorkers()
    {
        (WorkerPool pool, PlayedWorker worker) = PlayedWorker.Open();
        using var source = new CancellationTokenSource();
        Task<long> sum = Task.Run(() => pool.MapReduce(new RowHandle(TestTasks.SquareLater), new Input(1, isAlways: true), LongSum.Reducer, options: new MapOptions { CancellationToken = source.Token }));
        int fold = Assert.Single(worker.Receive(FrameKind.Calls));
        await source.CancelAsync();
        Assert.Equal([fold], worker.Receive(FrameKind.Cancel));
        worker.Reply(fold, ResultStatus.Cancelled);
        // The word that the reduction was given up.
        int drop = Assert.Single(worker.Receive(FrameKind.Calls));
        Assert.True(worker.LatestIsTargeted);
        worker.Reply(drop, ResultStatus.Cancelled);
        await Assert.ThrowsAsync<FormatException>(() => sum.WaitAsync(s_limit));
        await worker.EndAsync(pool.ShutdownAsync());
    }

    [Fact]
    public async Task Metrics_ListenerThrows_CallsThatFailKeepTheirErrors()
    {
        using var listener = new MeterListener();
        listener.InstrumentPublished = static (instrument, self) =>
        {
            if (instrument.Meter.Name == "MpiPool")
                self.EnableMeasurementEvents(instrument);
        };
        // Other tests run tasks meanwhile, but not this one.
        listener.SetMeasurementEventCallback<double>(static (_, _, tags, _) =>
        {
            if (Equals(tags[0].Value, TestTasks.FailMeasured.Name))
                throw new NotSupportedException("a listener that throws");
        });
        listener.Start();
        WorkerPool pool = TestTasks.OpenPool(1);
        Task<long>[] futures = [.. Enumerable.Range(0, 5).Select(x => pool.Submit(TestTasks.FailMeasured.Call(x)))];
        for (int x = 0; x < futures.Length; x++)
            Assert.Equal($"no answer to {x}", (await Assert.ThrowsAsync<RemoteTaskException>(() => futures[x].WaitAsync(s_limit))).RemoteMessage);
        await pool.ShutdownAsync().WaitAsync(s_limit);
    }

    // Keeps what came before the error.
    private static IEnumerable<long> Read(IEnumerable<long> results, List<long> kept)
    {
        foreach (long result in results)
            kept.Add(result);
        return [];
    }

    // A chunk of billions of bytes is too large for a test.
    private sealed class TooLargeHandle() : TaskHandle<long, long>(AddOneTask.Instance)
    {
        public override TaskCall<long> Bind(long arg1) => new TestCall(Entry, arg1);

        public override void WriteArguments(ref PayloadWriter writer, long arg1) => writer.Memory.WriteUnmanaged(arg1);

        public override long ReadResult(ref PayloadReader reader) => reader.Memory.ReadUnmanaged<long>();

        public override void WriteColumns(ref PayloadWriter writer, ReadOnlySpan<long> arg1) => throw new InsufficientMemoryException("too many bytes");

        public override void ReadColumn(ref PayloadReader reader, Span<long> results) => reader.ReadColumn(results);
    }

    private sealed class MuteException : Exception
    {
        public override string Message => throw new NotSupportedException("no message");
    }

    private sealed class Input(int count, bool isAlways) : IEnumerable<long>, IEnumerator<long>
    {
        private bool _hasThrown;

        public long Current { get; private set; }

        object IEnumerator.Current => Current;

        public IEnumerator<long> GetEnumerator() => this;

        IEnumerator IEnumerable.GetEnumerator() => this;

        public bool MoveNext() => ++Current <= count;

        public void Reset() => throw new NotSupportedException();

        public void Dispose()
        {
            if (_hasThrown && !isAlways)
                return;
            _hasThrown = true;
            throw new FormatException("cannot be closed");
        }
    }
}
