using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;

namespace MpiPool.Samples.Tests;

/// <summary>A PNG file of 8 bits a channel, red-green-blue with or without alpha, decoded without the library that wrote it.</summary>
internal sealed class PngPicture
{
    private static readonly byte[] s_signature = [0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A];
    private readonly int _channels;
    private readonly byte[] _bytes;

    private PngPicture(int width, int height, int channels, byte[] bytes)
    {
        Width = width;
        Height = height;
        _channels = channels;
        _bytes = bytes;
    }

    public int Width { get; }

    public int Height { get; }

    /// <summary>Red, green and blue of a pixel.</summary>
    public (int Red, int Green, int Blue) this[int x, int y]
    {
        get
        {
            ReadOnlySpan<byte> pixel = _bytes.AsSpan((y * Width + x) * _channels);
            return (pixel[0], pixel[1], pixel[2]);
        }
    }

    /// <summary>Reads a file.</summary>
    /// <exception cref="InvalidDataException">It is not such a PNG file.</exception>
    public static PngPicture Read(string path)
    {
        byte[] file = File.ReadAllBytes(path);
        if (!file.AsSpan().StartsWith(s_signature))
            throw new InvalidDataException($"{path} is no PNG file.");
        byte[] header = [];
        using var compressed = new MemoryStream();
        for (int at = s_signature.Length; at < file.Length;)
        {
            int length = BinaryPrimitives.ReadInt32BigEndian(file.AsSpan(at));
            string kind = Encoding.ASCII.GetString(file, at + 4, 4);
            ReadOnlySpan<byte> data = file.AsSpan(at + 8, length);
            if (kind == "IHDR")
                header = data.ToArray();
            else if (kind == "IDAT")
                compressed.Write(data);
            at += length + 12;
        }
        int channels = (header[8], header[9]) switch
        {
            (8, 2) => 3,
            (8, 6) => 4,
            _ => throw new InvalidDataException($"{path} has bit depth {header[8]} and colour type {header[9]}."),
        };
        int width = BinaryPrimitives.ReadInt32BigEndian(header);
        int height = BinaryPrimitives.ReadInt32BigEndian(header.AsSpan(4));
        compressed.Position = 0;
        return new PngPicture(width, height, channels, Unfilter(compressed, width * channels, height, channels));
    }

    // Each row stands behind a byte that says from which neighbours its bytes are differences.
    private static byte[] Unfilter(Stream compressed, int stride, int height, int channels)
    {
        using var inflated = new ZLibStream(compressed, CompressionMode.Decompress);
        var bytes = new byte[stride * height];
        for (int y = 0; y < height; y++)
        {
            int filter = inflated.ReadByte();
            Span<byte> row = bytes.AsSpan(y * stride, stride);
            inflated.ReadExactly(row);
            ReadOnlySpan<byte> above = y == 0 ? new byte[stride] : bytes.AsSpan((y - 1) * stride, stride);
            for (int i = 0; i < stride; i++)
            {
                int left = i < channels ? 0 : row[i - channels];
                int aboveLeft = i < channels ? 0 : above[i - channels];
                row[i] += filter switch
                {
                    0 => 0,
                    1 => (byte)left,
                    2 => above[i],
                    3 => (byte)((left + above[i]) / 2),
                    4 => (byte)Paeth(left, above[i], aboveLeft),
                    _ => throw new InvalidDataException($"Filter {filter} is unknown."),
                };
            }
        }
        return bytes;
    }

    private static int Paeth(int left, int above, int aboveLeft)
    {
        int estimate = left + above - aboveLeft;
        int toLeft = Math.Abs(estimate - left);
        int toAbove = Math.Abs(estimate - above);
        int toAboveLeft = Math.Abs(estimate - aboveLeft);
        return toLeft <= toAbove && toLeft <= toAboveLeft ? left : toAbove <= toAboveLeft ? above : aboveLeft;
    }
}
