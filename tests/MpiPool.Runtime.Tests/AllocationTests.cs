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

    private static long Allocated(Func<int, object> make)
    {
        make(0);
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < Count; i++)
            make(i);
        return GC.GetAllocatedBytesForCurrentThread() - before;
    }

    // As the generator writes it for one int.
    private sealed class SmallCall(int argument) : TaskCall<long>
    {
        public override Tasks.TaskEntry Entry => TestTasks.Square;

        public override void WriteArguments(ref PayloadWriter writer) => writer.Memory.WriteUnmanaged((long)argument);

        public override long ReadResult(ref PayloadReader reader) => reader.Memory.ReadUnmanaged<long>();
    }
}
