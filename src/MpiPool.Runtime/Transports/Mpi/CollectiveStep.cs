using System.Runtime.InteropServices;

namespace MpiPool.Transports.Mpi;

/// <summary>What a rank tells the others at the start of everything they do together.</summary>
/// <param name="Kind">What it does.</param>
/// <param name="Root">With whom, where that matters; of <see cref="CollectiveKind.Open"/> the main rank, or <see cref="Unset"/>.</param>
/// <param name="Length">How many bytes it gives.</param>
/// <param name="Host">Of <see cref="CollectiveKind.Open"/> the hash of its host's name.</param>
/// <param name="Doorbells">Of <see cref="CollectiveKind.Open"/> the doorbells of the main rank's host, where it has made them.</param>
[StructLayout(LayoutKind.Sequential)]
internal readonly record struct CollectiveStep(CollectiveKind Kind, int Root, long Length, ulong Host = 0, MappingReference Doorbells = default)
{
    /// <summary>Of a rank that was not told the main rank.</summary>
    public const int Unset = -1;
}
