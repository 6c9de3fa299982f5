using MemoryPack;
using MpiPool.Wire;

namespace MpiPool.CodecBenchmarks;

/// <summary>Writes a call's arguments and reads them back through the generated code, as the engine does, into memory that is reused.</summary>
/// <typeparam name="T">The one parameter.</typeparam>
/// <param name="echo">A task that returns what it gets: its result has the same form as its argument.</param>
internal sealed class Codec<T>(TaskHandle<T, T> echo)
{
    private readonly PayloadBuffer _buffer = new();
    private readonly MemoryPackReaderOptionalState _state = MemoryPackReaderOptionalStatePool.Rent(MemoryPackSerializerOptions.Default);

    /// <summary>Encodes the value and decodes it.</summary>
    public unsafe T RoundTrip(T value)
    {
        _buffer.Clear();
        TaskCall<T> call = echo.Bind(value);
        var writer = new PayloadWriter(_buffer);
        call.WriteArguments(ref writer);
        writer.Flush();
        // The buffer is native memory that nothing moves or frees until the next call.
        var reader = new PayloadReader(new ReadOnlySpan<byte>((void*)_buffer.Address, (int)_buffer.Length), [], _state);
        return call.ReadResult(ref reader);
    }
}
