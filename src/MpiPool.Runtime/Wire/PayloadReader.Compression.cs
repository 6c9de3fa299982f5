using System.Buffers;
using System.IO.Compression;
using System.Runtime.InteropServices;

namespace MpiPool.Wire;

/// <summary>Values compressed with Brotli. Room is made as bytes come out of the decoder, never for a length that is only claimed.</summary>
public ref partial struct PayloadReader
{
    // As MemoryPack's formatters have it.
    private const int MaximumDecompressedSize = 128 * 1024 * 1024;

    private const int FirstRoom = 4096;

    /// <summary>Reads a compressed array of bytes.</summary>
    /// <param name="maximumSize">The bytes an array may have.</param>
    /// <returns>The array, or null.</returns>
    /// <exception cref="WireFormatException">A length is wrong, or the bytes are not what Brotli writes.</exception>
    public byte[]? ReadBrotliArray(int maximumSize)
    {
        int length = Memory.ReadUnmanaged<int>();
        if (length is -1 or 0)
            return length == 0 ? [] : null;
        CheckSize(length, maximumSize);
        int compressed = ReadLength(1);
        if (compressed < 0)
            throw new WireFormatException("A compressed array of bytes has no bytes.");
        byte[] value = Decompress(TakeBytes(compressed), length, out int consumed, out int size);
        if (size != length || consumed != compressed)
            throw new WireFormatException($"A compressed array claims {length} bytes made of {compressed}, and has {size} made of {consumed}.");
        return value;
    }

    /// <summary>Reads a compressed string.</summary>
    /// <param name="maximumSize">The bytes a string may have as UTF-16.</param>
    /// <returns>The string, or null.</returns>
    /// <exception cref="WireFormatException">A length is wrong, or the bytes are not what Brotli writes.</exception>
    public string? ReadBrotliString(int maximumSize)
    {
        int length = Memory.ReadUnmanaged<int>();
        if (length is -1 or 0)
            return length == 0 ? "" : null;
        CheckSize((long)length * sizeof(char), maximumSize);
        byte[] utf16 = Decompress(BytesAhead(), length * sizeof(char), out int consumed, out int size);
        if (size != length * sizeof(char))
            throw new WireFormatException($"A compressed string claims {length} UTF-16 units, and has {size} bytes.");
        TakeBytes(consumed);
        return new string(MemoryMarshal.Cast<byte, char>(utf16.AsSpan(0, size)));
    }

    /// <summary>Begins to read a compressed value: until <see cref="EndBrotli"/> the reader stands in its decompressed bytes.</summary>
    /// <returns>What <see cref="EndBrotli"/> needs.</returns>
    /// <exception cref="WireFormatException">The bytes are not what Brotli writes, or are too many.</exception>
    public PrimitiveReader BeginBrotli()
    {
        // What stands at the payload's end is out of sight inside.
        if (_checksSize == 0 && _checks.IsEmpty)
            _checks = BytesAhead();
        byte[] bytes = Decompress(BytesAhead(), MaximumDecompressedSize, out int consumed, out int size);
        TakeBytes(consumed);
        PrimitiveReader outer = Memory;
        Memory = new PrimitiveReader(bytes.AsSpan(0, size));
        return outer;
    }

    /// <summary>Goes back to the bytes around the compressed value.</summary>
    /// <param name="outer">What <see cref="BeginBrotli"/> returned.</param>
    /// <exception cref="WireFormatException">Bytes of the value are left.</exception>
    public void EndBrotli(PrimitiveReader outer)
    {
        if (Memory.Remaining != 0)
            throw new WireFormatException($"{Memory.Remaining} bytes are left after a compressed value.");
        Memory = outer;
    }

    // Only the decoder knows where a compressed value ends.
    private readonly ReadOnlySpan<byte> BytesAhead()
    {
        PrimitiveReader ahead = Memory;
        return ahead.TakeBytes(ahead.Remaining);
    }

    private static void CheckSize(long length, int maximumSize)
    {
        if (length < 0 || length > maximumSize)
            throw new WireFormatException($"A compressed value claims {length} bytes, and at most {maximumSize} are allowed.");
    }

    private static byte[] Decompress(ReadOnlySpan<byte> source, int maximumSize, out int consumed, out int size)
    {
        byte[] bytes = new byte[Math.Min(maximumSize, FirstRoom)];
        consumed = size = 0;
        var decoder = default(BrotliDecoder);
        try
        {
            while (true)
            {
                OperationStatus status = decoder.Decompress(source[consumed..], bytes.AsSpan(size), out int read, out int written);
                consumed += read;
                size += written;
                if (status == OperationStatus.Done)
                    return bytes;
                if (status != OperationStatus.DestinationTooSmall || bytes.Length == maximumSize)
                    throw new WireFormatException($"A compressed value is not what Brotli writes, or larger than {maximumSize} bytes: {status} after {consumed} bytes that gave {size}.");
                Array.Resize(ref bytes, (int)Math.Min(maximumSize, bytes.Length * 2L));
            }
        }
        finally
        {
            decoder.Dispose();
        }
    }
}
