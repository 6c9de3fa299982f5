using System.Diagnostics;

namespace MpiPool.Runtime.Tests;

/// <summary>The forms of maps beside the ordered one: as completed, with outcomes, asynchronous, for each, several sequences.</summary>
public sealed class MapFormTests
{
    private static readonly RowHandle s_square = new(TestTasks.Square);
    private static readonly RowHandle s_failOdd = new(TestTasks.FailOdd);

    [Fact]
    public void MapUnordered_YieldsEveryResultOnce()
    {
        using WorkerPool pool = TestTasks.OpenPool(3);
        Assert.Equal(Longs(50_000).Select(static x => x + 1), pool.MapUnordered(AddOneTask.Handle.Instance, Longs(50_000)).Order());
        Assert.Equal(Longs(2000).Select(static x => x * x), pool.MapUnordered(static x => TestTasks.SquareLater.Call(x), Longs(2000)).Order());
    }

    [Fact]
    public void MapOutcomes_TellIndexInputValueErrorAndPlace()
    {
        using WorkerPool pool = TestTasks.OpenPool(2);
        MapOutcome<long, long>[] outcomes = [.. pool.MapOutcomes(s_failOdd, Longs(100).Select(static x => 3 * x))];
        Assert.Equal(100, outcomes.Length);
        for (int i = 0; i < outcomes.Length; i++)
        {
            Assert.Equal(i, outcomes[i].Index);
            Assert.Equal(3L * i, outcomes[i].Input);
            Assert.InRange(outcomes[i].Rank, 1, 2);
            Assert.NotEmpty(outcomes[i].HostName);
            Assert.Equal(i % 2 == 0, outcomes[i].IsSuccess);
            if (outcomes[i].IsSuccess)
                Assert.Equal(3L * i, outcomes[i].Value);
            else
                Assert.IsType<ArgumentOutOfRangeException>(Assert.IsType<RemoteTaskException>(outcomes[i].Error).InnerException);
        }
    }

    [Fact]
    public void MapOutcomes_SingleCalls_TellTheSame()
    {
        using WorkerPool pool = TestTasks.OpenPool(2);
        MapOutcome<string, long>[] outcomes = [.. pool.MapOutcomes(static text => TestTasks.Rank.Call(text.Length), ["a", "b", "c"])];
        Assert.Equal(["a", "b", "c"], outcomes.Select(static outcome => outcome.Input));
        Assert.All(outcomes, static outcome => Assert.Equal(outcome.Rank, outcome.Value));
    }

    [Fact]
    public async Task MapOutcomes_ItemWaitsForAWorker_TellsHowLong()
    {
        await using WorkerPool pool = TestTasks.OpenPool(1);
        Gates gate = Gates.New(out long number);
        using IEnumerator<MapOutcome<long, long>> outcomes = pool.MapOutcomes(new RowHandle(TestTasks.OpenOrSquare), [-number, 1, 2, 3], new MapOptions { ChunkSize = 1 }).GetEnumerator();
        long begun = Stopwatch.GetTimestamp();
        await gate.Begun.Task;
        long opened = Stopwatch.GetTimestamp();
        gate.Opened.SetResult();
        // The first is sent, and perhaps one behind it; the last waits for the gate.
        for (int i = 0; i < 4; i++)
        {
            Assert.True(outcomes.MoveNext());
            Assert.True(outcomes.Current.Queued > TimeSpan.Zero);
        }
        Assert.True(outcomes.Current.Queued >= Stopwatch.GetElapsedTime(begun, opened));
    }

    [Fact]
    public void MapOutcomes_SingleCallsAndWhatCannotBeSent_TellHowLongTheyWaited()
    {
        using WorkerPool pool = TestTasks.OpenPool(1);
        Assert.All(pool.MapOutcomes(static x => TestTasks.SquareLater.Call(x), Longs(20)), static outcome => Assert.True(outcome.Queued > TimeSpan.Zero));
        MapOutcome<long, long> unsent = Assert.Single(pool.MapOutcomes(s_square, [long.MinValue]));
        Assert.IsType<InvalidOperationException>(unsent.Error);
        Assert.True(unsent.Queued > TimeSpan.Zero);
        Assert.Equal((-1, "", 0), (unsent.Rank, unsent.HostName, unsent.Attempts));
    }

    [Fact]
    public async Task MapAsync_YieldsResultsInOrder()
    {
        await using WorkerPool pool = TestTasks.OpenPool(3);
        long next = 0;
        await foreach (long result in pool.MapAsync(AddOneTask.Handle.Instance, Longs(20_000)))
            Assert.Equal(++next, result);
        Assert.Equal(20_000, next);
    }

