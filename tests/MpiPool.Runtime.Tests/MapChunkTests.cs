using MpiPool.Wire;

namespace MpiPool.Runtime.Tests;

/// <summary>Maps over handles: columns, rows, errors in chunks, options.</summary>
public sealed class MapChunkTests
{
    private static readonly TimeSpan s_limit = TimeSpan.FromMinutes(2);

    [Theory]
    [InlineData(1, 1, null)]
    [InlineData(1, 100_000, null)]
    [InlineData(3, 100_000, null)]
    [InlineData(3, 10_000, 1)]
    [InlineData(4, 10_000, 37)]
    [InlineData(16, 300_000, 100_000)]
    public void Map_Columns_YieldsResultsInOrder(int workers, int count, int? chunkSize)
    {
        using WorkerPool pool = TestTasks.OpenPool(workers);
        IEnumerable<long> results = pool.Map(AddOneTask.Handle.Instance, Longs(count), new MapOptions { ChunkSize = chunkSize });
        Assert.Equal(Longs(count).Select(static x => x + 1), results);
    }

    [Theory]
    [InlineData(null)]
    [InlineData(10)]
    public void Map_ItemOfColumnsFails_FailsAlone(int? chunkSize)
    {
        using WorkerPool pool = TestTasks.OpenPool(2);
        var options = new MapOptions { ChunkSize = chunkSize }.SetReplacement(-1L);
        IEnumerable<long> results = pool.Map(DivideTask.Handle.Instance, Longs(5000), Enumerable.Range(0, 5000).Select(static x => x % 7), options);
        Assert.Equal(Enumerable.Range(0, 5000).Select(static x => x % 7 == 0 ? -1L : x / (x % 7)), results);
        Assert.Equal(
            Enumerable.Range(0, 5000).Where(static x => x % 7 != 0).Select(static x => (long)x / (x % 7)),
            pool.Map(DivideTask.Handle.Instance, Longs(5000).Select(static x => (x, (int)(x % 7))), new MapOptions { ChunkSize = chunkSize, Errors = MapErrors.Skip }));
    }

    [Fact]
    public void Map_ItemOfColumnsFails_ErrorTellsWhere()
    {
        using WorkerPool pool = TestTasks.OpenPool(2);
        using MapResults<long>.Enumerator results = pool.Map(DivideTask.Handle.Instance, [(8L, 4), (9L, 3), (1L, 0), (4L, 2)], new MapOptions { ChunkSize = 4 }).GetEnumerator();
        Assert.True(results.MoveNext());
        Assert.True(results.MoveNext());
        Assert.Equal(3, results.Current);
        RemoteTaskException error = Assert.Throws<RemoteTaskException>(() => results.MoveNext());
        Assert.IsType<DivideByZeroException>(error.InnerException);
        Assert.Equal("Test.Divide", error.TaskName);
        Assert.InRange(error.Rank, 1, 2);
        Assert.Contains("Divide", error.RemoteStackTrace, StringComparison.Ordinal);
        Assert.False(results.MoveNext());
    }

    [Fact]
    public void Map_Rows_FailedItemsFailAlone()
    {
        using WorkerPool pool = TestTasks.OpenPool(3);
        var options = new MapOptions { ChunkSize = 16 }.SetReplacement(-7L);
        IEnumerable<long> results = pool.Map(new RowHandle(TestTasks.FailOdd), Longs(1000), options);
        Assert.Equal(Longs(1000).Select(static x => x % 2 == 0 ? x : -7), results);
    }

