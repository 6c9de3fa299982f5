using System.Runtime.ExceptionServices;

namespace MpiPool.Mpi.PeerProgram;

/// <summary>A pool for one case. What its body throws fails the case, not the job.</summary>
internal static class OwnPool
{
    public static Task RunAsync(string[] args, Func<WorkerPool, Task> body) => RunAsync(args, new PoolOptions(), body);

    public static async Task RunAsync(string[] args, PoolOptions options, Func<WorkerPool, Task> body)
    {
        ExceptionDispatchInfo? failure = null;
        await WorkerPool.RunAsync(args, options, async pool =>
        {
            try
            {
                await body(pool);
            }
            catch (Exception error)
            {
                // Thrown again when all ranks have left the pool.
                failure = ExceptionDispatchInfo.Capture(error);
            }
        });
        failure?.Throw();
    }
}
