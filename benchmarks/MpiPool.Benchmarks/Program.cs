// mpirun -n 2 ./MpiPool.Benchmarks roundtrip WARM COUNT

using MpiPool;
using MpiPool.Benchmarks;

return await WorkerPool.RunAsync(args, pool =>
{
    if (args is ["roundtrip", string first, string second] && int.TryParse(first, out int warm) && int.TryParse(second, out int count) && warm >= 0 && count > 0)
    {
        Console.WriteLine(RoundTrip.Measure(pool, warm, count));
    }
    else
    {
        Console.Error.WriteLine("usage: MpiPool.Benchmarks roundtrip WARM COUNT");
        pool.ExitCode = 2;
    }
    return Task.CompletedTask;
});
