namespace MpiPool.Wire;

/// <summary>
/// Writes and reads values of a type that the generator cannot take apart, or that travels better in a form of its own. Named by
/// <see cref="TaskFormatterAttribute{TFormatter}"/>; its methods are called directly, so nothing is looked up at run time.
/// </summary>
/// <typeparam name="T">The type of the values; null is among them where the value may be null.</typeparam>
/// <example><code>
/// public sealed class AngleFormatter : ITaskFormatter&lt;Angle&gt;
/// {
///     public static void Write(ref PayloadWriter writer, Angle value) => writer.Memory.WriteUnmanaged(value.Radians);
///     public static Angle Read(ref PayloadReader reader) => Angle.FromRadians(reader.Memory.ReadUnmanaged&lt;double&gt;());
/// }
/// </code></example>
public interface ITaskFormatter<T>
{
    /// <summary>
    /// Writes a value: at least one byte. Fixed-size values go through <see cref="PayloadWriter.Memory"/>, text and arrays through the
    /// writer's own members; where values nest without limit, <see cref="PayloadWriter.Enter"/> and <see cref="PayloadWriter.Leave"/> count the depth.
    /// </summary>
    /// <param name="writer">Takes the bytes.</param>
    /// <param name="value">The value.</param>
    static abstract void Write(ref PayloadWriter writer, T value);

    /// <summary>
    /// Reads what <see cref="Write"/> wrote, and no byte more. An exception fails the task the value belongs to, and nothing else. Lengths are
    /// read by <see cref="PayloadReader.ReadLength"/>, which refuses those that the bytes left cannot hold.
    /// </summary>
    /// <param name="reader">Gives the bytes.</param>
    /// <returns>The value.</returns>
    static abstract T Read(ref PayloadReader reader);
}
