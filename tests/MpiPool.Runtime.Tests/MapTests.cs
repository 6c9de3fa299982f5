namespace MpiPool.Runtime.Tests;

public sealed class MapTests
{
    [Theory]
    [InlineData(1, 0)]
    [InlineData(1, 1)]
    [InlineData(3, 5000)]
    [InlineData(16, 100_000)]
    public void Map_YieldsResultsInOrderOfItems(int workers, int count)
    {
        using WorkerPool pool = TestTasks.OpenPool(workers);
        IEnumerable<long> results = pool.Map(static x => TestTasks.Square.Call(x), Enumerable.Range(0, count).Select(static x => (long)x));
        Assert.Equal(Enumerable.Range(0, count).Select(static x => (long)x * x), results);
    }

    [Fact]
    public void Map_ItemFails_ThrowsAtItsPlaceAndPullsNoMore()
    {
        using WorkerPool pool = TestTasks.OpenPool(2);
        int pulled = 0;
        IEnumerable<long> results = pool.Map(static x => TestTasks.FailOdd.Call(x), Input());
        using IEnumerator<long> enumerator = results.GetEnumerator();
        Assert.True(enumerator.MoveNext());
        Assert.Equal(0, enumerator.Current);
        Assert.True(enumerator.MoveNext());
        Assert.Equal(2, enumerator.Current);
        RemoteTaskException error = Assert.Throws<RemoteTaskException>(() => enumerator.MoveNext());
        Assert.Equal("x", Assert.IsType<ArgumentOutOfRangeException>(error.InnerException).ParamName);
        int after = pulled;
        Assert.False(enumerator.MoveNext());
        Assert.Equal(after, pulled);

        IEnumerable<long> Input()
        {
            foreach (long x in (long[])[0, 2, 5])
            {
                pulled++;
                yield return x;
            }
            for (long x = 6; ; x += 2)
            {
                pulled++;
                yield return x;
            }
        }
    }

    [Fact]
    public void Map_EndlessInput_StopsWithTheConsumer()
    {
        using WorkerPool pool = TestTasks.OpenPool(3);
        bool disposed = false;
        Assert.Equal([0, 1, 4, 9], pool.Map(static x => TestTasks.Square.Call(x), Endless()).Take(4));
        Assert.True(disposed);
        Assert.Equal(25, pool.Apply(TestTasks.Square.Call(5)));

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

    [Fact]
    public void Map_InputFails_ErrorTellsItsIndexAfterEarlierResults()
    {
        using WorkerPool pool = TestTasks.OpenPool(2);
        List<long> read = [];
        MapInputException error = Assert.Throws<MapInputException>(() => read.AddRange(pool.Map(static x => TestTasks.Square.Call(x), Input())));
        Assert.Equal(2, error.Index);
        Assert.IsType<FormatException>(error.InnerException);

        IEnumerable<long> results = pool.Map(static x => TestTasks.Square.Call(x), Input());
        using IEnumerator<long> enumerator = results.GetEnumerator();
        Assert.True(enumerator.MoveNext());
        Assert.True(enumerator.MoveNext());
        Assert.Equal(16, enumerator.Current);
        Assert.Throws<MapInputException>(() => enumerator.MoveNext());

        static IEnumerable<long> Input()
        {
            yield return 3;
            yield return 4;
            throw new FormatException("line 3");
        }
    }

    [Fact]
    public void Map_SecondEnumeration_Throws()
    {
        using WorkerPool pool = TestTasks.OpenPool(1);
        IEnumerable<long> results = pool.Map(static x => TestTasks.Square.Call(x), [1L, 2L]);
        Assert.Equal([1, 4], results);
        Assert.Throws<InvalidOperationException>(() => results.GetEnumerator());
    }

    [Fact]
    public void Map_PullsNoMoreThanAWindowAhead()
    {
        using WorkerPool pool = TestTasks.OpenPool(2);
        Gates gate = Gates.New(out long number);
        int pulled = 0;
        IEnumerable<long> results = pool.Map(static x => TestTasks.Gate.Call(x), Input());
        Assert.InRange(pulled, 1, 64);
        gate.Opened.SetResult();
        Assert.Equal(1000, results.Count());

        IEnumerable<long> Input()
        {
            for (int i = 0; i < 1000; i++)
            {
                pulled++;
                yield return number;
            }
        }
    }

    [Fact]
    public void Map_NullArguments_ThrowAtTheCall()
    {
        using WorkerPool pool = TestTasks.OpenPool(1);
        Assert.Throws<ArgumentNullException>(() => { pool.Map((Func<long, TaskCall<long>>)null!, [1L]); });
        Assert.Throws<ArgumentNullException>(() => { pool.Map(static (long x) => TestTasks.Square.Call(x), null!); });
    }
}
