using MpiPool.Tasks;
using MpiPool.Wire;

namespace MpiPool.Runtime.Tests;

/// <summary>Every form of a map over two and three sequences side by side, of a handle and of a function: as far as the shortest goes.</summary>
public sealed class MapZipTests
{
    private static readonly long[] s_xs = [8, 9, 7];
    private static readonly int[] s_ys = [2, 3];
    private static readonly long[] s_zs = [1, 1, 1, 1];

    [Fact]
    public void MapUnordered_SeveralSequences_StopsWithTheShortest()
    {
        using WorkerPool pool = TestTasks.OpenPool(2);
        Assert.Equal([3, 4], pool.MapUnordered(DivideTask.Handle.Instance, s_xs, s_ys).Order());
        Assert.Equal([100, 144], pool.MapUnordered(Sum, s_xs, s_ys).Order());
        Assert.Equal([11, 13], pool.MapUnordered(SumTask.Handle.Instance, s_xs, s_ys, s_zs).Order());
        Assert.Equal([121, 169], pool.MapUnordered(Sum, s_xs, s_ys, s_zs).Order());
    }

    [Fact]
    public async Task MapAsync_SeveralSequences_StopsWithTheShortest()
    {
        await using WorkerPool pool = TestTasks.OpenPool(2);
        Assert.Equal([4, 3], await All(pool.MapAsync(DivideTask.Handle.Instance, s_xs, s_ys)));
        Assert.Equal([100, 144], await All(pool.MapAsync(Sum, s_xs, s_ys)));
        Assert.Equal([11, 13], await All(pool.MapAsync(SumTask.Handle.Instance, s_xs, s_ys, s_zs)));
        Assert.Equal([121, 169], await All(pool.MapAsync(Sum, s_xs, s_ys, s_zs)));
    }

    [Fact]
    public async Task MapUnorderedAsync_SeveralSequences_StopsWithTheShortest()
    {
        await using WorkerPool pool = TestTasks.OpenPool(2);
        Assert.Equal([3, 4], (await All(pool.MapUnorderedAsync(DivideTask.Handle.Instance, s_xs, s_ys))).Order());
        Assert.Equal([100, 144], (await All(pool.MapUnorderedAsync(Sum, s_xs, s_ys))).Order());
        Assert.Equal([11, 13], (await All(pool.MapUnorderedAsync(SumTask.Handle.Instance, s_xs, s_ys, s_zs))).Order());
        Assert.Equal([121, 169], (await All(pool.MapUnorderedAsync(Sum, s_xs, s_ys, s_zs))).Order());
    }

    [Fact]
    public async Task MapOutcomes_SeveralSequences_TellTheirItems()
    {
        await using WorkerPool pool = TestTasks.OpenPool(2);
        Assert.Equal([((8, 2), 4), ((9, 3), 3)], pool.MapOutcomes(DivideTask.Handle.Instance, s_xs, s_ys).Select(Pair));
        Assert.Equal([((8, 2), 100), ((9, 3), 144)], pool.MapOutcomes(Sum, s_xs, s_ys).Select(Pair));
        Assert.Equal([((8, 2, 1), 11), ((9, 3, 1), 13)], pool.MapOutcomes(SumTask.Handle.Instance, s_xs, s_ys, s_zs).Select(Pair));
        Assert.Equal([((8, 2, 1), 121), ((9, 3, 1), 169)], pool.MapOutcomes(Sum, s_xs, s_ys, s_zs).Select(Pair));
        Assert.Equal([((8, 2), 4), ((9, 3), 3)], (await All(pool.MapOutcomesAsync(DivideTask.Handle.Instance, s_xs, s_ys))).Select(Pair));
        Assert.Equal([((8, 2), 100), ((9, 3), 144)], (await All(pool.MapOutcomesAsync(Sum, s_xs, s_ys))).Select(Pair));
        Assert.Equal([((8, 2, 1), 11), ((9, 3, 1), 13)], (await All(pool.MapOutcomesAsync(SumTask.Handle.Instance, s_xs, s_ys, s_zs))).Select(Pair));
        Assert.Equal([((8, 2, 1), 121), ((9, 3, 1), 169)], (await All(pool.MapOutcomesAsync(Sum, s_xs, s_ys, s_zs))).Select(Pair));
    }

    [Fact]
    public async Task ForEach_SeveralSequences_StopsWithTheShortest()
    {
        await using WorkerPool pool = TestTasks.OpenPool(2);
        pool.ForEach(DivideTask.Handle.Instance, s_xs, s_ys);
        pool.ForEach(Sum, s_xs, s_ys);
        pool.ForEach(SumTask.Handle.Instance, s_xs, s_ys, s_zs);
        pool.ForEach(Sum, s_xs, s_ys, s_zs);
        await pool.ForEachAsync(DivideTask.Handle.Instance, s_xs, s_ys);
        await pool.ForEachAsync(Sum, s_xs, s_ys);
        await pool.ForEachAsync(SumTask.Handle.Instance, s_xs, s_ys, s_zs);
        await pool.ForEachAsync(Sum, s_xs, s_ys, s_zs);
        Assert.Equal(16, pool.Status.Completed);
        Assert.Throws<RemoteTaskException>(() => pool.ForEach(DivideTask.Handle.Instance, s_xs, [1, 0]));
    }

    private static TaskCall<long> Sum(long x, int y) => TestTasks.Square.Call(x + y);

    private static TaskCall<long> Sum(long x, int y, long z) => TestTasks.Square.Call(x + y + z);

    private static (T, TResult) Pair<T, TResult>(MapOutcome<T, TResult> outcome) => (outcome.Input, outcome.Value);

    private static async Task<List<T>> All<T>(IAsyncEnumerable<T> results)
    {
        List<T> all = [];
        await foreach (T result in results)
            all.Add(result);
        return all;
    }

    /// <summary>A task of three arguments, whose chunks travel as rows.</summary>
    internal sealed class SumTask : SyncTaskEntry
    {
        public static readonly SumTask Instance = new();

        private SumTask() : base(TestTask.Fnv("Sum"), "Test.Sum", "(i8,i4,i8)->i8", TaskTraits.None)
        {
        }

        public override void Invoke(ref PayloadReader arguments, ref PayloadWriter result, TaskContext context)
        {
            arguments.Memory.ReadUnmanaged(out long x, out int y, out long z);
            arguments.Complete();
            result.Begin();
            result.Memory.WriteUnmanaged(x + y + z);
        }

        internal sealed class Handle() : TaskHandle<long, int, long, long>(SumTask.Instance)
        {
            public static readonly Handle Instance = new();

            public override TaskCall<long> Bind(long arg1, int arg2, long arg3) => throw new NotSupportedException("Chunks need no calls.");

            public override void WriteArguments(ref PayloadWriter writer, long arg1, int arg2, long arg3) => writer.Memory.WriteUnmanaged(arg1, arg2, arg3);

            public override long ReadResult(ref PayloadReader reader) => reader.Memory.ReadUnmanaged<long>();
        }
    }
}
