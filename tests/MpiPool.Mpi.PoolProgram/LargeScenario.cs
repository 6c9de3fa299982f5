namespace MpiPool.Mpi.PoolProgram;

/// <summary>Payloads that no buffer of MPI holds, in both directions at once.</summary>
internal static class LargeScenario
{
    private const int Megabyte = 1 << 20;

    public static Task<int> Run(string[] args) => WorkerPool.RunAsync(args, async pool =>
    {
        await Bytes(pool, 100 * Megabyte, count: 1);
        await Doubles(pool, 300 * Megabyte / sizeof(double));
        // Each worker receives an argument while it sends a result.
        await Bytes(pool, 24 * Megabyte, count: 4 * pool.WorkerCount);
        // Small calls pass between the large ones.
        Task large = Bytes(pool, 50 * Megabyte, count: pool.WorkerCount);
        double[] squares = await Task.WhenAll(Enumerable.Range(0, 200).Select(i => pool.Submit(Kernels.Tasks.Square(i)))).WaitAsync(Expect.Limit);
        Expect.Equal(199.0 * 199.0, squares[199], "a small call among large ones");
        await large;
        Console.WriteLine("large done");
    });

    private static async Task Bytes(WorkerPool pool, int length, int count)
    {
        var futures = new Task<byte[]>[count];
        for (int i = 0; i < count; i++)
        {
            byte[] bytes = new byte[length];
            (bytes[0], bytes[length / 2], bytes[^1]) = ((byte)i, 7, 9);
            futures[i] = pool.Submit(Kernels.Tasks.Reverse(bytes));
        }
        for (int i = 0; i < count; i++)
        {
            byte[] reversed = await futures[i].WaitAsync(Expect.Limit);
            Expect.Equal((length, 9, 7, (byte)i), (reversed.Length, reversed[0], reversed[length - 1 - length / 2], reversed[^1]), "the reversed bytes");
        }
    }

    private static async Task Doubles(WorkerPool pool, int length)
    {
        double[] values = new double[length];
        (values[0], values[length / 2], values[^1]) = (1, 2, 3);
        double[] negated = await pool.Submit(Kernels.Tasks.Negate(values)).WaitAsync(Expect.Limit);
        Expect.Equal((length, -1.0, -2.0, -3.0), (negated.Length, negated[0], negated[length / 2], negated[^1]), "the negated values");
        Expect.Equal(1.0, values[0], "the caller's array is its own");
    }
}
