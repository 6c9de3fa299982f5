namespace MpiPool.Shapes.Tests;

/// <summary>Maps row by row into one large array.</summary>
public class RowTests
{
    [Theory]
    [InlineData(1, 3)]
    [InlineData(4, 1)]
    [InlineData(4, 100)]
    [InlineData(3, 20_000)]
    public async Task MapInto_Rows_StandInTheirPlaces(int workers, int length)
    {
        await using WorkerPool pool = WorkerPool.OpenInProcess(workers);
        int[] items = [.. Enumerable.Range(0, 200)];
        var rows = new double[items.Length * length + 2];
        pool.MapInto(RowTasks.Tasks.Handles.Row, items.Select(i => (i, length)).ToArray(), rows.AsMemory(1, rows.Length - 2));
        Assert.Equal(0, rows[0]);
        Assert.Equal(0, rows[^1]);
        for (int i = 0; i < items.Length; i++)
        {
            for (int k = 0; k < length; k++)
                Assert.Equal(i + k * 0.001, rows[1 + i * length + k]);
        }
        pool.MapInto(RowTasks.Tasks.Handles.Row, ReadOnlyMemory<(int, int)>.Empty, Memory<double>.Empty);
    }

    [Fact]
    public async Task MapInto_ARowFails_ThrowsTheFirstOneAndLeavesThePool()
    {
        await using WorkerPool pool = WorkerPool.OpenInProcess(3);
        (int, int)[] items = [.. Enumerable.Range(0, 100).Select(static i => (i is 40 or 41 ? -1 : i, 1000))];
        Assert.IsType<FormatException>(Assert.Throws<RemoteTaskException>(() => pool.MapInto(RowTasks.Tasks.Handles.Row, items, new double[100_000])).InnerException);
        (int, int)[] uneven = [.. Enumerable.Range(0, 100).Select(static i => (i, i == 7 ? 3 : 1000))];
        var rows = new double[100_000];
        var error = Assert.Throws<InvalidOperationException>(() => pool.MapInto(RowTasks.Tasks.Handles.Row, uneven, rows));
        Assert.Contains("for item 7 has 3 elements, and a row has 1000", error.Message, StringComparison.Ordinal);
        Assert.Equal(new double[1000], rows[7000..8000]);
        Assert.Equal(6.003, pool.Apply(RowTasks.Tasks.Row((6, 4)))[3]);
    }

    /// <summary>Tasks that run in chunks, and those that do not; rows that travel in the frame, and those that are received in place.</summary>
    public static TheoryData<bool, int, int?> Forms => new MatrixTheoryData<bool, int, int?>([false, true], [5, 20_000], [null, 1, 7]);

    [Theory]
    [MemberData(nameof(Forms))]
    public async Task MapInto_RowsFail_StayAsTheyWereOrAreReplaced(bool isAsync, int length, int? chunkSize)
    {
        await using WorkerPool pool = WorkerPool.OpenInProcess(3);
        TaskHandle<(int, int), double[]> task = isAsync ? RowTasks.Tasks.Handles.RowLater : RowTasks.Tasks.Handles.Row;
        // Rows 10, 21, 32 .. throw, and 13, 24, 35 .. have another length.
        (int First, int Length)[] items = [.. Enumerable.Range(0, 60).Select(i => (i % 11 == 10 ? -1 : i, i > 11 && i % 11 == 2 ? 3 : length))];
        double[] other = [.. Enumerable.Range(0, length).Select(static k => -k - 1.0)];
        foreach (string policy in (string[])["skip", "element", "row"])
        {
            var rows = new double[items.Length * length];
            Array.Fill(rows, 0.25);
            pool.MapInto(task, items, rows, policy switch
            {
                "skip" => new MapOptions { Errors = MapErrors.Skip, ChunkSize = chunkSize },
                "element" => new MapOptions { ChunkSize = chunkSize }.SetReplacement(-1.0),
                _ => new MapOptions { ChunkSize = chunkSize }.SetReplacement(other),
            });
            for (int i = 0; i < items.Length; i++)
            {
                bool fails = items[i].First < 0 || items[i].Length != length;
                for (int k = 0; k < length; k++)
                {
                    double expected = !fails ? i + k * 0.001 : policy switch { "skip" => 0.25, "element" => -1.0, _ => other[k] };
                    if (rows[i * length + k] != expected)
                        Assert.Fail($"{policy}: element {k} of row {i} is {rows[i * length + k]}, not {expected}.");
                }
            }
        }
    }

