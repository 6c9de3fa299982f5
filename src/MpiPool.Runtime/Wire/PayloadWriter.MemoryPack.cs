using System.ComponentModel;
using MemoryPack;

namespace MpiPool.Wire;

/// <content>Values that MemoryPack's own writer writes, byte for byte as it does elsewhere: by custom formatters, and in callbacks.</content>
public ref partial struct PayloadWriter
{
    /// <summary>Writes a value by a formatter of MemoryPack's kind.</summary>
    /// <typeparam name="TFormatter">The formatter's type.</typeparam>
    /// <typeparam name="T">The type of the value.</typeparam>
    /// <param name="formatter">The formatter; used by several threads at a time.</param>
    /// <param name="value">The value.</param>
    /// <exception cref="ArgumentNullException">The attribute's <c>GetFormatter</c> returned null.</exception>
    public void WriteByMemoryPack<TFormatter, T>(TFormatter formatter, T? value) where TFormatter : IMemoryPackFormatter<T>
    {
        if (formatter is null)
            throw new ArgumentNullException(nameof(formatter), $"The attribute that formats a {TypeText.Of(typeof(T))} returned null from GetFormatter.");
        MemoryPackSink sink = BeginMemoryPack();
        var writer = new MemoryPackWriter<MemoryPackSink>(ref sink, sink.State);
        formatter.Serialize(ref writer, ref value);
        writer.Flush();
        EndMemoryPack(sink);
    }

    /// <summary>Begins what MemoryPack's writer writes. For generated code.</summary>
    /// <returns>Where it writes to.</returns>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public MemoryPackSink BeginMemoryPack()
    {
        Memory.Flush();
        return new MemoryPackSink(Payload, _references ??= MemoryPackWriterOptionalStatePool.Rent(null));
    }

    /// <summary>Ends what MemoryPack's writer wrote, which has been flushed. For generated code.</summary>
    /// <param name="sink">What <see cref="BeginMemoryPack"/> returned.</param>
    /// <exception cref="InvalidOperationException">It is 2 GiB or more.</exception>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public void EndMemoryPack(MemoryPackSink sink)
    {
        nint length = Payload.Length - sink.Start;
        if (length > int.MaxValue)
            throw new InvalidOperationException($"A formatter of MemoryPack's kind, or a callback, wrote {length} bytes, and at most {int.MaxValue} are possible. Use a [TaskFormatter<…>].");
        (_checks ??= []).Add(ValueCheck.Of(Payload.From(sink.Start)));
    }

    /// <summary>Puts the checks behind the last value of a payload.</summary>
    private void AppendChecks()
    {
        foreach (ValueCheck check in _checks!)
            Memory.WriteUnmanaged(check);
        Memory.WriteUnmanaged(_checks.Count);
        _checks.Clear();
    }
}
