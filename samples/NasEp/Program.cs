// The NAS Parallel Benchmark EP, "embarrassingly parallel": mpirun -n 4 ./NasEp A

using System.Diagnostics;
using MpiPool;
using NasEp;

return await WorkerPool.RunAsync(args, pool =>
{
    if (args is [string name] && EpClass.Find(name) is EpClass size)
    {
        pool.ExitCode = Run(pool, size);
    }
    else
    {
        Console.Error.WriteLine("usage: NasEp S|W|A");
        pool.ExitCode = 2;
    }
    return Task.CompletedTask;
});

static int Run(WorkerPool pool, EpClass size)
{
    Console.WriteLine($"EP class {size.Name}: 2^{size.LogPairs} pairs in {size.Blocks} blocks, {pool.WorkerCount} workers");
    long start = Stopwatch.GetTimestamp();
    // Combined in the order of the blocks, so the sums are the same to the last digit however many workers there are.
    Tally total = pool.MapReduce(Kernels.Tasks.Handles.Block, Blocks(size), TallySum.Reducer, ReduceOrder.Fixed);
    double seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;

    bool verified = size.Verify(total);
    Console.WriteLine($"Gaussian pairs = {total.Counts.Sum()}");
    Console.WriteLine($"sx = {total.Sx:E15}");
    Console.WriteLine($"sy = {total.Sy:E15}");
    for (int l = 0; l < Tally.Annuli; l++)
        Console.WriteLine($"count {l} = {total.Counts[l]}");
    Console.WriteLine($"Time in seconds = {seconds:F2}");
    // The original counts random numbers, two a pair.
    Console.WriteLine($"Mop/s total = {Math.ScaleB(1, size.LogPairs + 1) / seconds / 1e6:F2}");
    Console.WriteLine(verified ? "VERIFIED" : "FAILED");
    return verified ? 0 : 1;
}

static IEnumerable<long> Blocks(EpClass size)
{
    for (long block = 0; block < size.Blocks; block++)
        yield return block;
}
