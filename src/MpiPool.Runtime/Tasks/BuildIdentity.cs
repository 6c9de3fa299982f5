using System.Numerics;
using System.Runtime.InteropServices;

namespace MpiPool.Tasks;

/// <summary>Tells builds of a program apart, even where their tasks agree.</summary>
internal static class BuildIdentity
{
    private const int BlockSize = 64 * 1024;

    /// <summary>The version of the module; of a program that was published without reflection data, a checksum of its file.</summary>
    /// <param name="module">A type of the module that registers the tasks.</param>
    /// <returns>Equal for copies of one build.</returns>
    public static Guid Of(Type module)
    {
        try
        {
            return module.Module.ModuleVersionId;
        }
        catch (InvalidOperationException)
        {
            // What the runtime throws in such a program; there is nothing to ask before.
            return OfFile(Environment.ProcessPath);
        }
    }

    /// <summary>The length and a checksum of a file; empty where it cannot be read, for the difference it shows is only a warning.</summary>
    internal static Guid OfFile(string? path)
    {
        if (path is null)
            return Guid.Empty;
        try
        {
            using FileStream file = File.OpenRead(path);
            Span<ulong> identity = [(ulong)file.Length, 0];
            var block = new byte[BlockSize];
            uint first = 0;
            uint second = uint.MaxValue;
            while (file.ReadAtLeast(block, BlockSize, throwOnEndOfStream: false) is > 0 and int read)
            {
                // What an earlier block left behind the end must not count.
                block.AsSpan(read).Clear();
                foreach (ulong word in MemoryMarshal.Cast<byte, ulong>(block))
                {
                    first = BitOperations.Crc32C(first, word);
                    second = BitOperations.Crc32C(second, BitOperations.RotateLeft(word, 32) + first);
                }
            }
            identity[1] = ((ulong)first << 32) | second;
            return MemoryMarshal.Read<Guid>(MemoryMarshal.AsBytes(identity));
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return Guid.Empty;
        }
    }
}
