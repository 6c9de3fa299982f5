using MpiPool.Wire;

namespace MpiPool.Serving;

/// <summary>A call that has arrived and has not begun. Holds a reference to its frame.</summary>
/// <param name="Frame">Where the arguments are.</param>
/// <param name="Record">The call.</param>
/// <param name="Offset">Where its arguments begin among the frame's records.</param>
/// <param name="FirstSegment">Its first segment in the frame.</param>
/// <param name="WantsToken">Whether the task takes a context or a token.</param>
/// <param name="Description">What else the task may ask about its call; null for most.</param>
/// <param name="IsTargeted">Whether no other worker may run it.</param>
/// <param name="Chunk">The items of a map, in place of one call; null for a call.</param>
internal readonly record struct QueuedCall(ReceivedFrame Frame, CallRecord Record, long Offset, int FirstSegment, bool WantsToken, CallDescription? Description, bool IsTargeted = false, ChunkWork? Chunk = null)
{
    /// <summary>A reader of the arguments.</summary>
    public PayloadReader CreateReader() => Frame.CreateReader(Offset, Record.Length, FirstSegment, Record.SegmentCount);
}
