using MpiPool.Tasks;
using MpiPool.Transports.InProcess;
using MpiPool.Wire;

namespace MpiPool.Runtime.Tests;

/// <summary>A shared value on the main rank that is replaced while calls take it with them.</summary>
public sealed class SharedSourceTests
{
    private static readonly TimeSpan s_limit = TimeSpan.FromMinutes(2);

    private readonly SharedSender _sender;

    public SharedSourceTests()
    {
        var transport = new InProcessTransport(new InProcessHub(2), 0);
        _sender = new SharedSender(new FrameLink(transport), transport);
    }

    [Fact]
    public void Replace_WhileItIsWritten_CallsTakeTheVersionBefore()
    {
        SharedVersion? taken = null;
        SharedSource<Hooked> source = Make();
        var next = new Hooked { OnWrite = () => OnAnotherThread(() => taken = source.Use()) };
        source.Replace(next);
        Assert.Equal(0, taken?.Key.Version);
        Assert.Equal(1, source.Use().Key.Version);
        Assert.Same(next, source.Value);
    }

    [Fact]
    public void Replace_DisposedMeanwhile_SaysSoAndFreesBoth()
    {
        SharedSource<Hooked> source = Make();
        Assert.Throws<ObjectDisposedException>(() => source.Replace(new Hooked { OnWrite = () => OnAnotherThread(source.Dispose) }));
        // Neither was sent: both are dropped.
        Assert.True(_sender.HasRequests);
        Assert.True(_sender.ProcessRequests());
        Assert.Throws<ObjectDisposedException>(source.Use);
    }

    [Fact]
    public void Replace_ByAValueThatCannotBeWritten_LeavesTheOneBefore()
    {
        SharedSource<Hooked> source = Make();
        Assert.Throws<InvalidOperationException>(() => source.Replace(new Hooked { OnWrite = static () => throw new NotSupportedException() }));
        Assert.Equal(0, source.Version);
        source.Replace(new Hooked());
        Assert.Equal(1, source.Use().Key.Version);
    }

    [Fact]
    public void Replace_ByTheCodeThatWritesTheNextValue_IsRefused()
    {
        SharedSource<Hooked> source = Make();
        var error = Assert.Throws<InvalidOperationException>(() => source.Replace(new Hooked { OnWrite = () => source.Replace(new Hooked()) }));
        Assert.Contains("was replaced by the code that writes its next value", error.ToString(), StringComparison.Ordinal);
        Assert.Equal(0, source.Version);
    }

    private static void OnAnotherThread(Action act)
    {
        var thread = new Thread(() => act()) { IsBackground = true };
        thread.Start();
        thread.Join(s_limit);
    }

    private SharedSource<Hooked> Make()
    {
        SharedCodecs.Register(new Codec());
        return new SharedSource<Hooked>(_sender, new Hooked(), eager: false, static () => { });
    }

    private sealed class Hooked
    {
        public Action? OnWrite { get; init; }
    }

    private sealed class Codec : SharedCodec<Hooked>
    {
        public override void Write(ref PayloadWriter writer, Hooked value)
        {
            value.OnWrite?.Invoke();
            writer.Memory.WriteUnmanaged(42);
        }

        public override Hooked Read(ref PayloadReader reader) => throw new NotSupportedException();
    }
}
