using System.Collections.Concurrent;
using MpiPool.Transports;
using MpiPool.Wire;

namespace MpiPool.Serving;

/// <summary>The messages between members of task groups: from worker to worker, over the pool's own frames.</summary>
internal sealed class GroupTraffic(FrameLink link, Transport transport)
{
    private readonly ConcurrentQueue<(int Destination, PayloadBuffer Frame)> _outgoing = new();

    /// <summary>What has come.</summary>
    public GroupMailboxes Mailboxes { get; } = new();

    /// <summary>Whether messages wait to be sent. Any thread.</summary>
    public bool HasUnsent => !_outgoing.IsEmpty;

    /// <summary>Sends a message to a member. Any thread.</summary>
    /// <exception cref="InvalidOperationException">Its parts are too long for one message.</exception>
    public void Send(GroupMember member, int destination, GroupMessage message)
    {
        PayloadBuffer frame = link.Buffers.Rent();
        try
        {
            Write(frame, member, message);
        }
        catch
        {
            link.Buffers.Return(frame);
            throw;
        }
        _outgoing.Enqueue((member.Ranks[destination], frame));
        transport.Wake();
    }

    /// <summary>Starts to send what waits. Under the progress role.</summary>
    public void Flush()
    {
        while (_outgoing.TryDequeue(out (int Destination, PayloadBuffer Frame) message))
            link.Send(message.Destination, message.Frame);
    }

    /// <summary>Takes a frame that another worker sent.</summary>
    /// <exception cref="WireFormatException">It ends before its parts do.</exception>
    public void Receive(ReceivedFrame frame)
    {
        long offset = 0;
        GroupRecord record = frame.Read<GroupRecord>(ref offset);
        var parts = new List<byte[]>();
        for (int i = 0; i < record.Parts; i++)
            parts.Add(frame.Bytes(ref offset, frame.Read<int>(ref offset)).ToArray());
        Mailboxes.Post(record.Group, record.Source, new GroupMessage((CollectiveKind)record.Kind, record.Root, [.. parts]));
        transport.Wake();
    }

    private static void Write(PayloadBuffer frame, GroupMember member, GroupMessage message)
    {
        FrameBuilder.Begin(frame, FrameKind.Group);
        nint offset = frame.Reserve(System.Runtime.CompilerServices.Unsafe.SizeOf<GroupRecord>());
        nint start = frame.Length;
        foreach (byte[] part in message.Parts)
        {
            nint length = frame.Reserve(sizeof(int));
            frame.At<int>(length) = part.Length;
            part.CopyTo(frame.ReserveSpan(part.Length));
        }
        frame.At<GroupRecord>(offset) = new GroupRecord
        {
            Group = member.Id,
            Source = member.Index,
            Kind = (int)message.Kind,
            Root = message.Root,
            Parts = message.Parts.Length,
            Length = FrameBuilder.PayloadLength(frame, start),
        };
        frame.At<FrameHeader>(0).Count++;
    }
}
