using System.Buffers;

namespace MpiPool.Wire;

/// <summary>
/// Memory over a received segment, lent to a task for as long as it runs. A send of it keeps the block; a use after the task's end is an
/// error, not a read of somebody else's bytes.
/// </summary>
/// <typeparam name="T">The element type.</typeparam>
internal sealed class LentMemory<T>(SharedBlock block, int length) : MemoryManager<T> where T : unmanaged
{
    /// <inheritdoc/>
    public override unsafe Span<T> GetSpan()
    {
        if (block.HasEnded)
            throw Ended();
        // The block holds that many elements: the reader has compared them with the segment's length.
        return new Span<T>((void*)block.Address, length);
    }

    /// <inheritdoc/>
    public override unsafe MemoryHandle Pin(int elementIndex = 0)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan((uint)elementIndex, (uint)length);
        if (block.HasEnded || !block.TryAddUser())
            throw Ended();
        // Inside the block by the check above; native memory does not move.
        return new MemoryHandle((T*)block.Address + elementIndex, pinnable: this);
    }

    /// <inheritdoc/>
    public override void Unpin() => block.Release();

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        // The frame that the block came with ends it.
    }

    private static ObjectDisposedException Ended() => new(
        nameof(Memory<T>), "This memory was an argument of a task that has ended: memory parameters are lent for the time of the task. Copy what is needed later, or declare the parameter as an array.");
}
