namespace MpiPool;

/// <summary>The pool can run no more tasks: a rank was lost, the protocol was violated or the job is ending. Every pending future fails with it.</summary>
public sealed class PoolBrokenException : Exception
{
    internal PoolBrokenException(string message, Exception? innerException = null) : base(message, innerException)
    {
    }

    /// <summary>The type, the message, the inner exceptions and the stack, in a program without names of types too.</summary>
    public override string ToString() => Wire.TypeText.Describe(this, $"{nameof(MpiPool)}.{nameof(PoolBrokenException)}", base.ToString);
}
