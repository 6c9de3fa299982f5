using MpiPool.Serving;
using MpiPool.Transports;
using MpiPool.Wire;

namespace MpiPool;

/// <summary>
/// The workers that run a task together: what <see cref="TaskContext.Group"/> is in a task of <see cref="WorkerPool.RunGroup{TResult}(TaskCall{TResult}, int, CancellationToken)"/>. Valid until the task ends.
/// A member that ends, or does something else, while others wait for it makes them throw <see cref="InvalidOperationException"/>; a cancel of the
/// group makes them throw <see cref="OperationCanceledException"/>.
/// </summary>
public sealed class TaskGroup : RankGroup
{
    private readonly Worker _worker;
    private readonly GroupMember _member;
    private readonly CancellationToken _cancellation;
    private bool _hasEnded;

    internal TaskGroup(Worker worker, GroupMember member, CancellationToken cancellation)
    {
        _worker = worker;
        _member = member;
        _cancellation = cancellation;
    }

    /// <summary>This member, from 0. Members are in the order of their ranks in the pool.</summary>
    public override int Rank => _member.Index;

    /// <summary>The number of members.</summary>
    public override int Size => _member.Ranks.Length;

    /// <summary>Tells the others that this member's task has ended, so that none waits for it. Once: a result that proves too long is followed by its error.</summary>
    internal void End()
    {
        if (_hasEnded)
            return;
        _hasEnded = true;
        for (int other = 0; other < Size; other++)
        {
            if (other != Rank)
                _worker.Groups.Send(_member, other, new GroupMessage(CollectiveKind.End, 0, []));
        }
        _worker.Groups.Mailboxes.End(_member.Id, Size);
    }

    // Member 0 collects and hands out: two messages a member, in whatever order they come.
    private protected override byte[][] AllGather(CollectiveKind kind, int root, byte[] own)
    {
        if (Rank != 0)
        {
            _worker.Groups.Send(_member, 0, new GroupMessage(kind, root, [own]));
            return Receive(0, kind, root).Parts;
        }
        var all = new byte[Size][];
        all[0] = own;
        for (int other = 1; other < Size; other++)
            all[other] = Receive(other, kind, root).Parts[0];
        for (int other = 1; other < Size; other++)
            _worker.Groups.Send(_member, other, new GroupMessage(kind, root, all));
        return all;
    }

    private protected override byte[] BroadcastBytes(int root, byte[] own)
    {
        if (Rank != root)
            return Receive(root, CollectiveKind.Broadcast, root).Parts[0];
        for (int other = 0; other < Size; other++)
        {
            if (other != root)
                _worker.Groups.Send(_member, other, new GroupMessage(CollectiveKind.Broadcast, root, [own]));
        }
        return own;
    }

    private GroupMessage Receive(int source, CollectiveKind kind, int root)
    {
        GroupMessage message = _worker.ReceiveFromGroup(_member, source, _cancellation);
        if (message.Kind == kind && message.Root == root)
            return message;
        string what = message.Kind == CollectiveKind.End ? "has ended" : CollectiveNames.Of(message.Kind);
        throw new InvalidOperationException($"Member {source} of the task group {what}, while member {Rank} of {Size} {CollectiveNames.Of(kind)}. All members must do the same, in the same order, with the same root.");
    }
}