    [Fact]
    public void Map_ItemCannotBeWritten_FailsAlone()
    {
        using WorkerPool pool = TestTasks.OpenPool(2);
        var options = new MapOptions { ChunkSize = 8 }.SetReplacement(-7L);
        long[] items = [1, 2, long.MinValue, 4, long.MinValue, long.MinValue, 7, 8, 9, 10, 11];
        Assert.Equal([1, 4, -7, 16, -7, -7, 49, 64, 81, 100, 121], pool.Map(new RowHandle(TestTasks.Square), items, options));
        InvalidOperationException error = Assert.Throws<InvalidOperationException>(() => pool.Map(new RowHandle(TestTasks.Square), items).Last());
        Assert.IsType<NotSupportedException>(error.InnerException);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    public void Options_OutOfRange_Throw(int value)
    {
        var options = new MapOptions();
        Assert.Throws<ArgumentOutOfRangeException>(() => options.ChunkSize = value);
        Assert.Throws<ArgumentOutOfRangeException>(() => options.Window = value);
        Assert.Throws<ArgumentOutOfRangeException>(() => options.Timeout = TimeSpan.FromSeconds(value - 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => options.Errors = (MapErrors)(value - 1));
    }

    [Fact]
    public void Options_ReplacementOfAnotherType_ThrowsAtTheCall()
    {
        using WorkerPool pool = TestTasks.OpenPool(1);
        MapOptions options = new MapOptions().SetReplacement("none");
        Assert.Throws<ArgumentException>(() => { pool.Map(AddOneTask.Handle.Instance, Longs(3), options); });
    }

    [Fact]
    public void Map_Window_BoundsWhatIsRead()
    {
        using WorkerPool pool = TestTasks.OpenPool(2);
        int pulled = 0, read = 0;
        foreach (long _ in pool.Map(AddOneTask.Handle.Instance, Input(), new MapOptions { Window = 100 }))
        {
            read++;
            Assert.InRange(pulled - read, 0, 100);
        }
        Assert.Equal(10_000, read);

        IEnumerable<long> Input()
        {
            while (pulled < 10_000)
                yield return pulled++;
        }
    }

    [Fact]
    public void Map_Timeout_ThrowsAtTheConsumerAndPoolGoesOn()
    {
        using WorkerPool pool = TestTasks.OpenPool(1);
        Gates gate = Gates.New(out long number);
        Assert.Throws<TimeoutException>(() => pool.Map(new RowHandle(TestTasks.Gate), [number], new MapOptions { Timeout = TimeSpan.Zero }).First());
        gate.Opened.SetResult();
        Assert.Equal(9, pool.Apply(TestTasks.Square.Call(3)));
    }

    [Fact]
    public async Task Map_TokenFires_ThrowsAtTheConsumer()
    {
        using WorkerPool pool = TestTasks.OpenPool(1);
        Gates gate = Gates.New(out long number);
        using var source = new CancellationTokenSource();
        Task map = Task.Run(() => pool.Map(new RowHandle(TestTasks.Gate), [number], new MapOptions { CancellationToken = source.Token }).First());
        await gate.Begun.Task;
        await source.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => map);
        gate.Opened.SetResult();
    }

    [Fact]
    public void Map_LongItem_HoldsNoOthersBack()
    {
        using WorkerPool pool = TestTasks.OpenPool(2);
        Gates gate = Gates.New(out long number);
        // One chunk has all; the other worker gets what waits behind the long item.
        using MapResults<long>.Enumerator results = pool.MapUnordered(new RowHandle(TestTasks.OpenOrSquare), [-number, .. Longs(100)], new MapOptions { ChunkSize = 1000 }).GetEnumerator();
        for (int i = 0; i < 100; i++)
            Assert.True(results.MoveNext());
        gate.Opened.SetResult();
        Assert.True(results.MoveNext());
        Assert.Equal(-number, results.Current);
        Assert.False(results.MoveNext());
    }

    [Fact]
    public async Task Map_StoppedEarly_TakesBackWhatHasNotBegun()
    {
        (WorkerPool pool, PlayedWorker worker) = PlayedWorker.Open();
        MapResults<long>.Enumerator results = pool.Map(AddOneTask.Handle.Instance, Longs(1000), new MapOptions { ChunkSize = 1000 }).GetEnumerator();
        int slot = Assert.Single(worker.Receive(FrameKind.Chunk));
        results.Dispose();
        Assert.Equal([slot], worker.Receive(FrameKind.Recall));
        worker.ReturnChunk(slot, worker.LatestSequence, first: 0);
        // The next frame is the end, not the items again.
        await worker.EndAsync(pool.ShutdownAsync());
    }

    [Theory]
    [InlineData("array", 10_000, 3000, 3000)]
    [InlineData("array", 10_000, 100_000, 10_000)]
    [InlineData("array", 10, 7, 7)]
    [InlineData("sequence", 10_000, 300, 300)]
    [InlineData("sequence", 10_000, 5000, 5000)]
    [InlineData("sequence", 10, int.MaxValue, 10)]
    [InlineData("calls", 10_000, 300, 300)]
    [InlineData("calls", 10_000, 1, 1)]
    public async Task ChunkSize_IsWhatTravelsTogether(string input, int count, int chunkSize, int expected)
    {
        (WorkerPool pool, PlayedWorker worker) = PlayedWorker.Open();
        var options = new MapOptions { ChunkSize = chunkSize };
        IEnumerable<long> results = input switch
        {
            "array" => pool.Map(AddOneTask.Handle.Instance, Longs(count).ToArray(), options),
            "sequence" => pool.Map(AddOneTask.Handle.Instance, Longs(count).Where(static _ => true), options),
            _ => pool.Map(static x => TestTasks.Square.Call(x), Longs(count), options),
        };
        int slot = Assert.Single(worker.Receive(FrameKind.Chunk));
        Assert.Equal(expected, worker.ChunkItems.Dequeue());
        results.GetEnumerator().Dispose();
        worker.Receive(FrameKind.Recall);
        worker.ReturnChunk(slot, worker.LatestSequence, first: 0);
        await worker.EndAsync(pool.ShutdownAsync());
    }

    [Fact]
    public async Task Map_ItemsGivenBack_AreSentAgain()
    {
        (WorkerPool pool, PlayedWorker worker) = PlayedWorker.Open();
        Task<long[]> map = Task.Run(() => pool.Map(AddOneTask.Handle.Instance, [1L, 2L, 3L, 4L], new MapOptions { ChunkSize = 4 }).ToArray());
        int slot = Assert.Single(worker.Receive(FrameKind.Chunk));
        long sequence = worker.LatestSequence;
        worker.ReplyChunk(slot, 2L, 3L);
        // The result told what was given back; that it comes again, late, says nothing: not before the slot is used again, and not after.
        worker.ReturnChunk(slot, sequence, first: 2);
        int again = Assert.Single(worker.Receive(FrameKind.Chunk));
        Assert.Equal(sequence + 2, worker.LatestSequence);
        worker.ReturnChunk(again, sequence, first: 0);
        worker.ReturnChunk(again, worker.LatestSequence, first: 1);
        int last = Assert.Single(worker.Receive(FrameKind.Chunk));
        Assert.Equal(sequence + 3, worker.LatestSequence);
        worker.ReplyChunk(last, 5L);
        worker.ReplyChunk(again, 4L);
        Assert.Equal((long[])[2, 3, 4, 5], await map.WaitAsync(s_limit));
        await worker.EndAsync(pool.ShutdownAsync());
    }

    // The pool wanted 8 items at a time when it sent them, and one at a time when they came back.
    [Fact]
    public async Task Map_MoreItemsGivenBackThanAChunkHas_AreSentInPieces_TheEarliestFirst()
    {
        const long Long = 1_000_000_000;
        (WorkerPool pool, PlayedWorker worker) = PlayedWorker.Open();
        var results = new long[20];
        Task map = Task.Run(() => pool.MapInto(AddOneTask.Handle.Instance, Longs(20).ToArray(), results));
        int slot = Assert.Single(worker.Receive(FrameKind.Chunk));
        Assert.Equal(1, worker.ChunkItems.Dequeue());
        long sequence = worker.ChunkSequences.Dequeue();
        // Long enough that a worker has two chunks, and no more.
        worker.ReplyChunk(slot, 10_000, [1L]);
        int first = Assert.Single(worker.Receive(FrameKind.Chunk));
        Assert.Equal((8, sequence + 1), (worker.ChunkItems.Dequeue(), worker.ChunkSequences.Dequeue()));
        int second = Assert.Single(worker.Receive(FrameKind.Chunk));
        Assert.Equal((6, sequence + 9), (worker.ChunkItems.Dequeue(), worker.ChunkSequences.Dequeue()));
        worker.ReturnChunk(first, sequence + 1, first: 2);
        worker.ReplyChunk(first, Long, [2, 3]);
        worker.ReplyChunk(second, Long * 6, [10, 11, 12, 13, 14, 15]);
        foreach (long item in (long[])[3, 4, 5, 6, 7, 8, 15, 16, 17, 18, 19])
        {
            slot = Assert.Single(worker.Receive(FrameKind.Chunk));
            Assert.Equal((1, sequence + item), (worker.ChunkItems.Dequeue(), worker.ChunkSequences.Dequeue()));
            worker.ReplyChunk(slot, Long, [item + 1]);
        }
        await map.WaitAsync(s_limit);
        Assert.Equal(Longs(20).Select(static x => x + 1), results);
        await worker.EndAsync(pool.ShutdownAsync());
    }

    // A chunk is sent when it holds 256 KiB, however short its items are; where its size is fixed they travel together all the same.
    [Theory]
    [InlineData(100, null, 50)]
    [InlineData(16 * 1024, null, 16)]
    [InlineData(16 * 1024, 30, 30)]
    [InlineData(128 * 1024, null, 2)]
    [InlineData(128 * 1024, 5, 5)]
    [InlineData(1024 * 1024, null, 1)]
    public async Task Map_LargeItems_AChunkHasNoMoreThanItHasRoomFor(int bytes, int? chunkSize, int expected)
    {
        (WorkerPool pool, PlayedWorker worker) = PlayedWorker.Open();
        // From here on the task is known to be so short that its items would travel by the hundred.
        Task<byte[]> measured = pool.Submit(new BytesTask.Call([]));
        worker.ReplyBytes(Assert.Single(worker.Receive(FrameKind.Calls)), BitConverter.GetBytes(0));
        Assert.Empty(await measured.WaitAsync(s_limit));
        byte[][] items = [.. Enumerable.Repeat(new byte[bytes], 100)];
        using var source = new CancellationTokenSource();
        Task map = Task.Run(() => pool.MapInto<byte[], byte[]>(new BytesHandle(), items, new byte[100][], new MapOptions { ChunkSize = chunkSize, CancellationToken = source.Token }), CancellationToken.None);
        var slots = new Dictionary<int, long>();
        for (int chunk = 0; chunk < 2; chunk++)
        {
            slots.Add(Assert.Single(worker.Receive(FrameKind.Chunk)), worker.ChunkSequences.Dequeue());
            if (chunk == 0)
                Assert.Equal(expected, worker.ChunkItems.Dequeue());
        }
        await source.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => map.WaitAsync(s_limit));
        foreach ((int slot, long sequence) in slots)
        {
            Assert.Equal([slot], worker.Receive(FrameKind.Recall));
            worker.ReturnChunk(slot, sequence, first: 0);
        }
        await worker.EndAsync(pool.ShutdownAsync());
    }

