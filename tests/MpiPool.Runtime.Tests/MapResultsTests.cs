namespace MpiPool.Runtime.Tests;

/// <summary>The ways to take the results of a map: each takes the same, ends the map the same way, and is the only one.</summary>
public sealed class MapResultsTests
{
    private static readonly Dictionary<string, Func<MapResults<long>, List<long>>> s_ways = new()
    {
        ["foreach"] = Loop,
        ["IEnumerable"] = static results => [.. results.Where(static _ => true)],
        ["ToArray"] = static results => [.. results.ToArray()],
        ["ToList"] = static results => results.ToList(),
    };

    public static TheoryData<string> Ways => [.. s_ways.Keys];

    public static TheoryData<string, string> PairsOfWays => [.. s_ways.Keys.SelectMany(static first => s_ways.Keys.Select(second => (first, second)))];

    [Theory]
    [MemberData(nameof(Ways))]
    public void EveryWay_TakesAllResultsInOrder(string way)
    {
        using WorkerPool pool = TestTasks.OpenPool(3);
        foreach (int count in (int[])[0, 1, 100, 20_000])
        {
            long[] items = [.. Enumerable.Range(0, count)];
            long[] expected = [.. items.Select(static x => x + 1)];
            Assert.Equal(expected, s_ways[way](pool.Map(AddOneTask.Handle.Instance, items)));
            // The number of items is not known here.
            Assert.Equal(expected, s_ways[way](pool.Map(AddOneTask.Handle.Instance, items.Where(static _ => true))));
            Assert.Equal(expected, s_ways[way](pool.MapUnordered(AddOneTask.Handle.Instance, items)).Order());
        }
    }

    [Theory]
    [MemberData(nameof(Ways))]
    public void EveryWay_LeavesSkippedItemsOut(string way)
    {
        using WorkerPool pool = TestTasks.OpenPool(2);
        long[] items = [.. Enumerable.Range(0, 1000)];
        Assert.Equal(
            items.Where(static x => x % 2 == 0),
            s_ways[way](pool.Map(new RowHandle(TestTasks.FailOdd), items, new MapOptions { Errors = MapErrors.Skip })));
    }

    [Theory]
    [MemberData(nameof(Ways))]
    public void EveryWay_ItemFails_ThrowsAndEndsTheInput(string way)
    {
        using WorkerPool pool = TestTasks.OpenPool(2);
        bool disposed = false;
        Assert.Throws<RemoteTaskException>(() => s_ways[way](pool.Map(new RowHandle(TestTasks.FailOdd), Endless())));
        Assert.True(disposed);
        Assert.Equal(25, pool.Apply(TestTasks.Square.Call(5)));

        IEnumerable<long> Endless()
        {
            try
            {
                for (long x = 0; ; x++)
                    yield return x < 1000 ? 2 * x : x;
            }
            finally
            {
                disposed = true;
            }
        }
    }

    [Theory]
    [MemberData(nameof(PairsOfWays))]
    public void SecondWay_IsRefused(string first, string second)
    {
        using WorkerPool pool = TestTasks.OpenPool(1);
        MapResults<long> results = pool.Map(AddOneTask.Handle.Instance, [1L, 2L]);
        Assert.Equal([2L, 3L], s_ways[first](results));
        Assert.Contains("enumerated once", Assert.Throws<InvalidOperationException>(() => s_ways[second](results)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void CopyOfTheEnumerator_GoesOn_TheOtherOneThrows()
    {
        using WorkerPool pool = TestTasks.OpenPool(1);
        using MapResults<long>.Enumerator first = pool.Map(AddOneTask.Handle.Instance, [1L, 2L, 3L], new MapOptions { ChunkSize = 1 }).GetEnumerator();
        MapResults<long>.Enumerator second = first;
        Assert.True(second.MoveNext());
        Assert.Equal(2, second.Current);
        Assert.Contains("copied", Assert.Throws<InvalidOperationException>(() => first.MoveNext()).Message, StringComparison.Ordinal);
        default(MapResults<long>.Enumerator).Dispose();
    }

    private static List<long> Loop(MapResults<long> results)
    {
        var taken = new List<long>();
        foreach (long result in results)
            taken.Add(result);
        return taken;
    }
}
