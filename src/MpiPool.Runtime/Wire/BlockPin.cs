using System.Buffers;

namespace MpiPool.Wire;

/// <summary>One use of a native block by a send. Ended by the memory handle that has it.</summary>
internal sealed class BlockPin(SharedBlock block) : IPinnable
{
    /// <summary>Not supported: the use is counted when this is made.</summary>
    /// <exception cref="NotSupportedException">Always.</exception>
    public MemoryHandle Pin(int elementIndex) => throw new NotSupportedException("The block is in use already.");

    /// <summary>Ends the use.</summary>
    public void Unpin() => block.Release();
}
