using System.Buffers;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text;
using MemoryPack;

namespace MpiPool.Wire;

/// <summary>The values that generated code reads with one call. Each has its counterpart in the writer.</summary>
public ref partial struct PayloadReader
{
    /// <summary>Reads the header of an object.</summary>
    /// <param name="memberCount">The number of members the reader knows.</param>
    /// <returns>False for null.</returns>
    /// <exception cref="WireFormatException">The writer knows another number of members.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool ReadObjectHeader(int memberCount)
    {
        byte header = Memory.ReadUnmanaged<byte>();
        if (header == memberCount)
            return true;
        if (header != MemoryPackCode.NullObject)
            ThrowMemberCount(header, memberCount);
        return false;
    }

    /// <summary>Reads the header of a struct, which cannot be null.</summary>
    /// <param name="memberCount">The number of members the reader knows.</param>
    /// <exception cref="WireFormatException">The writer knows another number of members, or wrote null.</exception>
    public void ReadStructHeader(int memberCount)
    {
        byte header = Memory.ReadUnmanaged<byte>();
        if (header != memberCount)
            ThrowMemberCount(header, memberCount);
    }

    /// <summary>Reads the length of an array with several dimensions and compares it with them.</summary>
    /// <param name="minimumElementSize">The fewest bytes one element can take; at least 1.</param>
    /// <param name="lengths">The lengths of the dimensions.</param>
    /// <exception cref="WireFormatException">A length is negative, or they disagree, or they exceed what the bytes left can hold.</exception>
    public void ReadGridLength(int minimumElementSize, params ReadOnlySpan<int> lengths)
    {
        int length = ReadLength(minimumElementSize);
        long product = 1;
        foreach (int dimension in lengths)
        {
            if (dimension < 0)
                throw new WireFormatException($"An array claims a dimension of {dimension} elements.");
            // Neither factor exceeds 31 bits, so the product fits.
            product = Math.Min(product * dimension, int.MaxValue);
        }
        if (product != length)
            throw new WireFormatException($"An array claims {length} elements, and its dimensions hold {product}.");
    }

    /// <summary>Reads a list of unmanaged elements.</summary>
    /// <typeparam name="T">The element type.</typeparam>
    /// <returns>The list, or null.</returns>
    /// <exception cref="WireFormatException">The length exceeds the bytes left.</exception>
    public List<T>? ReadList<T>() where T : unmanaged
    {
        int length = ReadLength(Unsafe.SizeOf<T>());
        if (length < 0)
            return null;
        var list = new List<T>(length);
        CollectionsMarshal.SetCount(list, length);
        TakeBytes(length * Unsafe.SizeOf<T>()).CopyTo(MemoryMarshal.AsBytes(CollectionsMarshal.AsSpan(list)));
        return list;
    }

    /// <summary>Reads memory of unmanaged elements.</summary>
    /// <typeparam name="T">The element type.</typeparam>
    /// <returns>The memory.</returns>
    public Memory<T> ReadMemory<T>() where T : unmanaged => ReadArray<T>();

    /// <summary>Reads memory of unmanaged elements.</summary>
    /// <typeparam name="T">The element type.</typeparam>
    /// <returns>The memory.</returns>
    public ReadOnlyMemory<T> ReadReadOnlyMemory<T>() where T : unmanaged => ReadArray<T>();

    /// <summary>Reads a segment of unmanaged elements, which is a whole array.</summary>
    /// <typeparam name="T">The element type.</typeparam>
    /// <returns>The segment.</returns>
    public ArraySegment<T> ReadArraySegment<T>() where T : unmanaged => ReadArray<T>() is { } array ? new ArraySegment<T>(array) : default;

    /// <summary>Reads a sequence of unmanaged elements, which is a whole array.</summary>
    /// <typeparam name="T">The element type.</typeparam>
    /// <returns>The sequence.</returns>
    public ReadOnlySequence<T> ReadReadOnlySequence<T>() where T : unmanaged => ReadArray<T>() is { } array ? new ReadOnlySequence<T>(array) : default;

    /// <summary>Reads a nullable of an unmanaged type.</summary>
    /// <typeparam name="T">The type.</typeparam>
    /// <returns>The value.</returns>
    public T? ReadNullable<T>() where T : unmanaged => Memory.ReadBytesOf<T?>();

    /// <summary>Reads the name of a shared value and finds it on this worker, where it may be still on its way.</summary>
    /// <typeparam name="T">The value.</typeparam>
    /// <returns>What the task gets.</returns>
    public Shared<T> ReadShared<T>()
    {
        Memory.ReadUnmanaged(out int id, out int version);
        SharedStore store = _shared ?? throw new InvalidOperationException("A shared value can be read by a task of a pool only.");
        return store.Get(new SharedKey(id, version)).GetHandle<T>();
    }

    /// <summary>Reads an address.</summary>
    /// <returns>The address, or null.</returns>
    public Uri? ReadUri() => ReadString() is { } text ? new Uri(text, UriKind.RelativeOrAbsolute) : null;

    /// <summary>Reads a version.</summary>
    /// <returns>The version, or null.</returns>
    public Version? ReadVersion()
    {
        if (!ReadObjectHeader(4))
            return null;
        Memory.ReadUnmanaged(out int major, out int minor, out int build, out int revision);
        if (revision != -1)
            return new Version(major, minor, build, revision);
        return build != -1 ? new Version(major, minor, build) : new Version(major, minor);
    }

    /// <summary>Reads a big integer.</summary>
    /// <returns>The number.</returns>
    public BigInteger ReadBigInteger()
    {
        int length = ReadLength(1);
        return length < 0 ? default : new BigInteger(TakeBytes(length));
    }

    /// <summary>Reads the text of a builder.</summary>
    /// <returns>A new builder with the text, or null.</returns>
    public StringBuilder? ReadStringBuilder()
    {
        int length = ReadLength(sizeof(char));
        return length < 0 ? null : new StringBuilder().Append(MemoryMarshal.Cast<byte, char>(TakeBytes(length * sizeof(char))));
    }

    /// <summary>Reads an exception. Where its type is not well known, its nearest well-known base with the type's name in the message.</summary>
    /// <typeparam name="T">The declared type, a well-known one.</typeparam>
    /// <returns>The exception, or null.</returns>
    /// <exception cref="WireFormatException">The exception that arrived is no <typeparamref name="T"/>, or the bytes are no exception.</exception>
    public T? ReadException<T>() where T : Exception => ExceptionForm.Read(ref this) switch
    {
        null => null,
        T exception => exception,
        var other => throw new WireFormatException($"An exception of type {WellKnownExceptions.NameOf(other)} arrived where a {TypeText.Of(typeof(T))} is expected."),
    };

    private static void ThrowMemberCount(int found, int expected) =>
        throw new WireFormatException($"An object of {found} members arrived where one of {expected} is expected.");
}
