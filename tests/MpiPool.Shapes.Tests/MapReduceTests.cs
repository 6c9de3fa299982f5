namespace MpiPool.Shapes.Tests;

/// <summary>Reductions on the workers, through generated code and a pool.</summary>
public class MapReduceTests
{
    private static readonly TimeSpan s_limit = TimeSpan.FromMinutes(2);

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(9)]
    public async Task MapReduce_AnyOrder_CombinesEveryItemOnce(int workers)
    {
        await using WorkerPool pool = WorkerPool.OpenInProcess(workers);
        Total total = pool.MapReduce(ReducedTasks.Tasks.Handles.Uneven, Enumerable.Range(0, 20_000), TotalOfDouble.Reducer);
        Assert.Equal(20_000, total.Count);
        double expected = Enumerable.Range(0, 20_000).Sum(ReducedTasks.Uneven);
        Assert.Equal(expected, total.Sum, Math.Abs(expected) * 1e-9 + 1e-3);
        Assert.Equal(total.Count, (await pool.MapReduceAsync(ReducedTasks.Tasks.Handles.Uneven, Enumerable.Range(0, 20_000), TotalOfDouble.Reducer).WaitAsync(s_limit)).Count);
    }

    [Fact]
    public async Task MapReduce_FixedOrder_GivesTheSameBitsForAnyNumberOfWorkers()
    {
        foreach (int count in (int[])[1, 2, 1000, 4097])
        {
            var bits = new HashSet<long>();
            foreach (int workers in (int[])[1, 2, 3, 7])
            {
                await using WorkerPool pool = WorkerPool.OpenInProcess(workers);
                bits.Add(BitConverter.DoubleToInt64Bits(pool.MapReduce(ReducedTasks.Tasks.Handles.Uneven, Enumerable.Range(0, count), SumOfDouble.Reducer, ReduceOrder.Fixed)));
                // An input whose length is not known, read slowly or fast, and other chunks: all the same.
                bits.Add(BitConverter.DoubleToInt64Bits(await pool.MapReduceAsync(ReducedTasks.Tasks.Uneven, Enumerable.Range(0, count).Where(static _ => true), SumOfDouble.Reducer, ReduceOrder.Fixed).WaitAsync(s_limit)));
            }
            Assert.Single(bits);
        }
    }

    [Theory]
    [InlineData(1, 1, "a")]
    [InlineData(2, 1, "(ab)")]
    [InlineData(3, 1, "((ab)c)")]
    [InlineData(7, 1, "(((ab)(cd))((ef)g))")]
    [InlineData(11, 1, "((((ab)(cd))((ef)(gh)))((ij)k))")]
    [InlineData(7, 3, "((abcdef)g)")]
    [InlineData(8, 2, "((abcd)(efgh))")]
    public async Task MapReduce_FixedOrder_CombinesByTheTree(int count, int blockSize, string expected)
    {
        // Inside a block items are added one after the other, without brackets.
        foreach (int workers in (int[])[1, 2, 5])
        {
            await using WorkerPool pool = WorkerPool.OpenInProcess(workers);
            Assert.Equal(expected, pool.MapReduce(ReducedTasks.Tasks.Handles.Letter, Enumerable.Range(0, count), Bracketed.Reducer, ReduceOrder.Fixed, new MapOptions { ChunkSize = blockSize }));
        }
    }

    [Theory]
    [InlineData(ReduceOrder.Any)]
    [InlineData(ReduceOrder.Fixed)]
    public async Task MapReduce_LargeAccumulators_ThatAreChanged(ReduceOrder order)
    {
        await using WorkerPool pool = WorkerPool.OpenInProcess(5);
        (int, int)[] items = [.. Enumerable.Range(0, 60).Select(static i => (i, 1000))];
        long[] histogram = pool.MapReduce(ReducedTasks.Tasks.Handles.Values, items, Histogram.Reducer, order, new MapOptions { ChunkSize = 4 });
        var expected = new long[Histogram.Length];
        foreach ((int seed, int count) in items)
            Histogram.Add(expected, ReducedTasks.Values(seed, count));
        Assert.Equal(expected, histogram);
    }

    [Theory]
    [InlineData(ReduceOrder.Any)]
    [InlineData(ReduceOrder.Fixed)]
    public async Task MapReduce_NoItems_GivesTheIdentity(ReduceOrder order)
    {
        await using WorkerPool pool = WorkerPool.OpenInProcess(2);
        Assert.Equal(default, pool.MapReduce(ReducedTasks.Tasks.Handles.Uneven, [], TotalOfDouble.Reducer, order));
        Assert.Equal("", await pool.MapReduceAsync(ReducedTasks.Tasks.Handles.Letter, [], Bracketed.Reducer, order).WaitAsync(s_limit));
    }

    [Theory]
    [InlineData(ReduceOrder.Any, 1)]
    [InlineData(ReduceOrder.Any, 4)]
    [InlineData(ReduceOrder.Fixed, 4)]
    public async Task MapReduce_AnItemThrows_FailsWithTheFirstInTheInput(ReduceOrder order, int workers)
    {
        await using WorkerPool pool = WorkerPool.OpenInProcess(workers);
        for (int i = 0; i < 20; i++)
        {
            int[] items = [.. Enumerable.Range(0, 400).Select(static i => 2 * i)];
            items[137] = 1;
            items[138] = 3;
            items[300] = 5;
            var error = Assert.Throws<RemoteTaskException>(() => pool.MapReduce(ReducedTasks.Tasks.Handles.OddThrows, items, Touchy.Reducer, order));
            Assert.Equal(137, error.ItemIndex);
            Assert.Equal("ReducedTasks.OddThrows", error.TaskName);
            Assert.IsType<FormatException>(error.InnerException);
            Assert.Contains("failed for item 137 on rank", error.Message, StringComparison.Ordinal);
        }
        Assert.Equal(6, pool.MapReduce(ReducedTasks.Tasks.Handles.OddThrows, [4, 6, 2], Touchy.Reducer, order));
    }

    [Theory]
    [InlineData(ReduceOrder.Any)]
    [InlineData(ReduceOrder.Fixed)]
    public async Task MapReduce_ItemsThatThrow_AreLeftOutOrReplaced(ReduceOrder order)
    {
        await using WorkerPool pool = WorkerPool.OpenInProcess(3);
        var skip = new MapOptions { Errors = MapErrors.Skip };
        // By columns, as rows, and where the item cannot even be written.
        Assert.Equal(998, pool.MapReduce(ReducedTasks.Tasks.Handles.OddThrows, Enumerable.Range(0, 1000), Touchy.Reducer, order, skip));
        Assert.Equal(5000, pool.MapReduce(ReducedTasks.Tasks.Handles.OddThrows, Enumerable.Range(0, 1000), Touchy.Reducer, order, new MapOptions().SetReplacement(5000)));
        string[] texts = ["a", "long text", "b", "c", "another long text", "d"];
        string left = pool.MapReduce(ReducedTasks.Tasks.Handles.ThrowsFrom, texts, Bracketed.Reducer, ReduceOrder.Fixed, skip);
        Assert.Equal("(((a)(bc))(d))", left);
        Assert.Equal(7, pool.MapReduce(ReducedTasks.Tasks.Handles.Length, [new Badly { Length = 7 }, new Badly { Length = 700 }], Touchy.Reducer, order, skip));
        Assert.Equal(900, pool.MapReduce(ReducedTasks.Tasks.Handles.Length, [new Badly { Length = 7 }, new Badly { Length = 700 }], Touchy.Reducer, order, new MapOptions().SetReplacement(900)));
        var error = Assert.Throws<InvalidOperationException>(() => pool.MapReduce(ReducedTasks.Tasks.Handles.Length, [new Badly { Length = 7 }, new Badly { Length = 700 }], Touchy.Reducer, order));
        Assert.Contains("Item 1 of the reduction", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(ReduceOrder.Any)]
    [InlineData(ReduceOrder.Fixed)]
    public async Task MapReduce_AsynchronousTasks(ReduceOrder order)
    {
        await using WorkerPool pool = WorkerPool.OpenInProcess(3);
        Total total = pool.MapReduce(ReducedTasks.Tasks.Handles.Later, Enumerable.Range(0, 100), TotalOfDouble.Reducer, order, new MapOptions { Errors = MapErrors.Skip, ChunkSize = 8 });
        Assert.Equal(new Total(80, Enumerable.Range(0, 100).Where(static i => i % 5 != 4).Sum()), total);
        var error = await Assert.ThrowsAsync<RemoteTaskException>(() => pool.MapReduceAsync(ReducedTasks.Tasks.Handles.Later, Enumerable.Range(0, 100), TotalOfDouble.Reducer, order).WaitAsync(s_limit));
        Assert.Equal(4, error.ItemIndex);
    }

    [Fact]
    public async Task MapReduce_RandomStreams_DependOnTheItemAlone()
    {
        var bits = new HashSet<long>();
        foreach (int workers in (int[])[1, 4])
        {
            await using WorkerPool pool = WorkerPool.OpenInProcess(workers);
            bits.Add(BitConverter.DoubleToInt64Bits(pool.MapReduce(ReducedTasks.Tasks.Handles.Drawn, Enumerable.Range(0, 500), SumOfDouble.Reducer, ReduceOrder.Fixed)));
        }
        Assert.Single(bits);
    }

    [Fact]
    public async Task MapReduce_CallsOfSeveralTasks()
    {
        await using WorkerPool pool = WorkerPool.OpenInProcess(3);
        double sum = pool.MapReduce(static i => i % 2 == 0 ? ReducedTasks.Tasks.Uneven(i) : ReducedTasks.Tasks.Drawn(i), Enumerable.Range(0, 301), SumOfDouble.Reducer, ReduceOrder.Fixed);
        double evens = Enumerable.Range(0, 301).Where(static i => i % 2 == 0).Sum(ReducedTasks.Uneven);
        Assert.InRange(sum - evens, 150 * 150 - 1e-3, 150 * 150 + 150 + 1e-3);
        var error = Assert.Throws<MapInputException>(() => pool.MapReduce(static i => i < 50 ? ReducedTasks.Tasks.Uneven(i) : throw new FormatException("no call"), Enumerable.Range(0, 301), SumOfDouble.Reducer));
        Assert.Equal(50, error.Index);
        Assert.IsType<FormatException>(error.InnerException);
    }

    [Fact]
    public async Task MapReduce_ByType_FindsTheReducer()
    {
        await using WorkerPool pool = WorkerPool.OpenInProcess(2);
        Assert.Equal(9, pool.MapReduce<Touchy, int, int, int>(ReducedTasks.Tasks.Handles.Same, Enumerable.Range(0, 10)));
        Assert.Same(Touchy.Reducer, Reducers.Of<Touchy, int, int>());
        var error = Assert.Throws<ArgumentException>(() => pool.MapReduce<Unmarked, int, int, int>(ReducedTasks.Tasks.Handles.Same, []));
        Assert.Contains("[MpiReducer]", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(ReduceOrder.Any)]
    [InlineData(ReduceOrder.Fixed)]
    public async Task MapReduce_TheReducerThrows_FailsAndLeavesThePool(ReduceOrder order)
    {
        await using WorkerPool pool = WorkerPool.OpenInProcess(4);
        var error = Assert.Throws<RemoteTaskException>(() => pool.MapReduce(ReducedTasks.Tasks.Handles.Same, [1, Touchy.WorstToAdd, 2], Touchy.Reducer, order, new MapOptions { Errors = MapErrors.Skip }));
        Assert.Equal("Touchy", error.TaskName);
        Assert.IsType<InvalidDataException>(error.InnerException);
        Assert.Equal(4, pool.MapReduce(ReducedTasks.Tasks.Handles.Same, [1, 4], Touchy.Reducer, order));
    }

    [Fact]
    public async Task MapReduce_CombineThrowsInTheTree_TellsTheCause()
    {
        await using WorkerPool pool = WorkerPool.OpenInProcess(6);
        for (int i = 0; i < 10; i++)
        {
            // One item a chunk and all the same: whichever two are combined first, wherever that is.
            Exception error = Assert.ThrowsAny<Exception>(() => pool.MapReduce(ReducedTasks.Tasks.Handles.Same, Enumerable.Repeat(900_000, 40), Touchy.Reducer, ReduceOrder.Any, new MapOptions { ChunkSize = 1 }));
            Assert.Equal("cannot combine that", Assert.IsType<InvalidDataException>(Assert.IsType<RemoteTaskException>(error).InnerException).Message);
        }
        Assert.Equal(7, pool.MapReduce(ReducedTasks.Tasks.Handles.Same, [7], Touchy.Reducer));
    }

    [Theory]
    [InlineData(ReduceOrder.Any)]
    [InlineData(ReduceOrder.Fixed)]
    public async Task MapReduce_EarlyFailure_EndsWhatRunsAndDropsWhatWaits(ReduceOrder order)
    {
        await using WorkerPool pool = WorkerPool.OpenInProcess(2);
        int read = 0;
        IEnumerable<int> Items()
        {
            yield return -1;
            while (read < 1_000_000)
                yield return read++;
        }
        var error = Assert.Throws<RemoteTaskException>(() => pool.MapReduce(ReducedTasks.Tasks.Handles.UntilCancelled, Items(), Touchy.Reducer, order));
        Assert.Equal(0, error.ItemIndex);
        Assert.True(read < 100_000);
        Assert.Equal(3, await pool.Submit(ReducedTasks.Tasks.Same(3)).WaitAsync(s_limit));
    }

    [Fact]
    public async Task MapReduce_CancelledOrLate_EndsAndLeavesThePool()
    {
        await using WorkerPool pool = WorkerPool.OpenInProcess(2);
        using var cancel = new CancellationTokenSource();
        Task<int> running = pool.MapReduceAsync(ReducedTasks.Tasks.Handles.UntilCancelled, Enumerable.Range(0, 100), Touchy.Reducer, ReduceOrder.Any, new MapOptions { CancellationToken = cancel.Token });
        await cancel.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => running.WaitAsync(s_limit));
        var late = new MapOptions { Timeout = TimeSpan.FromMilliseconds(20) };
        Assert.Throws<TimeoutException>(() => pool.MapReduce(ReducedTasks.Tasks.Handles.UntilCancelled, Enumerable.Range(0, 100), Touchy.Reducer, ReduceOrder.Fixed, late));
        var error = await Assert.ThrowsAsync<TimeoutException>(() => pool.MapReduceAsync(ReducedTasks.Tasks.Handles.UntilCancelled, Enumerable.Range(0, 100), Touchy.Reducer, ReduceOrder.Any, late).WaitAsync(s_limit));
        // The test's own limit throws the same type.
        Assert.StartsWith("The map was not done", error.Message, StringComparison.Ordinal);
        Assert.Equal(3, await pool.Submit(ReducedTasks.Tasks.Same(3)).WaitAsync(s_limit));
    }

    [Fact]
    public async Task MapReduce_SeveralAtOnce()
    {
        await using WorkerPool pool = WorkerPool.OpenInProcess(4);
        Task<int>[] running = [.. Enumerable.Range(1, 12).Select(i => pool.MapReduceAsync(ReducedTasks.Tasks.Handles.Same, Enumerable.Range(0, 1000 * i), Touchy.Reducer, i % 2 == 0 ? ReduceOrder.Any : ReduceOrder.Fixed))];
        int[] largest = await Task.WhenAll(running).WaitAsync(s_limit);
        Assert.Equal(Enumerable.Range(1, 12).Select(static i => 1000 * i - 1), largest);
    }

    [Fact]
    public async Task MapReduce_PoolIsShutDownWithItsPendingWorkCancelled_Ends()
    {
        WorkerPool pool = WorkerPool.OpenInProcess(2);
        Task<int> running = pool.MapReduceAsync(ReducedTasks.Tasks.Handles.Same, Endless(), Touchy.Reducer);
        await pool.ShutdownAsync(cancelPending: true).WaitAsync(s_limit);
        await Assert.ThrowsAnyAsync<Exception>(() => running.WaitAsync(s_limit));
        Assert.Throws<ObjectDisposedException>(() => pool.MapReduce(ReducedTasks.Tasks.Handles.Same, [1], Touchy.Reducer));

        static IEnumerable<int> Endless()
        {
            for (int i = 0; ; i++)
                yield return i % 1000;
        }
    }

    [Fact]
    public async Task MapReduce_BadArguments_ThrowAtTheCall()
    {
        await using WorkerPool pool = WorkerPool.OpenInProcess(1);
        Assert.Throws<ArgumentNullException>("reducer", () => pool.MapReduce(ReducedTasks.Tasks.Handles.Same, [1], (Reducer<int, int>)null!));
        Assert.Throws<ArgumentNullException>("items", () => pool.MapReduce(ReducedTasks.Tasks.Handles.Same, null!, Touchy.Reducer));
        Assert.Throws<ArgumentOutOfRangeException>("order", () => pool.MapReduce(ReducedTasks.Tasks.Handles.Same, [1], Touchy.Reducer, (ReduceOrder)7));
        Assert.Throws<ArgumentException>(() => pool.MapReduce(ReducedTasks.Tasks.Handles.Same, [1], Touchy.Reducer, ReduceOrder.Any, new MapOptions { Errors = MapErrors.Replace }));
    }

    private readonly struct Unmarked : IReducer<int, int>
    {
        public static int Identity => 0;

        public static int Add(int accumulator, int item) => accumulator + item;

        public static int Combine(int first, int second) => first + second;
    }
}
