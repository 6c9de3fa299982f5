namespace MpiPool.Wire;

/// <summary>
/// Bytes that arrived do not have the form they must have: truncated, too long, an impossible length or an unknown tag. It fails the task
/// the bytes belong to, and nothing else.
/// </summary>
public sealed class WireFormatException : Exception
{
    /// <summary>Makes the exception with a message that says what was expected and what was found.</summary>
    /// <param name="message">The message.</param>
    public WireFormatException(string message) : base(message)
    {
    }

    /// <summary>Makes the exception with the error that showed the bytes to be wrong.</summary>
    /// <param name="message">The message.</param>
    /// <param name="innerException">The cause.</param>
    public WireFormatException(string message, Exception innerException) : base(message, innerException)
    {
    }
}
