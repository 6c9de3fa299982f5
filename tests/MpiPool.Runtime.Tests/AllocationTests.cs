using Microsoft.Extensions.Logging.Abstractions;
using MpiPool.Diagnostics;
using MpiPool.Wire;

namespace MpiPool.Runtime.Tests;

/// <summary>What a call costs the main rank in memory, counted exactly.</summary>
public sealed class AllocationTests
{
    private const int Count = 100;

    [Fact]
    public async Task Submit_AllocatesTheTaskAndAtMost64Bytes()
    {
        (WorkerPool pool, PlayedWorker worker) = PlayedWorker.Open();
        // Unmeasured tasks go one at a time: with one at the worker, a submit only queues.
        Task<long> first = pool.Submit(TestTasks.Square.Call(0));
        int slot = Assert.Single(worker.Receive(FrameKind.Calls));
        var futures = new Task<long>[Count];
        long taskBytes = Allocated(static _ => new Task<long>(static () => 0));
        long bytes = Allocated(i => futures[i] = pool.Submit(new SmallCall(i)));
        Assert.InRange(bytes, Count, taskBytes + Count * 64);
        worker.Reply(slot, 0L);
        await first;
        // One more than was counted: the first warmed up.
        for (int received = 0; received < Count + 1;)
        {
            foreach (int next in worker.Receive(FrameKind.Calls))
            {
                worker.Reply(next, received);
                received++;
            }
        }
        await Task.WhenAll(futures);
        await worker.EndAsync(pool.ShutdownAsync());
    }

    // A map's blocks, and a message a chunk, are all that it allocates: less than a byte an item, where the smallest object takes 24.
    [Theory]
    [InlineData("array", 1.0)]
    [InlineData("sequence", 1.0)]
    [InlineData("MapUnordered", 1.0)]
    [InlineData("MapInto", 0.1)]
    [InlineData("lambda", 33.0)]
    public async Task Map_AllocatesNothingAnItem(string form, double bytesPerItem)
    {
        const int Items = 4_000_000;
        await using WorkerPool pool = TestTasks.OpenPool(1);
        var results = new long[form == "MapInto" ? Items : 0];
        long[] items = new long[Items];
        Array.Fill(items, 1);
        // Long enough that the in-process transport does not copy them.
        var options = new MapOptions { ChunkSize = 16_384, Window = 65_536 };
        long least = long.MaxValue;
        // What an item costs comes back in each; what the base library makes anew after a collection under other tests does not.
        for (int attempt = 0; attempt < 3 && least > bytesPerItem * Items; attempt++)
        {
            least = Math.Min(least, await Task.Factory.StartNew(() =>
            {
                long before = GC.GetAllocatedBytesForCurrentThread();
                long sum = form switch
                {
                    "array" => Sum(pool.Map(AddOneTask.Handle.Instance, items, options)),
                    "sequence" => Sum(pool.Map(AddOneTask.Handle.Instance, items.Where(static _ => true), options)),
                    "MapUnordered" => Sum(pool.MapUnordered(AddOneTask.Handle.Instance, items, options)),
                    "lambda" => Sum(pool.Map(static x => new AddOneCall(x), items, options)),
                    _ => MapInto(pool, items, results, options),
                };
                Assert.Equal(2L * Items, sum);
                return GC.GetAllocatedBytesForCurrentThread() - before;
            }, TaskCreationOptions.LongRunning));
        }
        Assert.InRange(least / (double)Items, 0, bytesPerItem);
    }

    [Theory]
    [InlineData("no factory")]
    [InlineData("a logger that is off")]
    public void Log_IsOff_CostsNothing(string log)
    {
        var pool = new PoolLog(log == "no factory" ? null : NullLoggerFactory.Instance, 0, 1);
        var error = new FormatException("unheard of");
        Assert.Equal(0, Allocated(_ =>
        {
            pool.CallFailed("Task", error);
            pool.Retrying("Task", 2, TimeSpan.Zero);
            pool.PostFailed(error);
            pool.Closed(0);
            return error;
        }));
    }

    private static long Sum(IEnumerable<long> results)
    {
        long sum = 0;
        foreach (long result in results)
            sum += result;
        return sum;
    }

    private static long MapInto(WorkerPool pool, long[] items, long[] results, MapOptions options)
    {
        pool.MapInto(AddOneTask.Handle.Instance, items, results, options);
        return results.Sum();
    }

    private static long Allocated(Func<int, object> make)
    {
        make(0);
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < Count; i++)
            make(i);
        return GC.GetAllocatedBytesForCurrentThread() - before;
    }

    // As the generator writes it for one long.
    private sealed class AddOneCall(long argument) : TaskCall<long>
    {
        public override Tasks.TaskEntry Entry => AddOneTask.Instance;

        public override void WriteArguments(ref PayloadWriter writer) => writer.Memory.WriteUnmanaged(argument);

        public override int TryWriteArguments(Span<byte> room) => FixedValues.TryWrite(room, argument);

        public override long ReadResult(ref PayloadReader reader) => reader.Memory.ReadUnmanaged<long>();

        public override bool TryReadResult(ReadOnlySpan<byte> payload, out long result) => FixedValues.TryRead(payload, out result);
    }

    // As the generator writes it for one int.
    private sealed class SmallCall(int argument) : TaskCall<long>
    {
        public override Tasks.TaskEntry Entry => TestTasks.Square;

        public override void WriteArguments(ref PayloadWriter writer) => writer.Memory.WriteUnmanaged((long)argument);

        public override int TryWriteArguments(Span<byte> room) => FixedValues.TryWrite(room, (long)argument);

        public override long ReadResult(ref PayloadReader reader) => reader.Memory.ReadUnmanaged<long>();

        public override bool TryReadResult(ReadOnlySpan<byte> payload, out long result) => FixedValues.TryRead(payload, out result);
    }
}
