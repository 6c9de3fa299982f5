namespace MpiPool;

/// <summary>MPI reported an error, or no usable MPI library was found.</summary>
public sealed class MpiException : Exception
{
    /// <summary>Placeholder replaced on merge.</summary>
    public MpiException(string message) : base(message) { }
}
