using System.Globalization;

namespace MpiPool;

/// <summary>Reads the MPIPOOL_* environment variables.</summary>
internal static class PoolEnvironment
{
    /// <summary>The variable's value; null where it is not set.</summary>
    /// <exception cref="ArgumentException">It is set to something else than a number in the range.</exception>
    public static int? ReadInt32(string name, int minimum, int maximum) => (int?)ReadInt64(name, minimum, maximum);

    /// <inheritdoc cref="ReadInt32"/>
    public static long? ReadInt64(string name, long minimum, long maximum)
    {
        string? text = Environment.GetEnvironmentVariable(name);
        if (string.IsNullOrEmpty(text))
            return null;
        if (long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long value) && value >= minimum && value <= maximum)
            return value;
        throw new ArgumentException($"The environment variable {name} is '{text}'; it must be a whole number from {minimum} to {maximum}.");
    }
}
