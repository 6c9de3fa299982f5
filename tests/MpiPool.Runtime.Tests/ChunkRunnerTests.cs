using System.Collections.Concurrent;
using System.Text;
using MpiPool.Serving;
using MpiPool.Tasks;
using MpiPool.Transports.InProcess;
using MpiPool.Wire;

namespace MpiPool.Runtime.Tests;

/// <summary>Chunks on the worker whose results find no room.</summary>
public sealed class ChunkRunnerTests : IFrameHandler
{
    private const int Items = 3;
    private static readonly TaskCatalog s_catalog = TaskCatalog.Create<Module>();

    private ReceivedFrame? _frame;

    [Fact]
    public void Columns_ThatThrowBeforeTheirFirstItem_FailEachItemOnce()
    {
        ChunkResultRecord result = Run(NoRoomTask.Instance, columns: true, mostBytes: int.MaxValue, out _);
        Assert.Equal(Items, NoRoomTask.Instance.Runs);
        Assert.Equal((4, Items, Items), (result.Slot, result.Begun, result.Failed));
    }

    [Fact]
    public void Rows_ThatFindNoRoomBesideTheOthers_FailAlone()
    {
        ChunkResultRecord result = Run(SixtyBytesTask.Instance, columns: false, mostBytes: 100, out string text);
        Assert.Equal((4, Items, Items - 1), (result.Slot, result.Begun, result.Failed));
        Assert.Contains("those of a chunk may take 100. Set a smaller MapOptions.ChunkSize", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Row_ThatFindsNoRoomByItself_FailsAlone()
    {
        ChunkResultRecord result = Run(SixtyBytesTask.Instance, columns: false, mostBytes: 50, out string text);
        Assert.Equal((4, Items), (result.Slot, result.Begun));
        Assert.Contains("without its large arrays; one may take 50", text, StringComparison.Ordinal);
    }

    // One chunk; text is all that came back, as text.
    private ChunkResultRecord Run(TaskEntry task, bool columns, int mostBytes, out string text)
    {
        var hub = new InProcessHub(2);
        FrameLink main = new(new InProcessTransport(hub, 0)), worker = new(new InProcessTransport(hub, 1));
        PayloadBuffer frame = main.Buffers.Rent();
        var record = new ChunkRecord { TaskIndex = s_catalog.Entries.IndexOf(task), Slot = 4, Items = Items, Columns = columns ? 1 : 0 };
        FrameBuilder.Begin(frame, FrameKind.Chunk);
        FrameBuilder.Add(frame, record);
        for (int row = 0; row < Items; row++)
            frame.ReserveSpan(RowHeader.Size).Clear();
        main.Send(1, frame);
        Assert.True(worker.Poll(this));
        var chunks = new ChunkTable();
        var chunk = new ChunkWork(record, ChunkRecord.Size);
        chunks.Add(chunk);
        var outgoing = new ConcurrentQueue<PayloadBuffer>();

        new ChunkRunner(s_catalog, chunks, worker.Buffers, outgoing, drive: null) { MostBytes = mostBytes }.Run(_frame!, chunk);

        Assert.True(outgoing.TryDequeue(out PayloadBuffer? results));
        ChunkResultRecord result = results.At<ChunkResultRecord>(FrameHeader.Size);
        text = Encoding.Latin1.GetString(results.WritableSpan(0, (int)results.Length));
        worker.Buffers.Return(results);
        return result;
    }

    void IFrameHandler.Handle(ReceivedFrame frame) => _frame = frame;

    private sealed class Module : ITaskModule
    {
        public static void Register(TaskCatalogBuilder builder)
        {
            builder.Add(NoRoomTask.Instance);
            builder.Add(SixtyBytesTask.Instance);
        }
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

    private sealed class SixtyBytesTask() : SyncTaskEntry(TestTask.Fnv("SixtyBytes"), "Test.SixtyBytes", "()->s60", TaskTraits.None)
    {
        public static readonly SixtyBytesTask Instance = new();

        public override void Invoke(ref PayloadReader arguments, ref PayloadWriter result, TaskContext context)
        {
            for (int i = 0; i < 15; i++)
                result.Memory.WriteUnmanaged(i);
        }
    }
}
