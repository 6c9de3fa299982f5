using System.ComponentModel;

namespace MpiPool.Tasks;

/// <summary>The codecs of shared values, by their types. Thread-safe.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class SharedCodecs
{
    /// <summary>Makes a codec known. For generated code.</summary>
    /// <typeparam name="T">The value.</typeparam>
    /// <param name="codec">The codec.</param>
    public static void Register<T>(SharedCodec<T> codec)
    {
        ArgumentNullException.ThrowIfNull(codec);
        SharedCodec<T>.Registered = codec;
    }

    /// <summary>The codec of a type.</summary>
    /// <exception cref="ArgumentException">There is none.</exception>
    internal static SharedCodec<T> Find<T>() => SharedCodec<T>.Registered
        ?? throw new ArgumentException($"No task takes a Shared<{Wire.TypeText.Of(typeof(T))}>: a value can be shared once a method marked [MpiTask] has a parameter of that type.");
}