    [Theory]
    [InlineData("Map")]
    [InlineData("MapInto")]
    public async Task PoolBreaks_MapThrows_WhateverItsItemsGetWhereTheyFail(string form)
    {
        (WorkerPool pool, PlayedWorker worker) = PlayedWorker.Open();
        MapOptions options = new MapOptions { ChunkSize = 2 }.SetReplacement(-1L);
        Task map = form == "Map"
            ? Task.Run(() => pool.Map(AddOneTask.Handle.Instance, [1L, 2L, 3L, 4L], options).ToArray())
            : Task.Run(() => pool.MapInto(AddOneTask.Handle.Instance, new long[] { 1, 2, 3, 4 }, new long[4], options));
        int slot = Assert.Single(worker.Receive(FrameKind.Chunk));
        // One result more than the chunk has items.
        worker.ReplyChunk(slot, 2L, 3L, 4L);
        await Assert.ThrowsAsync<PoolBrokenException>(() => map.WaitAsync(s_limit));
        pool.Dispose();
    }

    [Fact]
    public async Task MapInto_TokenFires_WhatComesLaterIsDropped()
    {
        (WorkerPool pool, PlayedWorker worker) = PlayedWorker.Open();
        using var source = new CancellationTokenSource();
        var options = new MapOptions { ChunkSize = 2, CancellationToken = source.Token };
        long[] results = [7, 7];
        Task map = Task.Run(() => pool.MapInto(AddOneTask.Handle.Instance, new long[] { 1, 2 }, results, options), CancellationToken.None);
        int slot = Assert.Single(worker.Receive(FrameKind.Chunk));
        await source.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => map.WaitAsync(s_limit));
        Assert.Equal([slot], worker.Receive(FrameKind.Recall));
        worker.ReplyChunk(slot, 2L, 3L);
        await worker.EndAsync(pool.ShutdownAsync());
        // The memory is the caller's again since the map threw.
        Assert.Equal([7, 7], results);
    }

    [Theory]
    [InlineData(0, null)]
    [InlineData(1, null)]
    [InlineData(100_000, null)]
    [InlineData(1000, 7)]
    public void MapInto_FillsEveryPlace(int count, int? chunkSize)
    {
        using WorkerPool pool = TestTasks.OpenPool(3);
        var results = new long[count];
        pool.MapInto(AddOneTask.Handle.Instance, Longs(count).ToArray(), results, new MapOptions { ChunkSize = chunkSize });
        Assert.Equal(Longs(count).Select(static x => x + 1), results);
    }

    [Fact]
    public void MapInto_ItemFails_ThrowsTheFirstOnesError()
    {
        using WorkerPool pool = TestTasks.OpenPool(2);
        var results = new long[100];
        long[] items = [.. Enumerable.Range(0, 100).Select(static x => x is 50 or 51 ? 51L : 2 * x)];
        RemoteTaskException error = Assert.Throws<RemoteTaskException>(() => pool.MapInto(new RowHandle(TestTasks.FailOdd), items, results));
        Assert.IsType<ArgumentOutOfRangeException>(error.InnerException);
        Assert.Equal(items[..50], results[..50]);
        pool.MapInto(new RowHandle(TestTasks.FailOdd), items, results, new MapOptions().SetReplacement(-1L));
        Assert.Equal(items.Select(static x => x == 51 ? -1 : x), results);
    }

    [Fact]
    public void MapInto_BadArguments_ThrowAtTheCall()
    {
        using WorkerPool pool = TestTasks.OpenPool(1);
        Assert.Throws<ArgumentException>(() => pool.MapInto(AddOneTask.Handle.Instance, new long[3], new long[2]));
        Assert.Throws<ArgumentException>(() => pool.MapInto(new RowHandle(TestTasks.Sequence), new long[3], new long[3]));
        Assert.Throws<ArgumentException>(() => pool.MapInto(AddOneTask.Handle.Instance, new long[3], new long[3], new MapOptions { Errors = MapErrors.Skip }));
        Assert.Throws<ArgumentNullException>(() => pool.MapInto((TaskHandle<long, long>)null!, new long[3], new long[3]));
    }

    private static IEnumerable<long> Longs(int count)
    {
        for (long x = 0; x < count; x++)
            yield return x;
    }
}
