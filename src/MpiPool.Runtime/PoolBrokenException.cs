namespace MpiPool;

/// <summary>The pool can run no more tasks: a rank was lost, the protocol was violated or the job is ending. Every pending future fails with it.</summary>
public sealed class PoolBrokenException : Exception
{
    internal PoolBrokenException(string message, Exception? innerException = null) : base(message, innerException)
    {
    }
}
