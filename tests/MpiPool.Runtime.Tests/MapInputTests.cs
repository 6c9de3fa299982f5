namespace MpiPool.Runtime.Tests;

/// <summary>How every form of a map reads its input: as far as it is wanted, in one pass, with its errors at their place.</summary>
public sealed class MapInputTests
{
    private static readonly TimeSpan s_limit = TimeSpan.FromMinutes(2);
    private static readonly RowHandle s_square = new(TestTasks.Square);

    // Each form reads five results or outcomes and stops.
    private static readonly Dictionary<string, Func<WorkerPool, IEnumerable<long>, Task<int>>> s_forms = new()
    {
        ["Map of a handle"] = static (pool, items) => Task.FromResult(pool.Map(AddOneTask.Handle.Instance, items).Take(5).Count()),
        ["Map of a function"] = static (pool, items) => Task.FromResult(pool.Map(static x => TestTasks.SquareLater.Call(x), items).Take(5).Count()),
        ["Map over pairs"] = static (pool, items) => Task.FromResult(pool.Map(DivideTask.Handle.Instance, items.Select(static x => (x, 1))).Take(5).Count()),
        ["Map over two sequences"] = static (pool, items) => Task.FromResult(pool.Map(DivideTask.Handle.Instance, items, Enumerable.Repeat(1, int.MaxValue)).Take(5).Count()),
        ["MapUnordered"] = static (pool, items) => Task.FromResult(pool.MapUnordered(s_square, items).Take(5).Count()),
        ["MapOutcomes"] = static (pool, items) => Task.FromResult(pool.MapOutcomes(s_square, items).Take(5).Count()),
        ["MapAsync"] = static (pool, items) => CountFive(pool.MapAsync(s_square, items)),
        ["MapAsync over an asynchronous sequence"] = static (pool, items) => CountFive(pool.MapAsync(s_square, Later(items))),
        ["MapUnorderedAsync"] = static (pool, items) => CountFive(pool.MapUnorderedAsync(s_square, items)),
        ["MapOutcomesAsync"] = static (pool, items) => CountFive(pool.MapOutcomesAsync(s_square, items)),
        ["ForEach with a token"] = static async (pool, items) =>
        {
            using var source = new CancellationTokenSource();
            int read = 0;
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Task.Run(() => pool.ForEach(s_square, items.Select(Count), new MapOptions { CancellationToken = source.Token })));
            return 5;

            long Count(long item)
            {
                if (++read == 1000)
                    source.Cancel();
                return item;
            }
        },
    };

    public static TheoryData<string> Forms => [.. s_forms.Keys];

    public static TheoryData<string> FormsThatRead => [.. s_forms.Keys.Where(static form => !form.StartsWith("ForEach", StringComparison.Ordinal))];

    [Theory]
    [MemberData(nameof(Forms))]
    public async Task EndlessInput_IsReadInPartAndDisposed(string form)
    {
        await using WorkerPool pool = TestTasks.OpenPool(2);
        bool disposed = false;
        Assert.Equal(5, await s_forms[form](pool, Endless()).WaitAsync(s_limit));
        Assert.True(disposed);
        Assert.Equal(25, await pool.Submit(TestTasks.Square.Call(5)).WaitAsync(s_limit));

        IEnumerable<long> Endless()
        {
            try
            {
                for (long x = 0; ; x++)
                    yield return x;
            }
            finally
            {
                disposed = true;
            }
        }
    }

    [Theory]
    [MemberData(nameof(FormsThatRead))]
    public async Task InputThatFails_ErrorTellsItsIndex(string form)
    {
        await using WorkerPool pool = TestTasks.OpenPool(2);
        MapInputException error = await Assert.ThrowsAsync<MapInputException>(() => s_forms[form](pool, Failing()).WaitAsync(s_limit));
        Assert.Equal(3, error.Index);
        Assert.Equal("no item", Assert.IsType<FormatException>(error.InnerException).Message);

        static IEnumerable<long> Failing()
        {
            yield return 1;
            yield return 2;
            yield return 3;
            throw new FormatException("no item");
        }
    }

    [Fact]
    public void FunctionThatThrows_IsAnErrorOfTheInput()
    {
        using WorkerPool pool = TestTasks.OpenPool(1);
        MapInputException error = Assert.Throws<MapInputException>(() => pool.Map(static x => x == 2 ? throw new FormatException("no call") : TestTasks.Square.Call(x), [0L, 1L, 2L]).Count());
        Assert.Equal(2, error.Index);
    }

    [Fact]
    public async Task Timeout_CountsFromTheCall()
    {
        var settings = new Scheduling.Maps.MapSettings(new MapOptions { Timeout = TimeSpan.FromHours(1) }, workers: 1, isInProcess: true);
        TimeSpan left = settings.Left;
        // Nothing has been read yet, and the time runs.
        await Waits.Until(() => settings.Left < left);
        Assert.False(settings.IsOver);
    }

    [Fact]
    public async Task Timeout_IsOverBeforeTheFirstRead_WhatIsThereIsYielded()
    {
        await using WorkerPool pool = TestTasks.OpenPool(2);
        Gates gate = Gates.New(out long number);
        using MapResults<long>.Enumerator results = pool.Map(new RowHandle(TestTasks.OpenOrSquare), [3, -number], new MapOptions { ChunkSize = 1, Timeout = TimeSpan.Zero }).GetEnumerator();
        await gate.Begun.Task.WaitAsync(s_limit);
        await Waits.Until(() => pool.Status.Completed == 1);
        Assert.True(results.MoveNext());
        Assert.Equal(9, results.Current);
        Assert.Throws<TimeoutException>(() => results.MoveNext());
        gate.Opened.SetResult();
    }

    private static async Task<int> CountFive<T>(IAsyncEnumerable<T> results)
    {
        int count = 0;
        await foreach (T _ in results)
        {
            if (++count == 5)
                break;
        }
        return count;
    }

    private static async IAsyncEnumerable<long> Later(IEnumerable<long> items)
    {
        foreach (long item in items)
        {
            await Task.Yield();
            yield return item;
        }
    }

    [Fact]
    public async Task Timeout_Infinite_IsNone()
    {
        await using WorkerPool pool = TestTasks.OpenPool(1);
        Assert.Equal([1, 4], pool.Map(new RowHandle(TestTasks.Square), [1L, 2L], new MapOptions { Timeout = Timeout.InfiniteTimeSpan }));
    }

    [Fact]
    public async Task Map_OfCallsOfTheirOwn_StoppedEarly_CancelsThoseThatRunAndThoseThatWait()
    {
        await using WorkerPool pool = TestTasks.OpenPool(1);
        Gates running = Gates.New(out long first);
        MapResults<long>.Enumerator results = pool.Map(new RowHandle(TestTasks.UntilCancelled), Enumerable.Range(0, 5).Select(x => first + x * 1000L)).GetEnumerator();
        await running.Begun.Task.WaitAsync(TimeSpan.FromSeconds(30));
        results.Dispose();
        await running.Ended.Task.WaitAsync(TimeSpan.FromSeconds(30));
        Assert.Equal(4, await pool.Submit(TestTasks.Square.Call(2)).WaitAsync(TimeSpan.FromSeconds(30)));
        Assert.All(Enumerable.Range(1, 4), x => Assert.False(Gates.Of(first + x * 1000L).Begun.Task.IsCompleted));
    }

    // What the caller wants of errors holds for those of items: a result that silently stands for an item that never ran would be a lie.
    [Theory]
    [InlineData(MapErrors.Throw)]
    [InlineData(MapErrors.Skip)]
    [InlineData(MapErrors.Replace)]
    public async Task Map_ShutdownCancelsItsItems_EndsAsCancelledWhateverIsDoneAboutErrors(MapErrors errors)
    {
        TimeSpan limit = TimeSpan.FromSeconds(30);
        WorkerPool pool = TestTasks.OpenPool(1);
        Gates gate = Gates.New(out long number);
        var options = new MapOptions { ChunkSize = 1, Errors = errors };
        if (errors == MapErrors.Replace)
            options.SetReplacement(7L);
        using MapResults<long>.Enumerator results = pool.Map(new RowHandle(TestTasks.OpenOrSquare), [-number, .. Enumerable.Range(1, 20)], options).GetEnumerator();
        await gate.Begun.Task.WaitAsync(limit);
        Task shutdown = pool.ShutdownAsync(cancelPending: true);
        gate.Opened.SetResult();
        Assert.True(results.MoveNext());
        Assert.Equal(-number, results.Current);
        Assert.ThrowsAny<OperationCanceledException>(() => results.MoveNext());
        await shutdown.WaitAsync(limit);
    }
}
