using MpiPool.Tasks;
using MpiPool.Transports.InProcess;
using MpiPool.Wire;

namespace MpiPool.Runtime.Tests;

/// <summary>A shared value of a worker that is read by a task while frames of calls come that name it.</summary>
public sealed class SharedEntryTests : IFrameHandler
{
    private static readonly TimeSpan s_limit = TimeSpan.FromMinutes(2);
    private static readonly SharedKey s_key = new(3, 0);

    private readonly FrameLink[] _links;
    private ReceivedFrame? _frame;

    public SharedEntryTests()
    {
        var hub = new InProcessHub(2);
        _links = [new FrameLink(new InProcessTransport(hub, 0)), new FrameLink(new InProcessTransport(hub, 1))];
    }

    [Fact]
    public void ValueIsRead_WhileItsFramesComeAndGo_NoneWaitsForIt()
    {
        bool went = false;
        SharedEntry entry = Receive(() => went = OnAnotherThread(static entry =>
        {
            entry.AddUser();
            entry.RemoveUser();
        }));
        Assert.Equal(42, entry.GetValue<Hooked>().Number);
        Assert.True(went, "The traffic waited for the value's own code.");
    }

    [Fact]
    public void ValueIsFreed_WhileItIsRead_ReadIsRightAndNothingStays()
    {
        SharedEntry entry = Receive(() => OnAnotherThread(static entry => entry.Free()));
        Assert.Equal(42, entry.GetValue<Hooked>().Number);
        Assert.Equal(0, _links[1].Shared.Count);
    }

    [Fact]
    public void ValueWasFreed_BeforeItsFirstUse_SaysSo()
    {
        SharedEntry entry = Receive(static () => { });
        entry.Free();
        var error = Assert.Throws<ObjectDisposedException>(() => entry.GetValue<Hooked>());
        Assert.Contains("the task that it was an argument of has ended", error.Message, StringComparison.Ordinal);
    }

    void IFrameHandler.Handle(ReceivedFrame frame) => _frame = frame;

    private bool OnAnotherThread(Action<SharedEntry> act)
    {
        var thread = new Thread(() => act(_links[1].Shared.Get(s_key))) { IsBackground = true };
        thread.Start();
        return thread.Join(s_limit);
    }

    private SharedEntry Receive(Action onRead)
    {
        SharedCodecs.Register(new Codec { OnRead = onRead });
        PayloadBuffer frame = _links[0].Buffers.Rent();
        FrameBuilder.Begin(frame, FrameKind.Share);
        FrameBuilder.Add(frame, new ShareRecord { Key = s_key, Length = sizeof(int) });
        frame.At<int>(frame.Reserve(sizeof(int))) = 42;
        _links[0].Send(1, frame);
        Assert.True(_links[1].Poll(this));
        long offset = 0;
        SharedEntry entry = _links[1].Shared.Get(s_key);
        entry.SetFrame(_frame!, _frame!.Read<ShareRecord>(ref offset));
        _frame.Release();
        return entry;
    }

    private sealed record Hooked(int Number);

    private sealed class Codec : SharedCodec<Hooked>
    {
        public Action? OnRead { get; init; }

        public override void Write(ref PayloadWriter writer, Hooked value) => writer.Memory.WriteUnmanaged(value.Number);

        public override Hooked Read(ref PayloadReader reader)
        {
            OnRead?.Invoke();
            return new Hooked(reader.Memory.ReadUnmanaged<int>());
        }
    }
}
