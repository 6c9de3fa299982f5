using System.Runtime.InteropServices;

namespace MpiPool.Wire;

/// <summary>A block of native memory: never moves, is not zeroed, may exceed 2 GiB. Owned by one <see cref="NativeBlockPool"/> or its borrower.</summary>
internal sealed unsafe class NativeBlock
{
    public NativeBlock(nint capacity)
    {
        Capacity = capacity;
        Address = (nint)NativeMemory.Alloc((nuint)capacity);
    }

    /// <summary>Where the bytes stand.</summary>
    public nint Address { get; private set; }

    /// <summary>Bytes.</summary>
    public nint Capacity { get; }

    /// <summary>The bytes from <paramref name="offset"/>, to be written.</summary>
    public Span<byte> WritableSpan(nint offset, int length)
    {
        if (offset < 0 || length < 0 || offset + length > Capacity)
            throw new ArgumentOutOfRangeException(nameof(offset));
        // In range by the check above.
        return new Span<byte>((void*)(Address + offset), length);
    }

    /// <summary>The bytes from <paramref name="offset"/>; a span holds less than 2 GiB.</summary>
    public ReadOnlySpan<byte> Span(nint offset, int length)
    {
        if (offset < 0 || length < 0 || offset + length > Capacity)
            throw new ArgumentOutOfRangeException(nameof(offset));
        // In range by the check above.
        return new ReadOnlySpan<byte>((void*)(Address + offset), length);
    }

    /// <summary>Copies between native memory that does not overlap; the caller answers for both lengths.</summary>
    // No span: both ends are addresses that came with a message.
    public static void Copy(nint from, nint to, nint length) => NativeMemory.Copy((void*)from, (void*)to, (nuint)length);

    /// <summary>Gives the memory back to the system. The block must not be used afterwards.</summary>
    public void Free()
    {
        NativeMemory.Free((void*)Address);
        Address = 0;
    }
}
