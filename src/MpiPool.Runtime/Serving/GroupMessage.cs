using MpiPool.Transports;

namespace MpiPool.Serving;

/// <summary>What a member of a task group has told this one.</summary>
/// <param name="Kind">What it does.</param>
/// <param name="Root">With which member.</param>
/// <param name="Parts">What it gives.</param>
internal sealed record GroupMessage(CollectiveKind Kind, int Root, byte[][] Parts);
