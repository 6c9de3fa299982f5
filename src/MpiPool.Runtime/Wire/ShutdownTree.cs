namespace MpiPool.Wire;

/// <summary>
/// Passes the end of the pool along the tree of ranks, so that the main rank sends two messages, not one a worker.
/// </summary>
internal static class ShutdownTree
{
    /// <summary>Sends the record to this rank's children. Called under the progress role.</summary>
    public static void Forward(FrameLink link, ShutdownRecord record)
    {
        foreach (int child in link.Tree.Children)
        {
            PayloadBuffer frame = link.Buffers.Rent();
            FrameBuilder.Begin(frame, FrameKind.Shutdown);
            FrameBuilder.Add(frame, record);
            link.Send(child, frame);
        }
    }
}
