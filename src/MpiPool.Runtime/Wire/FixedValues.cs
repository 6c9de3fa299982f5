using System.ComponentModel;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace MpiPool.Wire;

/// <summary>
/// Writes and reads a payload that is nothing but a few values of fixed size, as they stand in memory: what <see cref="PrimitiveWriter"/> writes for
/// them, without a writer, for making one takes longer than such a payload. For generated code. Safe for all threads.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class FixedValues
{
    /// <summary>What is returned where nothing was written.</summary>
    internal const int NotWritten = -1;

    /// <summary>Writes a value.</summary>
    /// <typeparam name="T1">Its type.</typeparam>
    /// <param name="room">Receives the bytes.</param>
    /// <param name="value1">The value.</param>
    /// <returns>The number of bytes, or -1 where there is no room for them; then nothing is written.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int TryWrite<T1>(Span<byte> room, in T1 value1) where T1 : unmanaged
    {
        if (room.Length < Unsafe.SizeOf<T1>())
            return NotWritten;
        Put(room, 0, value1);
        return Unsafe.SizeOf<T1>();
    }

    /// <summary>Writes two values, one after the other.</summary>
    /// <typeparam name="T1">The type of value 1.</typeparam>
    /// <typeparam name="T2">The type of value 2.</typeparam>
    /// <param name="room">Receives the bytes.</param>
    /// <param name="value1">Value 1.</param>
    /// <param name="value2">Value 2.</param>
    /// <returns>The number of bytes, or -1 where there is no room for them; then nothing is written.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int TryWrite<T1, T2>(Span<byte> room, in T1 value1, in T2 value2)
        where T1 : unmanaged
        where T2 : unmanaged
    {
        if (room.Length < Unsafe.SizeOf<T1>() + Unsafe.SizeOf<T2>())
            return NotWritten;
        Put(room, 0, value1);
        Put(room, Unsafe.SizeOf<T1>(), value2);
        return Unsafe.SizeOf<T1>() + Unsafe.SizeOf<T2>();
    }

    /// <summary>Writes three values, one after the other.</summary>
    /// <typeparam name="T1">The type of value 1.</typeparam>
    /// <typeparam name="T2">The type of value 2.</typeparam>
    /// <typeparam name="T3">The type of value 3.</typeparam>
    /// <param name="room">Receives the bytes.</param>
    /// <param name="value1">Value 1.</param>
    /// <param name="value2">Value 2.</param>
    /// <param name="value3">Value 3.</param>
    /// <returns>The number of bytes, or -1 where there is no room for them; then nothing is written.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int TryWrite<T1, T2, T3>(Span<byte> room, in T1 value1, in T2 value2, in T3 value3)
        where T1 : unmanaged
        where T2 : unmanaged
        where T3 : unmanaged
    {
        if (room.Length < Unsafe.SizeOf<T1>() + Unsafe.SizeOf<T2>() + Unsafe.SizeOf<T3>())
            return NotWritten;
        Put(room, 0, value1);
        Put(room, Unsafe.SizeOf<T1>(), value2);
        Put(room, Unsafe.SizeOf<T1>() + Unsafe.SizeOf<T2>(), value3);
        return Unsafe.SizeOf<T1>() + Unsafe.SizeOf<T2>() + Unsafe.SizeOf<T3>();
    }

    /// <summary>Writes four values, one after the other.</summary>
    /// <typeparam name="T1">The type of value 1.</typeparam>
    /// <typeparam name="T2">The type of value 2.</typeparam>
    /// <typeparam name="T3">The type of value 3.</typeparam>
    /// <typeparam name="T4">The type of value 4.</typeparam>
    /// <param name="room">Receives the bytes.</param>
    /// <param name="value1">Value 1.</param>
    /// <param name="value2">Value 2.</param>
    /// <param name="value3">Value 3.</param>
    /// <param name="value4">Value 4.</param>
    /// <returns>The number of bytes, or -1 where there is no room for them; then nothing is written.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int TryWrite<T1, T2, T3, T4>(Span<byte> room, in T1 value1, in T2 value2, in T3 value3, in T4 value4)
        where T1 : unmanaged
        where T2 : unmanaged
        where T3 : unmanaged
        where T4 : unmanaged
    {
        if (room.Length < Unsafe.SizeOf<T1>() + Unsafe.SizeOf<T2>() + Unsafe.SizeOf<T3>() + Unsafe.SizeOf<T4>())
            return NotWritten;
        Put(room, 0, value1);
        Put(room, Unsafe.SizeOf<T1>(), value2);
        Put(room, Unsafe.SizeOf<T1>() + Unsafe.SizeOf<T2>(), value3);
        Put(room, Unsafe.SizeOf<T1>() + Unsafe.SizeOf<T2>() + Unsafe.SizeOf<T3>(), value4);
        return Unsafe.SizeOf<T1>() + Unsafe.SizeOf<T2>() + Unsafe.SizeOf<T3>() + Unsafe.SizeOf<T4>();
    }

    /// <summary>Reads a value.</summary>
    /// <typeparam name="T1">Its type.</typeparam>
    /// <param name="payload">The bytes.</param>
    /// <param name="value1">The value.</param>
    /// <returns>False where the payload has not the value's length: then a <see cref="PayloadReader"/> says what is wrong.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool TryRead<T1>(ReadOnlySpan<byte> payload, out T1 value1) where T1 : unmanaged
    {
        if (payload.Length != Unsafe.SizeOf<T1>())
        {
            value1 = default;
            return false;
        }
        value1 = Unsafe.ReadUnaligned<T1>(ref MemoryMarshal.GetReference(payload));
        return true;
    }

    // The callers have compared the length.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Put<T>(Span<byte> room, int offset, in T value) where T : unmanaged =>
        Unsafe.WriteUnaligned(ref Unsafe.Add(ref MemoryMarshal.GetReference(room), offset), value);
}
