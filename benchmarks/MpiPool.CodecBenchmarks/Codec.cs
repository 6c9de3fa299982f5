using MpiPool.Wire;

namespace MpiPool.CodecBenchmarks;

/// <summary>Writes a call's arguments and reads them back through the generated code, as the engine does, into memory that is reused.</summary>
/// <typeparam name="T">The one parameter.</typeparam>
/// <param name="echo">A task that returns what it gets: its result has the same form as its argument.</param>
/// <param name="value">The value.</param>
internal sealed class Codec<T>(TaskHandle<T, T> echo, T value)
{
    private readonly PayloadBuffer _buffer = new();
    private readonly TaskCall<T> _call = echo.Bind(value);

    /// <summary>Encodes the value and decodes it.</summary>
    public T RoundTrip() => RoundTrip(_call);

    /// <summary>Makes the call that carries the value through the engine's queues, encodes it and decodes it.</summary>
    public T CallAndRoundTrip() => RoundTrip(echo.Bind(value));

    /// <summary>Encodes so many values into one frame, as a chunk of a map does, and decodes them; returns the last.</summary>
    public unsafe T RoundTripFrame(int count)
    {
        _buffer.Clear();
        var writer = new PayloadWriter(_buffer);
        for (int i = 0; i < count; i++)
            echo.WriteArguments(ref writer, value);
        writer.Flush();
        // As below.
        var reader = new PayloadReader(new ReadOnlySpan<byte>((void*)_buffer.Address, (int)_buffer.Length), []);
        T result = default!;
        for (int i = 0; i < count; i++)
            result = echo.ReadResult(ref reader);
        reader.Complete();
        return result;
    }

    private unsafe T RoundTrip(TaskCall<T> call)
    {
        _buffer.Clear();
        FrameBuilder.WriteArguments(_buffer, call);
        // The buffer is native memory that nothing moves or frees until the next call.
        var bytes = new ReadOnlySpan<byte>((void*)_buffer.Address, (int)_buffer.Length);
        return call.TryReadResult(bytes, out T result) ? result : ReadByReader(call, bytes);
    }

    private static T ReadByReader(TaskCall<T> call, ReadOnlySpan<byte> bytes)
    {
        var reader = new PayloadReader(bytes, []);
        T result = call.ReadResult(ref reader);
        reader.Complete();
        return result;
    }
}