    [Fact]
    public async Task MapAsync_OverAsyncInput_ReadsItWhileResultsAreAwaited()
    {
        await using WorkerPool pool = TestTasks.OpenPool(2);
        var first = new TaskCompletionSource();
        List<long> results = [];
        // The second item comes only after the first one's result was seen.
        await foreach (long result in pool.MapAsync(static x => TestTasks.Square.Call(x), Input()))
        {
            results.Add(result);
            first.TrySetResult();
        }
        Assert.Equal([9, 16, 25], results);

        async IAsyncEnumerable<long> Input()
        {
            yield return 3;
            await first.Task;
            yield return 4;
            await Task.Yield();
            yield return 5;
        }
    }

    [Fact]
    public async Task MapAsync_ErrorsAndTokens_EndTheEnumeration()
    {
        await using WorkerPool pool = TestTasks.OpenPool(2);
        await Assert.ThrowsAsync<RemoteTaskException>(() => pool.ForEachAsync(s_failOdd, Longs(10)));
        await pool.ForEachAsync(s_failOdd, Longs(10), new MapOptions { Errors = MapErrors.Skip });
        MapInputException input = await Assert.ThrowsAsync<MapInputException>(() => pool.ForEachAsync(s_square, Failing()));
        Assert.Equal(1, input.Index);
        Gates gate = Gates.New(out long number);
        using var source = new CancellationTokenSource();
        Task map = pool.ForEachAsync(new RowHandle(TestTasks.Gate), [number], new MapOptions { CancellationToken = source.Token });
        await gate.Begun.Task;
        await source.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => map);
        await Assert.ThrowsAsync<TimeoutException>(() => pool.ForEachAsync(new RowHandle(TestTasks.Gate), [number], new MapOptions { Timeout = TimeSpan.Zero }));
        gate.Opened.SetResult();
        IAsyncEnumerable<long> results = pool.MapAsync(s_square, Longs(3));
        Assert.Equal([0, 1, 4], await results.ToListAsync(TestContext.Current.CancellationToken));
        Assert.Throws<InvalidOperationException>(() => results.GetAsyncEnumerator(TestContext.Current.CancellationToken));

        static async IAsyncEnumerable<long> Failing()
        {
            yield return 1;
            await Task.Yield();
            throw new FormatException();
        }
    }

    [Fact]
    public void ForEach_RunsAll()
    {
        using WorkerPool pool = TestTasks.OpenPool(3);
        pool.ForEach(s_square, Longs(5000));
        pool.ForEach(static x => TestTasks.Square.Call(x), Longs(5000));
        Assert.Equal(10_000, pool.Status.Completed);
        Assert.Throws<RemoteTaskException>(() => pool.ForEach(s_failOdd, Longs(10)));
    }

    [Fact]
    public void Map_SeveralSequences_StopsWithTheShortest()
    {
        using WorkerPool pool = TestTasks.OpenPool(2);
        Assert.Equal([4, 3], pool.Map(DivideTask.Handle.Instance, [8L, 9L, 7L], [2, 3]));
        Assert.Equal([4, 3], pool.Map(static (long x, long y, long z) => TestTasks.Square.Call(x + y - z), [1L, 2L], [2L, 2L, 5L], [1L, 1L]).Select(static x => x == 4 ? 4L : 3L));
        Assert.Equal([4, 3], pool.Map(DivideTask.Handle.Instance, [(8L, 2), (9L, 3)]));
    }

    [Fact]
    public void Map_TasksTakeTurns_EachItemRunsItsOwn()
    {
        using WorkerPool pool = TestTasks.OpenPool(3);
        IEnumerable<long> results = pool.Map(static x => (x % 3) switch { 0 => TestTasks.Square.Call(x), 1 => TestTasks.SquareLater.Call(x), _ => TestTasks.FailOdd.Call(2 * x) }, Longs(3000));
        Assert.Equal(Longs(3000).Select(static x => x % 3 == 2 ? 2 * x : x * x), results);
    }

    [Fact]
    public void Map_Sequence_CountsItemsOfTheMap()
    {
        using WorkerPool pool = TestTasks.OpenPool(2);
        Assert.Equal(Longs(100).Select(static x => (1L << 40) + x), pool.Map(static x => TestTasks.Sequence.Call(x), Longs(100)));
    }

    private static IEnumerable<long> Longs(int count)
    {
        for (long x = 0; x < count; x++)
            yield return x;
    }
}
