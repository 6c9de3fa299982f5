namespace MpiPool.Wire;

/// <summary>Takes the frames that arrive. Called under the progress role; must not wait and must not run user code that may wait.</summary>
internal interface IFrameHandler
{
    /// <summary>Handles a whole frame and takes over its reference.</summary>
    void Handle(ReceivedFrame frame);

    /// <summary>
    /// Names the memory that callers gave for results: the frame's records are there, its segments are not. The frame is handled when they are.
    /// </summary>
    void FindDestinations(ReceivedFrame frame, Span<ReceiveDestination> segments)
    {
    }
}
