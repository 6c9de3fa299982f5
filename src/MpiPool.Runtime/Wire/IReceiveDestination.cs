using System.Buffers;

namespace MpiPool.Wire;

/// <summary>Memory of a caller that wants a result received into it. Called under the progress role.</summary>
internal interface IReceiveDestination
{
    /// <summary>Pins the place for the large array of result <paramref name="index"/>.</summary>
    /// <param name="index">The result's place in its sink.</param>
    /// <param name="elementType">The number of the array's element type.</param>
    /// <param name="length">Its bytes.</param>
    /// <param name="pin">The pinned memory, of exactly <paramref name="length"/> bytes.</param>
    /// <returns>False where nothing that arrives has this type and length: it is received elsewhere, and compared when it is read.</returns>
    bool TryPin(int index, ulong elementType, long length, out MemoryHandle pin);
}
