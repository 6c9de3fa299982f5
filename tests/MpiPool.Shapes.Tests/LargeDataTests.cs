namespace MpiPool.Shapes.Tests;

/// <summary>Large values through generated code and a pool: into fresh arrays, into memory of the caller, and lent to the task.</summary>
public class LargeDataTests
{
    private const int Length = 100_000;
    private static readonly TimeSpan s_limit = TimeSpan.FromMinutes(2);

    [Fact]
    public async Task Nested_LargeValuesTravel()
    {
        await using WorkerPool pool = WorkerPool.OpenInProcess(1);
        var vertices = new Vertex[Length];
        vertices[^1] = new Vertex(1, 2, 3);
        var sent = new Nested("n", [Values(), [1, 2], Values()], (vertices, Enumerable.Range(0, Length).ToArray()), new string('\u00e9', Length), new byte[Length]);
        Nested back = await pool.Submit(LargeTasks.Tasks.Nested(sent)).WaitAsync(s_limit);
        Assert.Equal(sent.Blocks, back.Blocks);
        Assert.Equal(sent.Mesh.Vertices, back.Mesh.Vertices);
        Assert.Equal(sent.Mesh.Indices.ToArray(), back.Mesh.Indices.ToArray());
        Assert.Equal(sent.Text, back.Text);
        Assert.Equal(sent.Raw.ToArray(), back.Raw.ToArray());
        Assert.Equal(vertices, await pool.Submit(LargeTasks.Tasks.Vertices(vertices)).WaitAsync(s_limit));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(3)]
    [InlineData(Length)]
    public async Task Destination_ReceivesTheResult(int length)
    {
        await using WorkerPool pool = WorkerPool.OpenInProcess(1);
        double[] destination = new double[length + 2];
        Memory<double> middle = destination.AsMemory(1, length);
        double[] expected = [0, .. Enumerable.Repeat(1.0, length), 0];

        await pool.SubmitInto(LargeTasks.Tasks.Ones(length), middle).WaitAsync(s_limit);
        Assert.Equal(expected, destination);

        Array.Clear(destination);
        await pool.SubmitInto(LargeTasks.Tasks.OnesAsMemory(length), middle, new CancellationTokenSource().Token).WaitAsync(s_limit);
        Assert.Equal(expected, destination);

        Array.Clear(destination);
        pool.ApplyInto(LargeTasks.Tasks.OnesAsReadOnlyMemory(length), middle);
        Assert.Equal(expected, destination);
    }

    [Theory]
    [InlineData(3, 4)]
    [InlineData(4, 3)]
    [InlineData(Length, 3)]
    [InlineData(3, Length)]
    [InlineData(Length, Length + 1)]
    public async Task Destination_OfAnotherLength_FailsTheCallAndStaysAsItWas(int result, int given)
    {
        await using WorkerPool pool = WorkerPool.OpenInProcess(1);
        double[] destination = new double[given];
        Task future = pool.SubmitInto(LargeTasks.Tasks.Ones(result), destination);
        var error = await Assert.ThrowsAsync<InvalidOperationException>(() => future.WaitAsync(s_limit));
        Assert.Contains($"has {result} elements", error.Message, StringComparison.Ordinal);
        Assert.Contains(given.ToString(), error.Message, StringComparison.Ordinal);
        Assert.All(destination, static value => Assert.Equal(0, value));
        // One bad call never costs another.
        await pool.SubmitInto(LargeTasks.Tasks.Ones(given), destination).WaitAsync(s_limit);
        Assert.All(destination, static value => Assert.Equal(1, value));
    }

    [Fact]
    public async Task Destination_OfACallWithoutResult_StaysAsItWas()
    {
        await using WorkerPool pool = WorkerPool.OpenInProcess(1);
        double[] destination = [5, 6];
        var nothing = await Assert.ThrowsAsync<InvalidOperationException>(() => pool.SubmitInto(LargeTasks.Tasks.Nothing()!, destination).WaitAsync(s_limit));
        Assert.Contains("is null", nothing.Message, StringComparison.Ordinal);
        await Assert.ThrowsAsync<RemoteTaskException>(() => pool.SubmitInto(LargeTasks.Tasks.FailAfter(Values()), destination).WaitAsync(s_limit));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => pool.SubmitInto(LargeTasks.Tasks.Ones(2), destination, new CancellationToken(canceled: true)));
        Assert.Equal([5, 6], destination);
    }

    [Fact]
    public async Task LentMemory_ComesBackWholeAndInPart()
    {
        await using WorkerPool pool = WorkerPool.OpenInProcess(1);
        double[] values = Values();
        double[] destination = new double[Length];
        for (int i = 0; i < 3; i++)
        {
            pool.ApplyInto(LargeTasks.Tasks.Lent(values), destination);
            Assert.Equal(values, destination);
        }
        Memory<double> half = await pool.Submit(LargeTasks.Tasks.SecondHalf(values)).WaitAsync(s_limit);
        Assert.Equal(values.Skip(Length / 2).Select(static v => -v), half.ToArray());
        Assert.Equal(2.0, (await pool.Submit(LargeTasks.Tasks.Lent(new double[] { 1, 2 })).WaitAsync(s_limit)).Span[1]);
    }

    [Fact]
    public async Task LentMemory_OfAnAsyncTask_LastsUntilItEnds()
    {
        await using WorkerPool pool = WorkerPool.OpenInProcess(2);
        double[] values = Values();
        Task<double>[] sums = [.. Enumerable.Range(0, 20).Select(_ => pool.Submit(LargeTasks.Tasks.SumLater(values)))];
        Assert.All(await Task.WhenAll(sums).WaitAsync(s_limit), sum => Assert.Equal(values.Sum(), sum));
    }

    private static double[] Values() => [.. Enumerable.Range(0, Length).Select(static i => i * 0.5)];
}
