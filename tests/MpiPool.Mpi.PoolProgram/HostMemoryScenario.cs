using System.Globalization;

namespace MpiPool.Mpi.PoolProgram;

/// <summary>Shared memory over processes of one host: one copy for all workers, given back, and each worker's own where it cannot be shared.</summary>
internal static class HostMemoryScenario
{
    private const int Length = 4_000_000;
    private const string Variable = "MPIPOOL_SHARED_MEMORY";

    public static async Task<int> Run(string[] args) => await WorkerPool.RunAsync(args, async pool =>
    {
        double[] values = [.. Enumerable.Range(0, Length).Select(static i => (double)i)];
        using Shared<ReadOnlyMemory<double>> shared = pool.Share<ReadOnlyMemory<double>>(values);
        await ExpectOneCopyAHost(pool, shared, values.Sum());
        shared.Replace(Enumerable.Repeat(3.0, Length).ToArray());
        await ExpectOneCopyAHost(pool, shared, 3.0 * Length);
        shared.Dispose();
        // Frees travel before what is submitted after them; two rounds, for the first may still have been under way with the value.
        await pool.RunOnEveryWorker(HostMemoryKernels.Tasks.CountMappings()).WaitAsync(Expect.Limit);
        int[] left = await pool.RunOnEveryWorker(HostMemoryKernels.Tasks.CountMappings()).WaitAsync(Expect.Limit);
        Expect.Equal(0, left.Sum(), "the mappings that are left");
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"host-memory done, {pool.Size} ranks"));
    });

    /// <summary>Ranks 1 and 2 refuse what others of their host offer: the one passes bytes on, the other is passed them.</summary>
    public static async Task<int> Refused(string[] args)
    {
        if (WorkerPool.World.Rank is 1 or 2)
            Environment.SetEnvironmentVariable(Variable, "0");
        return await WorkerPool.RunAsync(args, async pool =>
        {
            for (int i = 1; i <= 3; i++)
            {
                using Shared<ReadOnlyMemory<double>> shared = pool.Share<ReadOnlyMemory<double>>(Enumerable.Repeat((double)i, Length).ToArray(), eager: i == 2);
                double[] sums = await pool.RunOnEveryWorker(HostMemoryKernels.Tasks.Sum(shared)).WaitAsync(Expect.Limit);
                Expect.True(sums.All(sum => sum == (double)i * Length), "the sum on every worker");
                Mapping?[] places = await pool.RunOnEveryWorker(HostMemoryKernels.Tasks.Place(shared)).WaitAsync(Expect.Limit);
                Expect.True(places[0] is null && places[1] is null, "who refuses has memory of its own");
            }
            Console.WriteLine("host-memory-refused done");
        });
    }

    /// <summary>A worker is killed while it has the memory mapped.</summary>
    public static async Task<int> Killed(string[] args) => await WorkerPool.RunAsync(args, async pool =>
    {
        using Shared<ReadOnlyMemory<double>> shared = pool.Share<ReadOnlyMemory<double>>(new double[Length]);
        await pool.RunOnEveryWorker(HostMemoryKernels.Tasks.Sum(shared)).WaitAsync(Expect.Limit);
        await pool.Submit(HostMemoryKernels.Tasks.Die(shared));
    });

    private static async Task ExpectOneCopyAHost(WorkerPool pool, Shared<ReadOnlyMemory<double>> shared, double sum)
    {
        double[] sums = await pool.RunOnEveryWorker(HostMemoryKernels.Tasks.Sum(shared)).WaitAsync(Expect.Limit);
        Expect.True(sums.All(s => s == sum), "the sum on every worker");
        Mapping?[] places = await pool.RunOnEveryWorker(HostMemoryKernels.Tasks.Place(shared)).WaitAsync(Expect.Limit);
        Expect.True(places.All(static place => place is not null), "the values stand in shared memory");
        int hosts = places.Select(static place => place!.Host).Distinct().Count();
        Expect.Equal(hosts, places.Select(static place => place!.FileNumber).Distinct().Count(), "the places of the values");
        // All pages, once on each host, whoever has how much of them.
        long kibibytes = (long)hosts * Length * sizeof(double) / 1024;
        long share = places.Sum(static place => place!.ShareKibibytes);
        Expect.True(share <= kibibytes + kibibytes / 10, $"the workers together have {share} KiB for {kibibytes} KiB");
    }
}
