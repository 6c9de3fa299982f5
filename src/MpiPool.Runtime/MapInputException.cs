namespace MpiPool;

/// <summary>The input of a map, or the function that makes a call of an item, threw. The error is the <see cref="Exception.InnerException"/>.</summary>
public sealed class MapInputException : Exception
{
    internal MapInputException(long index, Exception innerException)
        : base($"The input of the map failed at item {index}: {innerException.GetType().FullName}: {innerException.Message}", innerException) => Index = index;

    /// <summary>The item that could not be had, counted from 0.</summary>
    public long Index { get; }
}
