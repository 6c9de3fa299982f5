namespace MpiPool.Transports;

/// <summary>The communicator of a process that is alone.</summary>
internal sealed class SingleLink : CommunicatorLink
{
    public override int Rank => 0;

    public override int Size => 1;

    public override string HostName { get; } = Environment.MachineName;

    public override byte[][] AllGather(CollectiveKind kind, int root, byte[] own)
    {
        ThrowIfPoolOpen(kind);
        return [own];
    }

    public override byte[] Broadcast(int root, byte[] own)
    {
        ThrowIfPoolOpen(CollectiveKind.Broadcast);
        return own;
    }

    public override CommunicatorLink Split(int color, int key)
    {
        ThrowIfPoolOpen(CollectiveKind.Split);
        return new SingleLink();
    }

    public override void OpenTransport(int? mainRank, Action<Transport> begin) => ThrowIfPoolOpen(CollectiveKind.Open);
}
