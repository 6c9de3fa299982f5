using MpiPool.Transports;
using MpiPool.Transports.InProcess;

namespace MpiPool.Runtime.Tests;

/// <summary>Hands everything on, for tests that override what they want to see or to hold up.</summary>
internal abstract class DelegatingTransport(InProcessTransport inner) : Transport
{
    public override int Rank => inner.Rank;

    public override int Size => inner.Size;

    public override string HostName => inner.HostName;

    public override string Description => inner.Description;

    public override bool IsInProcess => inner.IsInProcess;

    public override object? SharedState => inner.SharedState;

    public override int RanksOnHost => inner.RanksOnHost;

    public override bool WakesOnArrival => inner.WakesOnArrival;

    public override bool RoleMayMove => inner.RoleMayMove;

    public override void RunOnProgressThread(Action loop) => inner.RunOnProgressThread(loop);

    public override bool TryProbe(int tag, out ProbedMessage message) => inner.TryProbe(tag, out message);

    public override TransportRequest StartReceive(in ProbedMessage message, nint address) => inner.StartReceive(message, address);

    public override TransportRequest StartReceive(int source, int tag, nint address, int length) => inner.StartReceive(source, tag, address, length);

    public override TransportRequest StartSend(int destination, int tag, nint address, int length) => inner.StartSend(destination, tag, address, length);

    public override TransportRequest StartBarrier() => inner.StartBarrier();

    public override TransportRequest StartAllGather(nint send, nint receive, int length) => inner.StartAllGather(send, receive, length);

    public override TransportRequest StartBroadcast(int root, nint address, int length) => inner.StartBroadcast(root, address, length);

    public override bool Test(ref TransportRequest request) => inner.Test(ref request);

    public override void Abort(int exitCode, string reason) => inner.Abort(exitCode, reason);

    public override bool WaitForActivity(int microseconds) => inner.WaitForActivity(microseconds);

    public override void Wake() => inner.Wake();

    public override void Sleep(int microseconds) => inner.Sleep(microseconds);

    public override string? FindFailure() => inner.FindFailure();

    public override void Close() => inner.Close();
}
