using MpiPool.Transports;

namespace MpiPool.Wire;

/// <summary>Passes a shared value on along the tree of ranks, from the memory it was received into, or by the name of the mapping that it stands in.</summary>
internal static class SharedForwarding
{
    /// <summary>Sends the frame to this rank's children; where there was no memory for the value, the word that it is lost. Under the progress role.</summary>
    public static void Forward(ReceivedFrame frame, in ShareRecord record, FrameLink link)
    {
        RankTree tree = link.Tree;
        for (int i = 0; i < tree.Children.Length; i++)
        {
            PayloadBuffer bytes = link.Buffers.Rent();
            FrameBuilder.Begin(bytes, FrameKind.Share);
            if (record.IsLost || frame.HasRefused)
            {
                FrameBuilder.Add(bytes, new ShareRecord { Key = record.Key, SegmentCount = -1 });
                link.Send(tree.Children[i], bytes);
                continue;
            }
            FrameBuilder.Add(bytes, record);
            long offset = ShareRecord.Size;
            ReadOnlySpan<byte> value = frame.Bytes(ref offset, record.Length);
            value.CopyTo(bytes.ReserveSpan(value.Length));
            frame.AddSegmentsTo(bytes);
            if (tree.IsLocal(i) && frame.Mapping is { } hold && hold.TryAddUser())
                link.SendNamed(tree.Children[i], record.Key, bytes, hold);
            else
                link.Send(tree.Children[i], bytes);
        }
    }

    /// <summary>Maps a value that came by name and tells its sender whether that went well. False where the bytes are to come.</summary>
    public static bool TryMap(ReceivedFrame frame, in ShareRecord record, FrameLink link)
    {
        long offset = ShareRecord.Size + (long)record.Length;
        HostMapping? mapping = HostMapping.TryOpen(frame.Read<MappingReference>(ref offset));
        if (mapping is not null)
            frame.SetMapping(mapping);
        PayloadBuffer answer = link.Buffers.Rent();
        FrameBuilder.Begin(answer, FrameKind.ShareAnswer);
        FrameBuilder.Add(answer, new ShareAnswerRecord { Key = record.Key, IsRefused = mapping is null ? 1 : 0 });
        link.Send(frame.Source, answer);
        return mapping is not null;
    }
}
