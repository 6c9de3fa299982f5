using System.Runtime.InteropServices;

namespace MpiPool.Wire;

/// <summary>Names a version of a shared value, in frames and on ranks: 8 bytes.</summary>
/// <param name="Id">The value's number, given by the main rank.</param>
/// <param name="Version">How often it was replaced.</param>
[StructLayout(LayoutKind.Sequential, Pack = 4)]
internal readonly record struct SharedKey(int Id, int Version)
{
    public const int Size = 8;
}
