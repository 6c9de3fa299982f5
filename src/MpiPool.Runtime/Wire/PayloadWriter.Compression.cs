using System.Buffers;
using System.IO.Compression;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace MpiPool.Wire;

/// <summary>Values compressed with Brotli, as MemoryPack's attributes ask for it.</summary>
public ref partial struct PayloadWriter
{
    /// <summary>Writes an array of bytes, compressed: both lengths and the compressed bytes.</summary>
    /// <param name="value">The array; may be null.</param>
    /// <param name="quality">Brotli's quality, 0 to 11.</param>
    /// <param name="window">The bits of Brotli's window, 10 to 24.</param>
    public void WriteBrotliArray(byte[]? value, int quality, int window)
    {
        if (value is null || value.Length == 0)
        {
            Memory.WriteCollectionHeader(value is null ? -1 : 0);
            return;
        }
        int room = BrotliEncoder.GetMaxCompressedLength(value.Length) + (2 * sizeof(int));
        ref byte head = ref Memory.GetSpanReference(room);
        int size = Compress(value, MemoryMarshal.CreateSpan(ref head, room)[(2 * sizeof(int))..], quality, window, isWhole: true);
        Unsafe.WriteUnaligned(ref head, value.Length);
        Unsafe.WriteUnaligned(ref Unsafe.Add(ref head, sizeof(int)), size);
        Memory.Advance(size + (2 * sizeof(int)));
    }

    /// <summary>Writes a string, compressed: its length and its compressed UTF-16.</summary>
    /// <param name="value">The string; may be null.</param>
    /// <param name="quality">Brotli's quality, 0 to 11.</param>
    /// <param name="window">The bits of Brotli's window, 10 to 24.</param>
    public void WriteBrotliString(string? value, int quality, int window)
    {
        if (value is null || value.Length == 0)
        {
            Memory.WriteCollectionHeader(value is null ? -1 : 0);
            return;
        }
        ReadOnlySpan<byte> bytes = MemoryMarshal.AsBytes(value.AsSpan());
        int room = BrotliEncoder.GetMaxCompressedLength(bytes.Length) + sizeof(int);
        ref byte head = ref Memory.GetSpanReference(room);
        int size = Compress(bytes, MemoryMarshal.CreateSpan(ref head, room)[sizeof(int)..], quality, window, isWhole: true);
        Unsafe.WriteUnaligned(ref head, value.Length);
        Memory.Advance(size + sizeof(int));
    }

    /// <summary>Begins a value that is compressed when it is whole.</summary>
    /// <returns>What <see cref="EndBrotli"/> needs.</returns>
    public nint BeginBrotli()
    {
        _membersDepth++;
        return Position;
    }

    /// <summary>Puts the compressed value in the place of the value.</summary>
    /// <param name="start">What <see cref="BeginBrotli"/> returned.</param>
    /// <param name="quality">Brotli's quality, 0 to 11.</param>
    /// <param name="window">The bits of Brotli's window, 10 to 24.</param>
    public void EndBrotli(nint start, int quality, int window)
    {
        Memory.Flush();
        _membersDepth--;
        nint length = Payload.Length - start;
        if (length > int.MaxValue)
            throw TooLarge(length);
        byte[] compressed = ArrayPool<byte>.Shared.Rent(BrotliEncoder.GetMaxCompressedLength((int)length));
        try
        {
            int size = Compress(Payload.From(start), compressed, quality, window, isWhole: false);
            Payload.Truncate(start, Payload.Segments.Length);
            compressed.AsSpan(0, size).CopyTo(MemoryMarshal.CreateSpan(ref Memory.GetSpanReference(size), size));
            Memory.Advance(size);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(compressed);
        }
    }

    /// <summary>Compresses; whole in one step, or in two, which gives other bytes: those that MemoryPack gives.</summary>
    private static int Compress(ReadOnlySpan<byte> source, Span<byte> destination, int quality, int window, bool isWhole)
    {
        var encoder = new BrotliEncoder(quality, window);
        try
        {
            int size = CompressBlock(ref encoder, source, destination, isWhole);
            return isWhole ? size : size + CompressBlock(ref encoder, default, destination[size..], isFinal: true);
        }
        finally
        {
            encoder.Dispose();
        }
    }

    private static int CompressBlock(ref BrotliEncoder encoder, ReadOnlySpan<byte> source, Span<byte> destination, bool isFinal)
    {
        OperationStatus status = encoder.Compress(source, destination, out _, out int size, isFinal);
        return status == OperationStatus.Done ? size : throw new InvalidOperationException($"Brotli could not compress {source.Length} bytes: {status}.");
    }
}
