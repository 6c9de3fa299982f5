using System.Buffers;
using System.ComponentModel;

namespace MpiPool.Wire;

/// <summary>
/// Where MemoryPack's writer puts its bytes: the end of a <see cref="PayloadBuffer"/>. A struct, so that the writer's calls are bound at
/// compile time (a generic virtual call over a class resolved to null under Native AOT).
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct PayloadSink : IBufferWriter<byte>
{
    private readonly PayloadBuffer _buffer;

    internal PayloadSink(PayloadBuffer buffer) => _buffer = buffer;

    /// <inheritdoc/>
    public void Advance(int count) => _buffer.Advance(count);

    /// <inheritdoc/>
    public Span<byte> GetSpan(int sizeHint = 0) => _buffer.GetSpan(sizeHint);

    /// <summary>Not supported: the bytes live in native memory.</summary>
    /// <param name="sizeHint">Ignored.</param>
    /// <exception cref="NotSupportedException">Always.</exception>
    public Memory<byte> GetMemory(int sizeHint = 0) => throw new NotSupportedException("A payload buffer lives in native memory and hands out spans only.");
}
