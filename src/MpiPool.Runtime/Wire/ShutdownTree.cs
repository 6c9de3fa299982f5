using MpiPool.Transports;

namespace MpiPool.Wire;

/// <summary>
/// Passes the end of the pool along a binary tree (rank r to ranks 2r+1 and 2r+2), so that the main rank sends two messages, not one a worker.
/// </summary>
internal static class ShutdownTree
{
    /// <summary>Sends the record to this rank's children. Called under the progress role.</summary>
    public static void Forward(FrameLink link, Transport transport, ShutdownRecord record)
    {
        for (int child = 2 * transport.Rank + 1; child <= 2 * transport.Rank + 2 && child < transport.Size; child++)
        {
            PayloadBuffer frame = link.Buffers.Rent();
            FrameBuilder.Begin(frame, FrameKind.Shutdown);
            FrameBuilder.Add(frame, record);
            link.Send(child, frame);
        }
    }
}
