namespace MpiPool.Mpi.PoolProgram;

/// <summary>Calls whose callers block all threads that the thread pool may have.</summary>
internal static class BlockedThreadsScenario
{
    private const int Rounds = 20;
    private static readonly TimeSpan s_limit = TimeSpan.FromSeconds(60);

    public static Task<int> Run(string[] args)
    {
        int threads = Math.Max(2, Environment.ProcessorCount);
        Expect.True(ThreadPool.SetMinThreads(1, 1) && ThreadPool.SetMaxThreads(threads, threads), "as few threads as there may be");
        return WorkerPool.RunAsync(args, async pool =>
        {
            // On the very threads that a future might be set by.
            using var all = new Barrier(threads);
            double[] sums = await Task.WhenAll(Enumerable.Range(0, threads).Select(_ => Task.Run(() => Block(pool, all))));
            Expect.Equal(threads * 190.0, sums.Sum(), "the sum of all results");
            Console.WriteLine("blocked-threads done");
        });
    }

    private static double Block(WorkerPool pool, Barrier all)
    {
        double sum = 0;
        for (int i = 0; i < Rounds; i++)
        {
            Expect.True(all.SignalAndWait(s_limit), "all threads at the barrier");
            Task<double> future = pool.Submit(Kernels.Tasks.Square(Math.Sqrt(i)));
            Expect.True(future.Wait(s_limit), "a result for a blocked thread");
            sum += Math.Round(future.Result);
        }
        return sum;
    }
}
