namespace MpiPool.Transports;

/// <summary>A message that has arrived and is matched, but not yet received.</summary>
/// <param name="Source">The rank that sent it.</param>
/// <param name="Length">Its length in bytes.</param>
/// <param name="Handle">What the transport needs to receive it; opaque.</param>
internal readonly record struct ProbedMessage(int Source, int Length, nint Handle);
