using System.Buffers;
using System.Runtime.InteropServices;

namespace MpiPool.Wire;

/// <summary>Where one segment is received: a fresh array, memory of the caller, or a native block. Valid as long as the frame it came with.</summary>
internal readonly struct ReceivedSegment
{
    private readonly object? _store;

    /// <param name="address">Where the bytes stand.</param>
    /// <param name="length">Bytes; may exceed 2 GiB.</param>
    /// <param name="store">What holds them: an array, a <see cref="SharedBlock"/>, the memory that the caller gave, or null where somebody else does. An exception: the bytes were dropped.</param>
    public ReceivedSegment(nint address, long length, object? store = null)
    {
        Address = address;
        Length = length;
        _store = store;
    }

    /// <summary>Where the bytes stand.</summary>
    public nint Address { get; }

    /// <summary>Bytes; may exceed 2 GiB.</summary>
    public long Length { get; }

    /// <summary>The native block that holds the bytes, or null.</summary>
    public SharedBlock? Block => _store as SharedBlock;

    /// <summary>Why there was no memory for the segment: its bytes were dropped; else null.</summary>
    public Exception? Refusal => _store as Exception;

    /// <summary>The array that the segment was received into, if that is a <typeparamref name="T"/>[]; it belongs to whoever takes it.</summary>
    public T[]? TakeArray<T>() => _store is not null && _store.GetType() == typeof(T[]) ? (T[])_store : null;

    /// <summary>Whether the bytes stand in the memory of <paramref name="destination"/> already.</summary>
    public bool IsIn(IReceiveDestination destination) => ReferenceEquals(_store, destination);

    /// <summary>Keeps the segment in place, to be sent on.</summary>
    public unsafe MemoryHandle Pin()
    {
        if (Block is { } block)
        {
            block.TryAddUser();
            // The block's memory is native: only its use must be counted.
            return new MemoryHandle((void*)Address, pinnable: new BlockPin(block));
        }
        GCHandle handle = GCHandle.Alloc(_store, GCHandleType.Pinned);
        // Pinned by the handle, which the memory handle frees.
        return new MemoryHandle((void*)Address, handle);
    }

    /// <summary>Copies the whole segment into <paramref name="destination"/>, which must have exactly its size.</summary>
    public unsafe void CopyTo<T>(Span<T> destination) where T : unmanaged
    {
        if ((long)destination.Length * sizeof(T) != Length)
            throw new ArgumentException($"The segment has {Length} bytes, the destination {(long)destination.Length * sizeof(T)}.", nameof(destination));
        // Sizes are equal by the check above; the count is 64 bits wide, which a span of bytes is not.
        fixed (T* target = destination)
            NativeMemory.Copy((void*)Address, target, (nuint)Length);
    }
}
