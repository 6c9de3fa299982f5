using MpiPool.Serving.Reductions;
using MpiPool.Transports.InProcess;
using MpiPool.Wire;

namespace MpiPool.Runtime.Tests;

/// <summary>What a worker has accumulated, where one run of items ends while another begins: asynchronous tasks end on any thread.</summary>
public sealed class ReductionTableTests
{
    private const long Reduction = 3;

    private readonly ReductionTable _table;

    public ReductionTableTests()
    {
        var transport = new InProcessTransport(new InProcessHub(2), 1);
        _table = new ReductionTable(new FrameLink(transport), transport);
    }

    [Fact]
    public void RunThatBegins_WhileAnotherIsAdded_LosesNothing()
    {
        var reducer = new HookedSum();
        _table.Accumulate(Reduction, reducer, 1L);
        long begun = -1;
        reducer.OnCombine = () => begun = _table.Take(Reduction, reducer);
        _table.Accumulate(Reduction, reducer, 10L);
        reducer.OnCombine = null;
        Assert.NotEqual(-1, begun);
        _table.Accumulate(Reduction, reducer, begun + 100);
        Assert.Equal(111, _table.Take(Reduction, reducer));
    }

    [Fact]
    public void RunThatEnds_WhileAnotherIsAdded_LosesNothing()
    {
        var reducer = new HookedSum();
        _table.Accumulate(Reduction, reducer, 1L);
        reducer.OnCombine = () =>
        {
            reducer.OnCombine = null;
            _table.Accumulate(Reduction, reducer, 100L);
        };
        _table.Accumulate(Reduction, reducer, 10L);
        Assert.Null(reducer.OnCombine);
        Assert.Equal(111, _table.Take(Reduction, reducer));
    }

    [Fact]
    public void ReductionDropped_WhileARunIsAdded_StaysDropped()
    {
        var reducer = new HookedSum();
        _table.Accumulate(Reduction, reducer, 1L);
        reducer.OnCombine = () => _table.Drop(Reduction);
        _table.Accumulate(Reduction, reducer, 10L);
        Assert.Equal(0, _table.Take(Reduction, reducer));
    }

    [Fact]
    public async Task ReductionDropped_BeforeWhoeverWaitsGoesOn_FrameIsReleasedOnce()
    {
        var pool = new FramePool();
        for (int round = 0; round < 1000; round++)
        {
            ReceivedFrame frame = pool.Rent(2, FrameHeader.Size);
            Task<ReceivedFrame> received = _table.ReceiveAsync(round, 1, TestContext.Current.CancellationToken);
            _table.Receive(frame, new AccumulatorRecord { Reduction = round, Source = 1 });
            // Whoever waits goes on elsewhere, and mostly comes too late.
            _table.Drop(round);
            try
            {
                (await received).Release();
            }
            catch (OperationCanceledException)
            {
                // It was dropped, and its frame with it.
            }
            // This use is the last one: were there none left, the frame would be given out to another message.
            Assert.NotSame(frame, pool.Rent(2, FrameHeader.Size));
            frame.Release();
        }
    }

    [Fact]
    public async Task ReductionDropped_NobodyWaitsForMore()
    {
        _table.Drop(Reduction);
        await Assert.ThrowsAsync<OperationCanceledException>(() => _table.ReceiveAsync(Reduction, 1, CancellationToken.None).WaitAsync(TimeSpan.FromMinutes(2), TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task RunsOnManyThreads_LoseNothing()
    {
        const int Threads = 4;
        const int Runs = 20_000;
        var reducer = new HookedSum();
        await Task.WhenAll(Enumerable.Range(0, Threads).Select(thread => Task.Factory.StartNew(
            () =>
            {
                for (int run = 0; run < Runs; run++)
                {
                    long started = thread % 2 == 0 ? _table.Take(Reduction, reducer) : 0;
                    _table.Accumulate(Reduction, reducer, started + 1);
                }
            },
            TestContext.Current.CancellationToken, TaskCreationOptions.LongRunning, TaskScheduler.Default)));
        Assert.Equal(Threads * Runs, _table.Take(Reduction, reducer));
    }

    // Combining calls back, so that the two runs meet in every run of the test.
    private sealed class HookedSum() : Reducer<long, long>(TestTask.Fnv("HookedSum"), "Test.HookedSum", "i8,i8")
    {
        public Action? OnCombine { get; set; }

        internal override long Identity => 0;

        public override void WriteAccumulator(ref PayloadWriter writer, long value) => throw new NotSupportedException();

        public override long ReadAccumulator(ref PayloadReader reader) => throw new NotSupportedException();

        public override void WriteItem(ref PayloadWriter writer, long value) => throw new NotSupportedException();

        public override long ReadItem(ref PayloadReader reader) => throw new NotSupportedException();

        internal override long Add(long accumulator, ReadOnlySpan<long> items)
        {
            foreach (long item in items)
                accumulator += item;
            return accumulator;
        }

        internal override long Combine(long first, long second)
        {
            OnCombine?.Invoke();
            return first + second;
        }
    }
}
