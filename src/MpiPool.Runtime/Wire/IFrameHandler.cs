namespace MpiPool.Wire;

/// <summary>Takes the frames that arrive. Called under the progress role; must not wait and must not run user code that may wait.</summary>
internal interface IFrameHandler
{
    /// <summary>
    /// Whether to look for another frame before anything else is done, after one was handled. A look that finds nothing costs as much as half a
    /// round trip.
    /// </summary>
    bool ExpectsMore => true;

    /// <summary>Handles a whole frame and takes over its reference.</summary>
    void Handle(ReceivedFrame frame);

    /// <summary>
    /// Names the memory that callers gave for results: the frame's records are there, its segments are not. The frame is handled when they are.
    /// </summary>
    void FindDestinations(ReceivedFrame frame, Span<ReceiveDestination> segments)
    {
    }
}
