using MpiPool.Wire;

namespace MpiPool.Runtime.Tests;

/// <summary>That the main rank's progress thread never rests as if there were nothing to do while there is.</summary>
public sealed class WakeTests
{
    private static readonly TimeSpan s_limit = TimeSpan.FromMinutes(2);

    private readonly WorkerPool _pool;
    private readonly PlayedWorker _worker;
    private readonly WatchedTransport _transport;

    public WakeTests()
    {
        WatchedTransport? transport = null;
        (_pool, _worker) = PlayedWorker.Open(inner => transport = new WatchedTransport(inner));
        _transport = transport!;
    }

    [Fact]
    public async Task StepForMoreItems_WhileTheProgressThreadRests_WakesIt()
    {
        _transport.HoldNextLongRest();
        using MapResults<long>.Enumerator results = _pool.Map(AddOneTask.Handle.Instance, [3L, 4L, 5L], new MapOptions { ChunkSize = 1, Window = 2 }).GetEnumerator();
        AnswerOne(4);
        Assert.True(results.MoveNext());
        AnswerOne(5);
        int wakes = _transport.Wakes;
        Assert.True(results.MoveNext());
        int wakesOfMore = _transport.Wakes - wakes;
        _transport.Release();
        AnswerOne(6);
        Assert.True(results.MoveNext());
        Assert.Equal(6, results.Current);
        Assert.False(results.MoveNext());
        await _worker.EndAsync(_pool.ShutdownAsync());
        // The last item was offered and sent by the consumer, whose own work comes next and may take long.
        Assert.NotEqual(0, wakesOfMore);
    }

    [Fact]
    public async Task CallerThatDrove_LeavesWhileCallsAreInFlight_WakesTheProgressThread()
    {
        _transport.HoldNextLongRest();
        Batch<long> batch = _pool.SubmitBatch([TestTasks.Square.Call(2), TestTasks.Square.Call(3)]);
        _worker.Reply(Assert.Single(_worker.Receive(FrameKind.Calls)), 4L);
        int wakes = _transport.Wakes;
        // It may have used up the wakes of the submits, which the progress thread, about to rest, has not seen.
        Assert.True(batch.WaitFirst(s_limit));
        int wakesOfLeaving = _transport.Wakes - wakes;
        _transport.Release();
        _worker.Reply(Assert.Single(_worker.Receive(FrameKind.Calls)), 9L);
        Assert.Equal(9, await batch.Futures[1].WaitAsync(s_limit));
        await _worker.EndAsync(_pool.ShutdownAsync());
        Assert.NotEqual(0, wakesOfLeaving);
    }

    [Fact]
    public async Task StepThatEndsWhatAnotherCallerWaitsFor_WakesIt()
    {
        Task<long> caller = Task.Factory.StartNew(() => _pool.Apply(TestTasks.Square.Call(2)), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        int slot = Assert.Single(_worker.Receive(FrameKind.Calls));
        _transport.HoldNextRestOfCaller();
        Batch<long> batch = _pool.SubmitBatch([TestTasks.Square.Call(3)]);
        int wakes = _transport.Wakes;
        _worker.Reply(slot, 4L);
        Task other = Task.Factory.StartNew(() => batch.WaitAll(s_limit), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        _worker.Reply(Assert.Single(_worker.Receive(FrameKind.Calls)), 9L);
        await other.WaitAsync(s_limit);
        int wakesOfOther = _transport.Wakes - wakes;
        _transport.Release();
        Assert.Equal(4, await caller.WaitAsync(s_limit));
        await _worker.EndAsync(_pool.ShutdownAsync());
        Assert.NotEqual(0, wakesOfOther);
    }

    [Fact]
    public async Task ReportOfATask_WakesItsWorker()
    {
        int wakes = _transport.Wakes;
        var outgoing = new System.Collections.Concurrent.ConcurrentQueue<PayloadBuffer>();
        var channel = new ProgressChannel(new PayloadBufferPool(), outgoing, new StreamCredits(), _transport, 0, 0);
        channel.Send(channel.Open());
        Assert.Single(outgoing);
        // An asynchronous task reports while the worker's own thread rests.
        Assert.Equal(1, _transport.Wakes - wakes);
        await _worker.EndAsync(_pool.ShutdownAsync());
    }

    [Fact]
    public async Task Wake_BeforeAnotherThreadLooksForMessages_EndsTheNextRest()
    {
        // Else it would last until the limit of the wait below has passed.
        TimeSpan rest = 3 * s_limit;
        _transport.HoldNextLongRest();
        _transport.Wake();
        Assert.False(_transport.TryProbe(FrameFormat.FrameTag, out _));
        await Task.Run(() => _transport.WaitForActivity((int)rest.TotalMicroseconds)).WaitAsync(s_limit);
        _transport.Release();
        await _worker.EndAsync(_pool.ShutdownAsync());
    }

    private void AnswerOne(long result) => _worker.ReplyChunk(Assert.Single(_worker.Receive(FrameKind.Chunk)), result);
}
