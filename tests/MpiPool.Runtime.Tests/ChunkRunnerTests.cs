using System.Collections.Concurrent;
using MpiPool.Serving;
using MpiPool.Tasks;
using MpiPool.Transports.InProcess;
using MpiPool.Wire;

namespace MpiPool.Runtime.Tests;

/// <summary>A chunk on the worker whose items all fail before any of them begins.</summary>
public sealed class ChunkRunnerTests : IFrameHandler
{
    private const int Items = 3;
    private static readonly TaskCatalog s_catalog = TaskCatalog.Create<Module>();

    private ReceivedFrame? _frame;

    [Fact]
    public void Columns_ThatThrowBeforeTheirFirstItem_FailEachItemOnce()
    {
        var hub = new InProcessHub(2);
        FrameLink main = new(new InProcessTransport(hub, 0)), worker = new(new InProcessTransport(hub, 1));
        PayloadBuffer frame = main.Buffers.Rent();
        var record = new ChunkRecord { Slot = 4, Items = Items, Columns = 1 };
        FrameBuilder.Begin(frame, FrameKind.Chunk);
        FrameBuilder.Add(frame, record);
        main.Send(1, frame);
        Assert.True(worker.Poll(this));
        var chunks = new ChunkTable();
        var chunk = new ChunkWork(record, ChunkRecord.Size);
        chunks.Add(chunk);
        var outgoing = new ConcurrentQueue<PayloadBuffer>();

        new ChunkRunner(s_catalog, chunks, worker.Buffers, outgoing, drive: null).Run(_frame!, chunk);

        Assert.Equal(Items, NoRoomTask.Instance.Runs);
        Assert.True(outgoing.TryDequeue(out PayloadBuffer? results));
        ChunkResultRecord result = results.At<ChunkResultRecord>(FrameHeader.Size);
        Assert.Equal((4, Items, Items), (result.Slot, result.Begun, result.Failed));
        worker.Buffers.Return(results);
    }

    void IFrameHandler.Handle(ReceivedFrame frame) => _frame = frame;

    private sealed class Module : ITaskModule
    {
        public static void Register(TaskCatalogBuilder builder) => builder.Add(NoRoomTask.Instance);
    }

    /// <summary>There is no room for its results; but for the test's sake it does not say so for ever.</summary>
    private sealed class NoRoomTask() : SyncTaskEntry(TestTask.Fnv("NoRoom"), "Test.NoRoom", "(i8)->i8", TaskTraits.Columns)
    {
        public static readonly NoRoomTask Instance = new();

        public int Runs { get; private set; }

        public override void Invoke(ref PayloadReader arguments, ref PayloadWriter result, TaskContext context) => throw new NotSupportedException();

        public override void InvokeColumns(ref ChunkColumns chunk)
        {
            if (++Runs < 10 * Items)
                throw new InsufficientMemoryException();
        }
    }
}
