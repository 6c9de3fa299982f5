using System.ComponentModel;
using MpiPool.Wire;

namespace MpiPool.Tasks;

/// <summary>Writes and reads shared values of one type. Generated code derives a sealed class for each task that takes one, and registers it with the task.</summary>
/// <typeparam name="T">The value.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public abstract class SharedCodec<T>
{
    private static SharedCodec<T>? s_registered;

    /// <summary>The codec of the type. Those of several tasks write the same bytes, so that any of them serves.</summary>
    internal static SharedCodec<T>? Registered
    {
        get => Volatile.Read(ref s_registered);
        set => Volatile.Write(ref s_registered, value);
    }

    /// <summary>For generated code.</summary>
    protected SharedCodec()
    {
    }

    /// <summary>Writes a value. For generated code.</summary>
    /// <param name="writer">Receives the bytes.</param>
    /// <param name="value">The value.</param>
    public abstract void Write(ref PayloadWriter writer, T value);

    /// <summary>Reads a value. For generated code.</summary>
    /// <param name="reader">Holds the bytes.</param>
    /// <returns>The value.</returns>
    public abstract T Read(ref PayloadReader reader);
}
