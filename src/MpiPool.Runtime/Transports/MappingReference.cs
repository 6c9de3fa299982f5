using System.Runtime.InteropServices;

namespace MpiPool.Transports;

/// <summary>Names a <see cref="HostMapping"/> to other processes of the host, in frames: 32 bytes.</summary>
[StructLayout(LayoutKind.Sequential, Pack = 4)]
internal struct MappingReference
{
    public const int Size = 32;

    /// <summary>A process that has it.</summary>
    public int ProcessId;

    /// <summary>Its descriptor there.</summary>
    public int Descriptor;

    /// <summary>Bytes.</summary>
    public long Length;

    /// <summary>What its first page holds.</summary>
    public Guid Nonce;
}
