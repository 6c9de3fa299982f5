using System.ComponentModel;
using MpiPool.Wire;

namespace MpiPool.Tasks;

/// <summary>Sends what a running task makes, one value at a time, to the main rank. Generated code derives from the classes built on it.</summary>
/// <typeparam name="T">The values.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public abstract class ItemSender<T>
{
    private protected ItemSender()
    {
    }

    /// <summary>Writes a value. For generated code.</summary>
    /// <param name="writer">Receives the bytes.</param>
    /// <param name="value">The value.</param>
    protected abstract void Write(ref PayloadWriter writer, T value);

    /// <summary>Sends a value. What its own members throw while it is written comes out here.</summary>
    private protected void Send(ProgressChannel channel, T value)
    {
        PayloadBuffer frame = channel.Open();
        try
        {
            var writer = new PayloadWriter(frame);
            Write(ref writer, value);
            writer.Flush();
        }
        catch
        {
            channel.Drop(frame);
            throw;
        }
        channel.Send(frame);
    }
}