    [Fact]
    public async Task MapInto_ItIsCancelled_ThrowsWhateverItsErrorsDo()
    {
        await using WorkerPool pool = WorkerPool.OpenInProcess(2);
        using var source = new CancellationTokenSource();
        var rows = new double[100_000];
        RowTasks.Began = source.Cancel;
        Assert.ThrowsAny<OperationCanceledException>(() => pool.MapInto(RowTasks.Tasks.Handles.Announced, new int[100_000], rows, new MapOptions { CancellationToken = source.Token, ChunkSize = 1 }.SetReplacement(-1.0)));
        Assert.Equal(6.003, pool.Apply(RowTasks.Tasks.Row((6, 4)))[3]);
    }

    [Fact]
    public async Task MapInto_WrongLengthsOrOptions_ThrowBeforeAnythingIsSent()
    {
        await using WorkerPool pool = WorkerPool.OpenInProcess(1);
        long looks = 0, sent = Completed(pool, ref looks);
        Assert.Throws<ArgumentException>("rows", () => pool.MapInto(RowTasks.Tasks.Handles.Row, new[] { (1, 2), (2, 2) }, new double[5]));
        Assert.Throws<ArgumentException>("rows", () => pool.MapInto(RowTasks.Tasks.Handles.Row, ReadOnlyMemory<(int, int)>.Empty, new double[5]));
        Assert.Throws<ArgumentException>(() => pool.MapInto(RowTasks.Tasks.Handles.Row, new[] { (1, 2) }, new double[2], new MapOptions { Errors = MapErrors.Replace }));
        Assert.Throws<ArgumentException>(() => pool.MapInto(RowTasks.Tasks.Handles.Row, new[] { (1, 2) }, new double[2], new MapOptions().SetReplacement(1)));
        Assert.Throws<ArgumentException>("options", () => pool.MapInto(RowTasks.Tasks.Handles.Row, new[] { (1, 2) }, new double[2], new MapOptions().SetReplacement(new double[3])));
        Assert.Throws<ArgumentException>("options", () => pool.MapInto(RowTasks.Tasks.Handles.Row, new[] { (1, 2) }, new double[2], new MapOptions().SetReplacement<double[]>(null!)));
        Assert.Throws<ArgumentNullException>("task", () => pool.MapInto((TaskHandle<int, double[]>)null!, new int[1], new double[2]));
        Assert.Throws<ArgumentException>("results", () => pool.MapInto(ReducedTasks.Tasks.Handles.Same, new int[2], new int[1]));
        var cancelled = new MapOptions { CancellationToken = new CancellationToken(canceled: true) };
        Assert.ThrowsAny<OperationCanceledException>(() => pool.MapInto(RowTasks.Tasks.Handles.Row, new[] { (1, 2) }, new double[2], cancelled));
        Assert.ThrowsAny<OperationCanceledException>(() => pool.MapInto(ReducedTasks.Tasks.Handles.Same, new int[2], new int[2], cancelled));
        Assert.ThrowsAny<OperationCanceledException>(() => pool.MapInto(ReducedTasks.Tasks.Handles.Same, ReadOnlyMemory<int>.Empty, Memory<int>.Empty, cancelled));
        Shared<int[]> shared = pool.Share(new int[3]);
        shared.Dispose();
        Assert.Throws<ObjectDisposedException>(() => shared.Value);
        Assert.Throws<ObjectDisposedException>(() => shared.Replace([]));
        await Assert.ThrowsAsync<InvalidOperationException>(() => pool.Submit(SharedTasks.Tasks.Both(shared, shared)).WaitAsync(TimeSpan.FromSeconds(30)));
        Assert.Equal(sent, Completed(pool, ref looks));
    }

    // What ran at workers, but for the call that this makes itself.
    private static long Completed(WorkerPool pool, ref long looks)
    {
        // After whatever the worker still had.
        pool.Apply(ReducedTasks.Tasks.Same(1));
        return pool.Status.Workers.Sum(static worker => worker.Completed + worker.Failed) - ++looks;
    }
}

/// <summary>Tasks that make rows.</summary>
public static class RowTasks
{
    [MpiTask] public static double[] Row((int First, int Length) row)
    {
        if (row.First < 0)
            throw new FormatException("no such row");
        var values = new double[row.Length];
        for (int k = 0; k < values.Length; k++)
            values[k] = row.First + k * 0.001;
        return values;
    }

    /// <summary>What happens when <see cref="Announced"/> begins; the workers are threads of this process.</summary>
    public static Action Began { get; set; } = static () => { };

    [MpiTask] public static async Task<double[]> RowLater((int First, int Length) row)
    {
        await Task.Yield();
        return Row(row);
    }

    [MpiTask] public static double[] Announced(int value)
    {
        Began();
        return [value];
    }

    [MpiTask] public static double[] Copy(ReadOnlyMemory<double> values) => values.ToArray();
}
