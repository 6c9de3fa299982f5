using System.Buffers;
using System.Runtime.InteropServices;

namespace MpiPool.Transports.InProcess;

/// <summary>A message between two ranks of one process: a copy of its bytes, or the sender's own memory until it is received.</summary>
internal sealed class InProcessMessage
{
    private const int PieceLength = 64 * 1024;

    private readonly byte[]? _copy;
    private readonly nint _address;
    private volatile bool _isReceived;

    /// <param name="source">The rank that sends it.</param>
    /// <param name="tag">Its tag.</param>
    /// <param name="address">Where its bytes stand.</param>
    /// <param name="length">Their number.</param>
    /// <param name="isEager">Whether they are copied now, so that the sender may go on at once.</param>
    public InProcessMessage(int source, int tag, nint address, int length, bool isEager)
    {
        Source = source;
        Tag = tag;
        Length = length;
        _address = address;
        if (!isEager)
            return;
        _copy = GC.AllocateUninitializedArray<byte>(length);
        Marshal.Copy(address, _copy, 0, length);
        _isReceived = true;
    }

    /// <summary>The rank that sent it.</summary>
    public int Source { get; }

    /// <summary>Its tag.</summary>
    public int Tag { get; }

    /// <summary>Its length in bytes.</summary>
    public int Length { get; }

    /// <summary>Whether the sender may use its memory again.</summary>
    public bool IsReceived => _isReceived;

    /// <summary>Copies the bytes to the receiver's memory, which is at least as long. Called once.</summary>
    public void Receive(nint address)
    {
        if (_copy is not null)
        {
            Marshal.Copy(_copy, 0, address, Length);
            return;
        }
        // Piece by piece through an array that stays in the processor's cache.
        byte[] piece = ArrayPool<byte>.Shared.Rent(PieceLength);
        for (int done = 0; done < Length; done += PieceLength)
        {
            int length = Math.Min(Length - done, PieceLength);
            Marshal.Copy(_address + done, piece, 0, length);
            Marshal.Copy(piece, 0, address + done, length);
        }
        ArrayPool<byte>.Shared.Return(piece);
        // From here on the sender may change its memory.
        _isReceived = true;
    }
}
