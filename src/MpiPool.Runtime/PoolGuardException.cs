namespace MpiPool;

/// <summary>A member that only the main rank may use was used on a worker.</summary>
public sealed class PoolGuardException : InvalidOperationException
{
    internal PoolGuardException(string member, int rank, int size)
        : base($"WorkerPool.{member} was called on rank {rank} of {size}, which is a worker. Only the main rank submits: guard the code with 'if (pool.IsMain)', or put it into the body of WorkerPool.RunAsync.")
    {
    }

    /// <summary>The type, the message, the inner exceptions and the stack, in a program without names of types too.</summary>
    public override string ToString() => Wire.TypeText.Describe(this, $"{nameof(MpiPool)}.{nameof(PoolGuardException)}", base.ToString);
}
