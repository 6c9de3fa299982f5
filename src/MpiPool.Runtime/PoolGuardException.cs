namespace MpiPool;

/// <summary>A member that only the main rank may use was used on a worker.</summary>
public sealed class PoolGuardException : InvalidOperationException
{
    internal PoolGuardException(string member, int rank, int size)
        : base($"WorkerPool.{member} was called on rank {rank} of {size}, which is a worker. Only the main rank submits: guard the code with 'if (pool.IsMain)', or put it into the body of WorkerPool.RunAsync.")
    {
    }
}
