using MpiPool.Tasks;
using MpiPool.Wire;

namespace MpiPool.Runtime.Tests;

/// <summary>Streams that are asked back, and those whose items cannot be read.</summary>
public sealed class StreamGiveBackTests
{
    private static readonly TimeSpan s_limit = TimeSpan.FromMinutes(2);

    [Fact]
    public async Task Item_CannotBeRead_TheTaskIsCancelled()
    {
        (WorkerPool pool, PlayedWorker worker) = PlayedWorker.Open();
        IAsyncEnumerator<long> items = pool.Stream(new StreamCall { IsReadable = false }).GetAsyncEnumerator(TestContext.Current.CancellationToken);
        Task<bool> next = items.MoveNextAsync().AsTask();
        int slot = Assert.Single(worker.Receive(FrameKind.Calls));
        worker.Report(slot, worker.LatestCallSequence, 1);
        var error = await Assert.ThrowsAsync<RemoteTaskException>(() => next.WaitAsync(s_limit));
        Assert.Equal("not readable", error.RemoteMessage);
        await items.DisposeAsync();
        // Else it would make items for nobody, and where it has no end the pool would have none.
        Assert.Equal([slot], worker.Receive(FrameKind.Cancel));
        worker.Reply(slot, ResultStatus.Cancelled);
        await worker.EndAsync(pool.ShutdownAsync());
    }

    [Fact]
    public async Task Streams_MoreThanOneAtAWorker_AreAskedBackForOneThatIsIdle()
    {
        (WorkerPool pool, PlayedWorker worker) = PlayedWorker.Open();
        (Task<bool>[] next, int[] slots) = Open(pool, worker, 2);
        // One of them may wait behind the other; that counts no less than with calls.
        worker.Receive(FrameKind.Revoke);
        Assert.Equal(1, worker.LatestRevoked);
        worker.Reply(slots, ResultStatus.Completed);
        Assert.All(await Task.WhenAll(next).WaitAsync(s_limit), Assert.False);
        await worker.EndAsync(pool.ShutdownAsync());
    }

    [Fact]
    public async Task Revoke_WasAnsweredByNothing_WhatComesLaterIsAskedBackToo()
    {
        (WorkerPool pool, PlayedWorker worker) = PlayedWorker.Open();
        (Task<bool>[] next, int[] slots) = Open(pool, worker, 2);
        worker.Receive(FrameKind.Revoke);
        // Both run, so that it gives nothing back.
        (Task<bool>[] later, int[] laterSlots) = Open(pool, worker, 1);
        worker.Receive(FrameKind.Revoke);
        Assert.Equal(2, worker.LatestRevoked);
        worker.Reply([.. slots, .. laterSlots], ResultStatus.Completed);
        await Task.WhenAll([.. next, .. later]).WaitAsync(s_limit);
        await worker.EndAsync(pool.ShutdownAsync());
    }

    [Fact]
    public async Task Shutdown_CancelPending_AsksForStreamsToo()
    {
        (WorkerPool pool, PlayedWorker worker) = PlayedWorker.Open();
        (Task<bool>[] next, int[] slots) = Open(pool, worker, 1);
        Task shutdown = pool.ShutdownAsync(cancelPending: true);
        // Running streams are released by the end, and cancelled ones asked for; in whichever order.
        worker.ReceiveAny(FrameKind.Revoke, FrameKind.Grant);
        worker.ReceiveAny(FrameKind.Revoke, FrameKind.Grant);
        Assert.Equal(FrameFormat.AllCalls, worker.LatestRevoked);
        worker.Reply(slots[0], ResultStatus.Returned);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => next[0].WaitAsync(s_limit));
        await worker.EndAsync(shutdown);
    }

    private static (Task<bool>[] Next, int[] Slots) Open(WorkerPool pool, PlayedWorker worker, int count)
    {
        var next = new Task<bool>[count];
        int[] slots = new int[count];
        for (int i = 0; i < count; i++)
        {
            next[i] = pool.Stream(new StreamCall()).GetAsyncEnumerator().MoveNextAsync().AsTask();
            slots[i] = Assert.Single(worker.Receive(FrameKind.Calls));
        }
        return (next, slots);
    }

    private sealed class StreamCall : StreamTaskCall<long>
    {
        public bool IsReadable { get; init; } = true;

        public override TaskEntry Entry => TestTasks.Square;

        public override long ReadItem(ref PayloadReader reader) => IsReadable ? reader.Memory.ReadUnmanaged<long>() : throw new FormatException("not readable");

        protected override void WriteStreamArguments(ref PayloadWriter writer) => writer.Memory.WriteUnmanaged(1L);
    }
}
