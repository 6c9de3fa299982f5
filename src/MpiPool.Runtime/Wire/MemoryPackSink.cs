using System.Buffers;
using System.ComponentModel;
using MemoryPack;

namespace MpiPool.Wire;

/// <summary>
/// Takes what MemoryPack's own writer writes, in custom formatters and callbacks of types that carry MemoryPack's attributes. For generated code. A
/// struct: over a class, the generic virtual methods of MemoryPack's formatters share code that Native AOT does not find.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct MemoryPackSink : IBufferWriter<byte>
{
    // MemoryPack asks for what it needs next, often a few bytes.
    private const int SmallestRoom = 256;

    private readonly PayloadBuffer _buffer;

    internal MemoryPackSink(PayloadBuffer buffer, MemoryPackWriterOptionalState state)
    {
        _buffer = buffer;
        State = state;
        Start = buffer.Length;
    }

    /// <summary>What MemoryPack's writer keeps from one value to the next: the numbers of objects that can be referred to.</summary>
    public MemoryPackWriterOptionalState State { get; }

    /// <summary>Where the first byte goes, in the buffer.</summary>
    internal nint Start { get; }

    /// <inheritdoc/>
    public void Advance(int count) => _buffer.SetLength(_buffer.Length + count);

    /// <inheritdoc/>
    public Span<byte> GetSpan(int sizeHint = 0) => _buffer.FreeSpan(Math.Max(sizeHint, SmallestRoom));

    /// <inheritdoc/>
    /// <exception cref="NotSupportedException">Always: the bytes stand in native memory.</exception>
    public Memory<byte> GetMemory(int sizeHint = 0) => throw new NotSupportedException("The bytes of a payload stand in native memory, which has spans only.");
}
