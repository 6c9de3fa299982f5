using System.Collections.Concurrent;
using MpiPool.Serving;
using MpiPool.Serving.Reductions;
using MpiPool.Tasks;
using MpiPool.Transports.InProcess;
using MpiPool.Wire;

namespace MpiPool.Runtime.Tests;

/// <summary>
/// A run of asynchronous items that is given up: with its answer goes its frame, of which memory is lent to the items, so that it comes after the last one.
/// </summary>
public sealed class ItemFoldTests : IDisposable
{
    private static readonly TimeSpan s_limit = TimeSpan.FromMinutes(2);
    private static readonly ConcurrentDictionary<long, TaskCompletionSource<long>> s_ends = new();
    private static readonly AsyncTestTask s_waiting = new("Waiting", static (x, _) => s_ends[x].Task);
    private static readonly AsyncTestTask s_acting = new("Acting", static (x, _) => Task.FromResult(Acts.Do(x)));
    private static readonly TaskCatalog s_catalog = TaskCatalog.Create<Module>();
    private static long s_next;

    private readonly CancellationTokenSource _source = new();
    private readonly TaskContext _context;

    public ItemFoldTests()
    {
        var transport = new InProcessTransport(new InProcessHub(2), 1);
        var worker = new Worker(s_catalog, transport, RankTree.OfOneHost(2, 1), PoolSettings.From(new PoolOptions()));
        _context = new TaskContext(1, 2, "here", 0, 0, null, new WorkerObjects(), null, null, _source.Token) { Worker = worker };
    }

    public void Dispose() => _source.Dispose();

    [Fact]
    public async Task CancelledWhileItWaits_AnswersAfterTheLastItem()
    {
        (long first, long last) = (NewItem(), NewItem());
        Task<ReduceReply<long>> answer = Run((s_waiting, first), (s_waiting, last));
        await _source.CancelAsync();
        await End(first);
        Assert.False(answer.IsCompleted);
        await End(last);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => answer.WaitAsync(s_limit));
    }

    [Fact]
    public async Task CancelledWhileItBeginsItems_AnswersAfterTheLastThatBegan()
    {
        long item = NewItem();
        Task<ReduceReply<long>> answer = Run((s_waiting, item), (s_acting, Acts.Add(_source.Cancel)), (s_acting, Acts.Add(static () => Assert.Fail("It was cancelled."))));
        Assert.False(answer.IsCompleted);
        await End(item);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => answer.WaitAsync(s_limit));
    }

    [Fact]
    public async Task RowsEndTooEarly_FailsAfterTheLastItemThatBegan()
    {
        long item = NewItem();
        Task<ReduceReply<long>> answer = Begin(Write(count: 2, (s_waiting, item)));
        Assert.False(answer.IsCompleted);
        await End(item);
        await Assert.ThrowsAnyAsync<Exception>(() => answer.WaitAsync(s_limit));
    }

    private static long NewItem()
    {
        long number = Interlocked.Increment(ref s_next);
        s_ends[number] = new TaskCompletionSource<long>();
        return number;
    }

    // On a thread where whoever waits for the item goes on at once, before this returns.
    private static Task End(long item) => Task.Run(() => s_ends[item].SetResult(item));

    private Task<ReduceReply<long>> Run(params (TaskEntry Entry, long Argument)[] items) => Begin(Write(items.Length, items));

    private Task<ReduceReply<long>> Begin(PayloadBuffer frame)
    {
        try
        {
            var reader = new PayloadReader(frame.From(0), default);
            return (Task<ReduceReply<long>>)((AsyncTaskEntry)LongSum.Reducer.Entry).Start(ref reader, _context);
        }
        finally
        {
            frame.Free();
        }
    }

    private static PayloadBuffer Write(int count, params (TaskEntry Entry, long Argument)[] rows)
    {
        var frame = new PayloadBuffer();
        var writer = new PayloadWriter(frame);
        writer.Memory.WriteUnmanaged(new ReduceRecord { Reduction = 1, Step = ReduceStep.Fold, Index = -1, Count = count });
        foreach ((TaskEntry entry, long argument) in rows)
        {
            writer.Memory.WriteUnmanaged(s_catalog.IndexOf(entry));
            ResultMark row = writer.BeginRow();
            writer.Memory.WriteUnmanaged(argument);
            writer.EndRow(row);
        }
        writer.Flush();
        return frame;
    }

    private sealed class Module : ITaskModule
    {
        public static void Register(TaskCatalogBuilder builder)
        {
            builder.Add(s_waiting);
            builder.Add(s_acting);
        }
    }
}
