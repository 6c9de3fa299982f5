using System.Runtime.InteropServices;

namespace MpiPool.Wire;

/// <summary>The memory that a caller gave for one segment of a frame, if any did.</summary>
/// <param name="Memory">Pins it; null where nobody gave any.</param>
/// <param name="Index">The result's place in its sink.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct ReceiveDestination(IReceiveDestination? Memory, int Index);
