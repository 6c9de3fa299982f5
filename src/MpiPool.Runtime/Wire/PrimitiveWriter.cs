using System.Runtime.CompilerServices;
using MemoryPack;

namespace MpiPool.Wire;

/// <summary>
/// Writes values as they stand in memory, and MemoryPack's headers, to the end of a <see cref="PayloadBuffer"/>. Two pointers and no state
/// beside them, so that a short payload costs little more than its bytes. Used by one thread at a time.
/// </summary>
public unsafe ref partial struct PrimitiveWriter
{
    private readonly PayloadBuffer _buffer;

    // Into the buffer's native block: the next byte, and the first that is not ours. Null after Flush: the block may move before the next write.
    private byte* _next;
    private byte* _end;

    internal PrimitiveWriter(PayloadBuffer buffer)
    {
        _buffer = buffer;
        Open();
    }

    /// <summary>Where the bytes go; null before a writer that asks for its buffer has done so.</summary>
    internal readonly PayloadBuffer Payload => _buffer;

    /// <summary>The bytes written since the last <see cref="Flush"/>.</summary>
    internal readonly int WrittenCount => _next is null ? 0 : checked((int)((nint)_next - _buffer.Address - _buffer.Length));

    /// <summary>Writes a value.</summary>
    /// <typeparam name="T1">Its type.</typeparam>
    /// <param name="value1">The value.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void WriteUnmanaged<T1>(scoped in T1 value1) where T1 : unmanaged => Put(Take(Unsafe.SizeOf<T1>()), value1);

    /// <summary>Writes two values, one after the other.</summary>
    /// <typeparam name="T1">The type of value 1.</typeparam>
    /// <typeparam name="T2">The type of value 2.</typeparam>
    /// <param name="value1">Value 1.</param>
    /// <param name="value2">Value 2.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void WriteUnmanaged<T1, T2>(scoped in T1 value1, scoped in T2 value2)
        where T1 : unmanaged
        where T2 : unmanaged
    {
        byte* place = Take(Unsafe.SizeOf<T1>() + Unsafe.SizeOf<T2>());
        Put(place, value1);
        Put(place + Unsafe.SizeOf<T1>(), value2);
    }

    /// <summary>Writes three values, one after the other.</summary>
    /// <typeparam name="T1">The type of value 1.</typeparam>
    /// <typeparam name="T2">The type of value 2.</typeparam>
    /// <typeparam name="T3">The type of value 3.</typeparam>
    /// <param name="value1">Value 1.</param>
    /// <param name="value2">Value 2.</param>
    /// <param name="value3">Value 3.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void WriteUnmanaged<T1, T2, T3>(scoped in T1 value1, scoped in T2 value2, scoped in T3 value3)
        where T1 : unmanaged
        where T2 : unmanaged
        where T3 : unmanaged
    {
        byte* place = Take(Unsafe.SizeOf<T1>() + Unsafe.SizeOf<T2>() + Unsafe.SizeOf<T3>());
        Put(place, value1);
        Put(place + Unsafe.SizeOf<T1>(), value2);
        Put(place + Unsafe.SizeOf<T1>() + Unsafe.SizeOf<T2>(), value3);
    }

    /// <summary>Writes four values, one after the other. A longer run is written in fours.</summary>
    /// <typeparam name="T1">The type of value 1.</typeparam>
    /// <typeparam name="T2">The type of value 2.</typeparam>
    /// <typeparam name="T3">The type of value 3.</typeparam>
    /// <typeparam name="T4">The type of value 4.</typeparam>
    /// <param name="value1">Value 1.</param>
    /// <param name="value2">Value 2.</param>
    /// <param name="value3">Value 3.</param>
    /// <param name="value4">Value 4.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void WriteUnmanaged<T1, T2, T3, T4>(scoped in T1 value1, scoped in T2 value2, scoped in T3 value3, scoped in T4 value4)
        where T1 : unmanaged
        where T2 : unmanaged
        where T3 : unmanaged
        where T4 : unmanaged
    {
        byte* place = Take(Unsafe.SizeOf<T1>() + Unsafe.SizeOf<T2>() + Unsafe.SizeOf<T3>() + Unsafe.SizeOf<T4>());
        Put(place, value1);
        Put(place + Unsafe.SizeOf<T1>(), value2);
        Put(place + Unsafe.SizeOf<T1>() + Unsafe.SizeOf<T2>(), value3);
        Put(place + Unsafe.SizeOf<T1>() + Unsafe.SizeOf<T2>() + Unsafe.SizeOf<T3>(), value4);
    }

    /// <summary>Writes the header of an object.</summary>
    /// <param name="memberCount">Its members; below 250.</param>
    /// <exception cref="ArgumentOutOfRangeException">There are too many.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void WriteObjectHeader(byte memberCount)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(memberCount, MemoryPackCode.Reserved1);
        *Take(1) = memberCount;
    }

    /// <summary>Writes null in place of an object.</summary>
    public void WriteNullObjectHeader() => *Take(1) = MemoryPackCode.NullObject;

    /// <summary>Writes the tag of a union.</summary>
    /// <param name="tag">The tag.</param>
    public void WriteUnionHeader(ushort tag)
    {
        if (tag < MemoryPackCode.WideTag)
            *Take(1) = (byte)tag;
        else
            WriteUnmanaged(MemoryPackCode.WideTag, tag);
    }

    /// <summary>Writes the length of a collection.</summary>
    /// <param name="length">Elements; not negative.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void WriteCollectionHeader(int length) => WriteUnmanaged(length);

    /// <summary>Writes null in place of a collection.</summary>
    public void WriteNullCollectionHeader() => WriteUnmanaged(MemoryPackCode.NullCollection);

    /// <summary>Writes the bytes of a value whose type the unmanaged constraint does not allow, though it holds no reference.</summary>
    internal void WriteBytesOf<T>(scoped in T value) => Put(Take(Unsafe.SizeOf<T>()), value);

    /// <summary>Copies elements.</summary>
    internal void WriteElements<T>(ReadOnlySpan<T> elements) where T : unmanaged
    {
        nint bytes = (nint)elements.Length * sizeof(T);
        byte* place = Take(bytes);
        // Room for all of it by Take; a span of bytes could not count it.
        fixed (T* source = elements)
            Buffer.MemoryCopy(source, place, bytes, bytes);
    }

    /// <summary>Room for <paramref name="count"/> bytes, of which <see cref="Advance"/> keeps some.</summary>
    internal ref byte GetSpanReference(int count)
    {
        if (_end - _next < count)
            Grow(count);
        return ref *_next;
    }

    /// <summary>Keeps the first bytes of what <see cref="GetSpanReference"/> returned.</summary>
    internal void Advance(int count) => _next += count;

    /// <summary>Tells the buffer what was written. The buffer may be changed until the next write.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal void Flush()
    {
        if (_next is null)
            return;
        _buffer.SetLength((nint)_next - _buffer.Address);
        _next = null;
        _end = null;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private byte* Take(nint count)
    {
        if (_end - _next < count)
            Grow(count);
        byte* place = _next;
        _next += count;
        return place;
    }

    // The callers have taken the room.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Put<T>(byte* place, in T value) => Unsafe.WriteUnaligned(place, value);

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void Grow(nint count)
    {
        Flush();
        _buffer.EnsureFree(count);
        Open();
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Open()
    {
        _next = (byte*)(_buffer.Address + _buffer.Length);
        _end = (byte*)(_buffer.Address + _buffer.Capacity);
    }
}
