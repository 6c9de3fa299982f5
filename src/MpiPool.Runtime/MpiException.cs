namespace MpiPool;

/// <summary>MPI cannot be used, or one of its calls failed. The message holds MPI's own text.</summary>
public sealed class MpiException : Exception
{
    /// <summary>An error without a message.</summary>
    public MpiException()
    {
    }

    /// <summary>An error outside a call of MPI: no library, the wrong one.</summary>
    /// <param name="message">What happened and what to do.</param>
    public MpiException(string message) : base(message)
    {
    }

    /// <summary>An error outside a call of MPI, caused by another.</summary>
    /// <param name="message">What happened and what to do.</param>
    /// <param name="innerException">The cause.</param>
    public MpiException(string message, Exception? innerException) : base(message, innerException)
    {
    }

    internal MpiException(string message, int errorCode, int errorClass) : base(message)
    {
        ErrorCode = errorCode;
        ErrorClass = errorClass;
    }

    /// <summary>What the call returned; 0 where no call failed.</summary>
    public int ErrorCode { get; }

    /// <summary>Its class, numbered as in the implementation's mpi.h (MPI_Error_class); 0 where no call failed.</summary>
    public int ErrorClass { get; }

    /// <summary>The type, the message, the inner exceptions and the stack, in a program without names of types too.</summary>
    public override string ToString() => Wire.TypeText.Describe(this, $"{nameof(MpiPool)}.{nameof(MpiException)}", base.ToString);
}
