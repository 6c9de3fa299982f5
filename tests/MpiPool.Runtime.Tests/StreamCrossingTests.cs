using MpiPool.Wire;

namespace MpiPool.Runtime.Tests;

/// <summary>Streams that end on one side while messages of the other are on their way: nothing comes to the wrong place, and both sides go on.</summary>
public sealed class StreamCrossingTests
{
    private static readonly TimeSpan s_limit = TimeSpan.FromMinutes(2);

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Cancel_CrossesTheReturnOfTheStream_ItNeverRuns(bool byToken)
    {
        (WorkerPool pool, PlayedWorker worker) = PlayedWorker.Open();
        using var source = new CancellationTokenSource();
        IAsyncEnumerator<long> items = pool.Stream(new NumberStreamTask.Call(9), cancellationToken: source.Token).GetAsyncEnumerator(CancellationToken.None);
        Task<bool> first = items.MoveNextAsync().AsTask();
        int slot = Assert.Single(worker.Receive(FrameKind.Calls));
        if (byToken)
            await source.CancelAsync();
        else
            await items.DisposeAsync();
        Assert.Equal([slot], worker.Receive(FrameKind.Cancel));
        // It was on its way when the cancel came; the worker has no such call any more.
        worker.Reply(slot, ResultStatus.Returned);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => first.WaitAsync(s_limit));
        await Waits.Until(() => pool.Status is { Queued: 0, Running: 0, Completed: 0, Failed: 0, Cancelled: 1 });
        // The next frame is the end, not the stream again.
        await worker.EndAsync(pool.ShutdownAsync());
    }

    [Fact]
    public async Task Stop_CrossesTheLastItemsAndTheEnd_NothingIsDelivered_AndTheWorkerServesOn()
    {
        (WorkerPool pool, PlayedWorker worker) = PlayedWorker.Open();
        IAsyncEnumerator<long> items = pool.Stream(new NumberStreamTask.Call(9)).GetAsyncEnumerator(CancellationToken.None);
        Task<bool> first = items.MoveNextAsync().AsTask();
        int slot = Assert.Single(worker.Receive(FrameKind.Calls));
        long sequence = worker.LatestCallSequence;
        worker.Report(slot, sequence, 1);
        Assert.True(await first.WaitAsync(s_limit));
        Assert.Equal(1, items.Current);
        await items.DisposeAsync();
        Assert.Equal([slot], worker.Receive(FrameKind.Cancel));
        // The worker had sent the rest when the cancel came.
        worker.Report(slot, sequence, 2);
        worker.Report(slot, sequence, 3);
        worker.Reply(slot, ResultStatus.Completed);
        await Waits.Until(() => pool.Status is { Queued: 0, Running: 0, Completed: 1, Cancelled: 0 });
        Assert.False(await items.MoveNextAsync().AsTask().WaitAsync(s_limit));

        // Its entry is free: the next stream has it, and gets nothing that is late.
        IAsyncEnumerator<long> others = pool.Stream(new NumberStreamTask.Call(9)).GetAsyncEnumerator(CancellationToken.None);
        first = others.MoveNextAsync().AsTask();
        Assert.Equal([slot], worker.Receive(FrameKind.Calls));
        worker.Report(slot, sequence, 4);
        worker.Report(slot, worker.LatestCallSequence, 5);
        Assert.True(await first.WaitAsync(s_limit));
        Assert.Equal(5, others.Current);
        // So is the worker's credit: a call goes there while the stream is open.
        Task<long> call = pool.Submit(TestTasks.Square.Call(3));
        worker.Reply(Assert.Single(worker.Receive(FrameKind.Calls)), 9L);
        Assert.Equal(9, await call.WaitAsync(s_limit));
        worker.Reply(slot, ResultStatus.Completed);
        Assert.False(await others.MoveNextAsync().AsTask().WaitAsync(s_limit));
        await worker.EndAsync(pool.ShutdownAsync());
    }

    [Fact]
    public async Task EndOfAStream_CrossesItsCancelAndItsGrant_TheNextInItsPlaceHasNothingOfThem()
    {
        PlayedMain main = PlayedMain.Open();
        main.Call(new NumberStreamTask.Call(2) { BufferSize = 2 }, slot: 7, sequence: 70);
        Assert.Equal(1, main.Receive());
        Assert.Equal((2, ResultStatus.Completed), (main.Items, main.LatestStatus));
        // Sent before the end came.
        main.Send(FrameKind.Cancel, 7);
        main.Send(FrameKind.Grant, new GrantRecord { Slot = 7, Sequence = 70, Count = 5 });
        main.Call(new NumberStreamTask.Call(3) { BufferSize = 1 }, slot: 7, sequence: 71);
        main.ReceiveItems(3);
        main.Send(FrameKind.Grant, new GrantRecord { Slot = 7, Sequence = 70, Count = 5 });
        // What a grant let go on sends before it sees that it is cancelled.
        main.Send(FrameKind.Cancel, 7);
        Assert.Equal(1, main.Receive());
        Assert.Equal((3, ResultStatus.Cancelled), (main.Items, main.LatestStatus));
        main.Post(1, static _ => VoidTask.Call(1));
        Assert.Equal(1, main.Receive());
        await main.EndAsync();
    }

    // The pool ends while a stream waits at its worker: what it is allowed then its worker drops, so that it is allowed again when it has begun.
    [Fact]
    public async Task Shutdown_CrossesTheBeginOfAStream_ItIsReleasedAgain()
    {
        (WorkerPool pool, PlayedWorker worker) = PlayedWorker.Open();
        IAsyncEnumerator<long> items = pool.Stream(new NumberStreamTask.Call(9)).GetAsyncEnumerator(CancellationToken.None);
        Task<bool> first = items.MoveNextAsync().AsTask();
        int slot = Assert.Single(worker.Receive(FrameKind.Calls));
        long sequence = worker.LatestCallSequence;
        Task shutdown = pool.ShutdownAsync();
        Assert.Equal([slot], worker.Receive(FrameKind.Grant));
        worker.Report(slot, sequence, 1);
        Assert.Equal([slot], worker.Receive(FrameKind.Grant));
        Assert.Equal((sequence, int.MaxValue), (worker.LatestGrant.Sequence, worker.LatestGrant.Count));
        Assert.True(await first.WaitAsync(s_limit));
        worker.Reply(slot, ResultStatus.Completed);
        await worker.EndAsync(shutdown);
    }

    [Fact]
    public async Task Grant_OfAStreamThatHasNotBegun_IsDropped()
    {
        PlayedMain main = PlayedMain.Open();
        Gates gate = Gates.New(out long number);
        main.Call(TestTasks.Gate.Call(number), slot: 1, sequence: 1);
        await gate.Begun.Task.WaitAsync(s_limit);
        main.Call(new NumberStreamTask.Call(4) { BufferSize = 1 }, slot: 2, sequence: 2);
        main.Call(TestTasks.Square.Call(3), slot: 3, sequence: 3);
        main.Send(FrameKind.Grant, new GrantRecord { Slot = 2, Sequence = 2, Count = int.MaxValue });
        main.Send(FrameKind.Cancel, 3);
        // Messages of one rank are handled in their order: when this has ended, so has the grant.
        Assert.Equal(1, main.Receive());
        Assert.Equal(ResultStatus.Cancelled, main.LatestStatus);
        gate.Opened.SetResult();
        Assert.Equal(1, main.Receive());
        main.ReceiveItems(1);
        main.Send(FrameKind.Cancel, 2);
        // What a grant let go on sends before it sees that it is cancelled.
        Assert.Equal(1, main.Receive());
        Assert.Equal((1, ResultStatus.Cancelled), (main.Items, main.LatestStatus));
        await main.EndAsync();
    }
}
