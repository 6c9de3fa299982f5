using MpiPool.Transports;

namespace MpiPool.Wire;

/// <summary>Passes a shared value on along the tree of ranks, from the memory it was received into.</summary>
internal static class SharedForwarding
{
    /// <summary>Sends the frame to this rank's children. Under the progress role.</summary>
    /// <exception cref="InsufficientMemoryException">The value could not be received, for there was no memory.</exception>
    public static void Forward(ReceivedFrame frame, in ShareRecord record, FrameLink link, Transport transport)
    {
        foreach (int child in RankTree.Children(transport))
        {
            PayloadBuffer copy = link.Buffers.Rent();
            FrameBuilder.Begin(copy, FrameKind.Share);
            FrameBuilder.Add(copy, record);
            long offset = ShareRecord.Size;
            ReadOnlySpan<byte> bytes = frame.Bytes(ref offset, record.Length);
            bytes.CopyTo(copy.ReserveSpan(bytes.Length));
            frame.AddSegmentsTo(copy);
            link.Send(child, copy);
        }
    }
}
