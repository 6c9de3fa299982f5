using MpiPool.Wire;

namespace MpiPool.Runtime.Tests;

/// <summary>How many messages the main rank sends for 1,000 tasks, counted exactly: a regression shows here and not in a time.</summary>
public sealed class MessageCountTests
{
    private const int Count = 1000;

    [Fact]
    public async Task Apply_SendsOneMessageATask()
    {
        (WorkerPool pool, PlayedWorker worker) = PlayedWorker.Open();
        Task caller = Task.Factory.StartNew(() =>
        {
            for (int i = 0; i < Count; i++)
                Assert.Equal(i, pool.Apply(TestTasks.Square.Call(i)));
        }, TaskCreationOptions.LongRunning);
        // Each message holds one call, and the next is of the next call: a message of any other kind would be an error here.
        for (int i = 0; i < Count; i++)
            worker.Reply(Assert.Single(worker.Receive(FrameKind.Calls)), i);
        await caller;
        await worker.EndAsync(pool.ShutdownAsync());
    }

    // The first task is alone, for nothing is known of its kind. The others are known to take 1 us, so that the worker is given 200 at a
    // time; the last 199 are halved again and again, as if there were others to share them with.
    [Fact]
    public async Task Submit_ShortTasks_ShareMessages()
    {
        (WorkerPool pool, PlayedWorker worker) = PlayedWorker.Open();
        var futures = new Task<long>[Count];
        for (int i = 0; i < Count; i++)
            futures[i] = pool.Submit(TestTasks.Square.Call(i));
        var lengths = new List<int>();
        for (int received = 0; received < Count;)
        {
            int[] slots = worker.Receive(FrameKind.Calls);
            lengths.Add(slots.Length);
            int first = received;
            received += slots.Length;
            worker.Send(FrameKind.Results, frame =>
            {
                for (int i = 0; i < slots.Length; i++)
                    AddResult(frame, slots[i], first + i);
            });
        }
        Assert.Equal([1, 200, 200, 200, 200, 100, 50, 25, 13, 6, 3, 2], lengths);
        long[] results = await Task.WhenAll(futures);
        Assert.Equal(Enumerable.Range(0, Count).Select(static i => (long)i), results);
        await worker.EndAsync(pool.ShutdownAsync());
    }

    private static void AddResult(PayloadBuffer frame, int slot, long result)
    {
        ResultMark mark = FrameBuilder.BeginResult(frame);
        var writer = new PayloadWriter(frame);
        writer.Memory.WriteUnmanaged(result);
        writer.Flush();
        FrameBuilder.EndResult(frame, mark, slot, ResultStatus.Completed, 1000);
    }
}
