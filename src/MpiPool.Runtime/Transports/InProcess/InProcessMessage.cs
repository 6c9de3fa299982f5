using System.Buffers;
using System.Runtime.InteropServices;
using MpiPool.Wire;

namespace MpiPool.Transports.InProcess;

/// <summary>A message between two ranks of one process: a copy of its bytes, or the sender's own memory until it is received.</summary>
internal sealed class InProcessMessage
{
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
        // Fresh memory for each would be most of what a message costs.
        _copy = ArrayPool<byte>.Shared.Rent(length);
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
            ArrayPool<byte>.Shared.Return(_copy);
            return;
        }
        NativeBlock.Copy(_address, address, Length);
        // From here on the sender may change its memory.
        _isReceived = true;
    }
}
