namespace MpiPool;

/// <summary>The input of a map, or the function that makes a call of an item, threw. The error is the <see cref="Exception.InnerException"/>.</summary>
public sealed class MapInputException : Exception
{
    internal MapInputException(long index, Exception innerException)
        : base($"The input of the map failed at item {index}: {Wire.WellKnownExceptions.NameOf(innerException)}: {Wire.RemoteError.From(innerException).Message}", innerException) => Index = index;

    /// <summary>The item that could not be had, counted from 0.</summary>
    public long Index { get; }

    /// <summary>The type, the message, the inner exceptions and the stack, in a program without names of types too.</summary>
    public override string ToString() => Wire.TypeText.Describe(this, $"{nameof(MpiPool)}.{nameof(MapInputException)}", base.ToString);
}
