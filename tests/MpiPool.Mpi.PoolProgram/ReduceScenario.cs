using System.Globalization;

namespace MpiPool.Mpi.PoolProgram;

/// <summary>Reductions over processes: in fixed order the bits of one process, in any order every item once, and a failure that leaves the pool.</summary>
internal static class ReduceScenario
{
    private const int Items = 5000;

    public static async Task<int> Run(string[] args) => await WorkerPool.RunAsync(args, async pool =>
    {
        double expected = Pairwise(0, Items);
        for (int i = 0; i < 5; i++)
        {
            double sum = pool.MapReduce(ReduceKernels.Tasks.Handles.Uneven, Enumerable.Range(0, Items), Sum.Reducer, ReduceOrder.Fixed);
            Expect.Equal(BitConverter.DoubleToInt64Bits(expected), BitConverter.DoubleToInt64Bits(sum), "the bits of a sum in fixed order");
        }
        var histogram = new long[Histogram.Length];
        for (int seed = 0; seed < 200; seed++)
            Histogram.Add(histogram, ReduceKernels.Values(seed));
        foreach (ReduceOrder order in (ReduceOrder[])[ReduceOrder.Any, ReduceOrder.Fixed])
        {
            Expect.True(pool.MapReduce(ReduceKernels.Tasks.Handles.Values, Enumerable.Range(0, 200), Histogram.Reducer, order).AsSpan().SequenceEqual(histogram), "a large accumulator");
            Expect.True((await pool.MapReduceAsync(ReduceKernels.Tasks.Values, Enumerable.Range(0, 200), Histogram.Reducer, order).WaitAsync(Expect.Limit)).AsSpan().SequenceEqual(histogram), "a large accumulator, later");
            try
            {
                pool.MapReduce(ReduceKernels.Tasks.Handles.ThrowsAt, Enumerable.Range(0, Items), Sum.Reducer, order);
                Expect.True(false, "an item that throws fails the reduction");
            }
            catch (RemoteTaskException error)
            {
                Expect.Equal(567, error.ItemIndex ?? -1, "the item that failed");
            }
            double skipped = pool.MapReduce(ReduceKernels.Tasks.Handles.ThrowsAt, Enumerable.Range(0, Items), Sum.Reducer, order, new MapOptions { Errors = MapErrors.Skip });
            Expect.Equal(Enumerable.Range(0, Items).Where(static i => i % 1000 != 567).Sum(), (int)skipped, "the sum without what failed");
        }
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"reduce done, {pool.Size} ranks"));
    });

    // The tree of a reduction: halves at the largest power of two below the number of items.
    private static double Pairwise(int first, int count)
    {
        if (count == 1)
            return 0 + ReduceKernels.Uneven(first);
        int left = 1;
        while (left * 2 < count)
            left *= 2;
        return Pairwise(first, left) + Pairwise(first + left, count - left);
    }
}
