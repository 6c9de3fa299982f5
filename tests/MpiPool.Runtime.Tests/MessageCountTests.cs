using MpiPool.Wire;

namespace MpiPool.Runtime.Tests;

/// <summary>How many messages 1,000 tasks cost, counted exactly: a regression shows here and not in a time.</summary>
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
    // time; the last 199 are halved again and again, as if there were others to share them with, down to the 50 that are worth a message between threads.
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
        Assert.Equal([1, 200, 200, 200, 200, 100, 50, 49], lengths);
        long[] results = await Task.WhenAll(futures);
        Assert.Equal(Enumerable.Range(0, Count).Select(static i => (long)i), results);
        await worker.EndAsync(pool.ShutdownAsync());
    }

    // Half of what waits for one worker, and beyond it only as long as calls are short: they are not worth a message, long ones are.
    [Theory]
    [InlineData("slll", new[] { 3, 2 })]
    [InlineData("lsll", new[] { 4, 1 })]
    [InlineData("llss", new[] { 3, 2 })]
    [InlineData("ssss", new[] { 5 })]
    [InlineData("llll", new[] { 3, 2 })]
    public async Task Submit_LongTasksAmongShortOnes_AreNotCrowdedIntoOneMessage(string calls, int[] expected)
    {
        (WorkerPool pool, PlayedWorker worker) = PlayedWorker.Open();
        var futures = new List<Task<long>> { pool.Submit(TestTasks.Square.Call(0)) };
        Answer(1000);
        futures.Add(pool.Submit(TestTasks.LeftAlone.Call(0)));
        Answer(20_000);
        // Nothing is known of the time of this one: the next of its kind waits for it, and the others behind that.
        futures.Add(pool.Submit(TestTasks.Note.Call(0)));
        int first = Assert.Single(worker.Receive(FrameKind.Calls));
        futures.Add(pool.Submit(TestTasks.Note.Call(0)));
        foreach (char call in calls)
            futures.Add(pool.Submit(call == 's' ? TestTasks.Square.Call(0) : TestTasks.LeftAlone.Call(0)));
        worker.Send(FrameKind.Results, frame => AddResult(frame, first, 0));
        var lengths = new List<int>();
        while (lengths.Sum() < calls.Length + 1)
            lengths.Add(Answer(1000));
        Assert.Equal(expected, lengths);
        await Task.WhenAll(futures);
        await worker.EndAsync(pool.ShutdownAsync());

        int Answer(long nanoseconds)
        {
            int[] slots = worker.Receive(FrameKind.Calls);
            worker.Send(FrameKind.Results, frame =>
            {
                foreach (int slot in slots)
                    AddResult(frame, slot, 0, nanoseconds);
            });
            return slots.Length;
        }
    }

    [Theory]
    [InlineData("array")]
    [InlineData("sequence")]
    [InlineData("MapUnordered")]
    [InlineData("MapInto")]
    public async Task Map_ByChunksOf100_SendsTenMessages(string form)
    {
        (WorkerPool pool, PlayedWorker worker) = PlayedWorker.Open();
        long[] items = [.. Enumerable.Range(0, Count).Select(static x => (long)x)];
        var results = new long[Count];
        var options = new MapOptions { ChunkSize = 100 };
        Task map = Task.Run(() =>
        {
            switch (form)
            {
                case "array":
                    results = [.. pool.Map(AddOneTask.Handle.Instance, items, options)];
                    break;
                case "sequence":
                    results = [.. pool.Map(AddOneTask.Handle.Instance, items.Where(static _ => true), options)];
                    break;
                case "MapUnordered":
                    results = [.. pool.MapUnordered(AddOneTask.Handle.Instance, items, options)];
                    break;
                default:
                    pool.MapInto(AddOneTask.Handle.Instance, items, results, options);
                    break;
            }
        });
        for (int first = 0; first < Count; first += 100)
        {
            int slot = Assert.Single(worker.Receive(FrameKind.Chunk));
            Assert.Equal(100, worker.ChunkItems.Dequeue());
            worker.ReplyChunk(slot, [.. items.AsSpan(first, 100).ToArray().Select(static x => x + 1)]);
        }
        await map;
        Assert.Equal(items.Select(static x => x + 1), results);
        // The next message is the end.
        await worker.EndAsync(pool.ShutdownAsync());
    }

    // However fast or slow the worker is: what nobody waits for is answered when nothing is left to run.
    [Fact]
    public async Task Post_WorkerAnswersAFrameOfCallsByOneMessage()
    {
        PlayedMain main = PlayedMain.Open();
        long first = Notes.New();
        for (int sent = 0; sent < Count; sent += 200)
        {
            main.Post(200, x => VoidTask.Call(first + sent + x));
            Assert.Equal(200, main.Receive());
        }
        Assert.Equal(Count, Notes.Of(first).Length);
        await main.EndAsync();
    }

    [Fact]
    public async Task Post_MainRankMarksWhatNobodyWaitsFor()
    {
        (WorkerPool pool, PlayedWorker worker) = PlayedWorker.Open();
        pool.Post(VoidTask.Call(1));
        int posted = Assert.Single(worker.Receive(FrameKind.Calls));
        Assert.True(worker.LatestIsPosted);
        // While the first is there and nothing is known of its kind, both of these wait; they travel in one frame.
        pool.Post(VoidTask.Call(2));
        Task<NoResult> awaited = pool.Submit(VoidTask.Call(3));
        worker.Reply(posted, ResultStatus.Completed);
        int[] both = [.. worker.Receive(FrameKind.Calls)];
        while (both.Length < 2)
            both = [.. both, .. worker.Receive(FrameKind.Calls)];
        Assert.False(worker.LatestIsPosted);
        foreach (int slot in both)
            worker.Reply(slot, ResultStatus.Completed);
        await awaited;
        await worker.EndAsync(pool.ShutdownAsync());
    }

    private static void AddResult(PayloadBuffer frame, int slot, long result, long nanoseconds = 1000)
    {
        ResultMark mark = FrameBuilder.BeginResult(frame);
        var writer = new PayloadWriter(frame);
        writer.Memory.WriteUnmanaged(result);
        writer.Flush();
        FrameBuilder.EndResult(frame, mark, slot, ResultStatus.Completed, nanoseconds);
    }
}
