using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using MemoryPack;

namespace MpiPool.Wire;

/// <summary>
/// Reads values as they stand in memory, and MemoryPack's headers. Every read is checked against the bytes that are left. Used by one
/// thread at a time.
/// </summary>
public ref partial struct PrimitiveReader
{
    private readonly int _length;
    private ref byte _next;
    private int _remaining;

    internal PrimitiveReader(ReadOnlySpan<byte> bytes)
    {
        _next = ref MemoryMarshal.GetReference(bytes);
        _length = bytes.Length;
        _remaining = bytes.Length;
    }

    /// <summary>The bytes that were read.</summary>
    internal readonly int Consumed => _length - _remaining;

    /// <summary>The bytes that are left.</summary>
    public readonly int Remaining => _remaining;

    /// <summary>Reads a value.</summary>
    /// <typeparam name="T1">Its type.</typeparam>
    /// <returns>The value.</returns>
    /// <exception cref="WireFormatException">The payload ends before it.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public T1 ReadUnmanaged<T1>() where T1 : unmanaged => Unsafe.ReadUnaligned<T1>(ref Take(Unsafe.SizeOf<T1>()));

    /// <summary>Reads a value.</summary>
    /// <typeparam name="T1">Its type.</typeparam>
    /// <param name="value1">The value.</param>
    /// <exception cref="WireFormatException">The payload ends before it.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void ReadUnmanaged<T1>(out T1 value1) where T1 : unmanaged => value1 = ReadUnmanaged<T1>();

    /// <summary>Reads two values, one after the other.</summary>
    /// <typeparam name="T1">The type of value 1.</typeparam>
    /// <typeparam name="T2">The type of value 2.</typeparam>
    /// <param name="value1">Value 1.</param>
    /// <param name="value2">Value 2.</param>
    /// <exception cref="WireFormatException">The payload ends before them.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void ReadUnmanaged<T1, T2>(out T1 value1, out T2 value2)
        where T1 : unmanaged
        where T2 : unmanaged
    {
        ref byte place = ref Take(Unsafe.SizeOf<T1>() + Unsafe.SizeOf<T2>());
        value1 = Unsafe.ReadUnaligned<T1>(ref place);
        value2 = Get<T2>(ref place, Unsafe.SizeOf<T1>());
    }

    /// <summary>Reads three values, one after the other.</summary>
    /// <typeparam name="T1">The type of value 1.</typeparam>
    /// <typeparam name="T2">The type of value 2.</typeparam>
    /// <typeparam name="T3">The type of value 3.</typeparam>
    /// <param name="value1">Value 1.</param>
    /// <param name="value2">Value 2.</param>
    /// <param name="value3">Value 3.</param>
    /// <exception cref="WireFormatException">The payload ends before them.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void ReadUnmanaged<T1, T2, T3>(out T1 value1, out T2 value2, out T3 value3)
        where T1 : unmanaged
        where T2 : unmanaged
        where T3 : unmanaged
    {
        ref byte place = ref Take(Unsafe.SizeOf<T1>() + Unsafe.SizeOf<T2>() + Unsafe.SizeOf<T3>());
        value1 = Unsafe.ReadUnaligned<T1>(ref place);
        value2 = Get<T2>(ref place, Unsafe.SizeOf<T1>());
        value3 = Get<T3>(ref place, Unsafe.SizeOf<T1>() + Unsafe.SizeOf<T2>());
    }

    /// <summary>Reads four values, one after the other. A longer run is read in fours.</summary>
    /// <typeparam name="T1">The type of value 1.</typeparam>
    /// <typeparam name="T2">The type of value 2.</typeparam>
    /// <typeparam name="T3">The type of value 3.</typeparam>
    /// <typeparam name="T4">The type of value 4.</typeparam>
    /// <param name="value1">Value 1.</param>
    /// <param name="value2">Value 2.</param>
    /// <param name="value3">Value 3.</param>
    /// <param name="value4">Value 4.</param>
    /// <exception cref="WireFormatException">The payload ends before them.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void ReadUnmanaged<T1, T2, T3, T4>(out T1 value1, out T2 value2, out T3 value3, out T4 value4)
        where T1 : unmanaged
        where T2 : unmanaged
        where T3 : unmanaged
        where T4 : unmanaged
    {
        ref byte place = ref Take(Unsafe.SizeOf<T1>() + Unsafe.SizeOf<T2>() + Unsafe.SizeOf<T3>() + Unsafe.SizeOf<T4>());
        value1 = Unsafe.ReadUnaligned<T1>(ref place);
        value2 = Get<T2>(ref place, Unsafe.SizeOf<T1>());
        value3 = Get<T3>(ref place, Unsafe.SizeOf<T1>() + Unsafe.SizeOf<T2>());
        value4 = Get<T4>(ref place, Unsafe.SizeOf<T1>() + Unsafe.SizeOf<T2>() + Unsafe.SizeOf<T3>());
    }

    /// <summary>Reads the tag of a union.</summary>
    /// <param name="tag">The tag; 0 for null.</param>
    /// <returns>False for null.</returns>
    /// <exception cref="WireFormatException">The bytes are no tag.</exception>
    public bool TryReadUnionHeader(out ushort tag)
    {
        byte code = ReadUnmanaged<byte>();
        tag = 0;
        if (code == MemoryPackCode.NullObject)
            return false;
        if (code > MemoryPackCode.WideTag)
            throw new WireFormatException($"{code} is no tag of a union.");
        tag = code < MemoryPackCode.WideTag ? code : ReadUnmanaged<ushort>();
        return true;
    }

    /// <summary>Reads a value whose type the unmanaged constraint does not allow, though it holds no reference.</summary>
    internal T ReadBytesOf<T>() => Unsafe.ReadUnaligned<T>(ref Take(Unsafe.SizeOf<T>()));

    /// <summary>Reads bytes in place.</summary>
    internal ReadOnlySpan<byte> TakeBytes(int count) => MemoryMarshal.CreateReadOnlySpan(ref Take(count), count);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private ref byte Take(int count)
    {
        if ((uint)count > (uint)_remaining)
            ThrowTooShort(count, _remaining);
        ref byte place = ref _next;
        _next = ref Unsafe.Add(ref place, count);
        _remaining -= count;
        return ref place;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static T Get<T>(ref byte place, int offset) => Unsafe.ReadUnaligned<T>(ref Unsafe.Add(ref place, offset));

    [DoesNotReturn]
    private static void ThrowTooShort(int count, int remaining) =>
        throw new WireFormatException($"{count} bytes are expected, and {remaining} are left.");
}
