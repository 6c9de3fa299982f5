using MpiPool.Scheduling;
using MpiPool.Scheduling.Maps;

namespace MpiPool.Runtime.Tests;

/// <summary>What tells the main rank's progress loop that it may rest while workers are busy.</summary>
public sealed class RestTests
{
    [Fact]
    public void CallForOneWorker_TakenAndPutBack_IsNoNewsUntilItsWorkerAnswers()
    {
        var queue = new CallQueue();
        var ticket = new CallTicket(new CallOptions(), TestTasks.Square, target: 1);
        queue.Add(TestTasks.Square.Call(1), new object(), 0, 0, CallQueue.NextInOrder, ticket);
        Assert.True(queue.HasNewTargeted);
        queue.BeginTargeted();
        Assert.True(queue.TryTakeTargeted(1, out PendingCall call));
        queue.PutBack(call, isNew: false);
        // Else the progress loop would not rest while the worker is busy.
        Assert.False(queue.HasNewTargeted);
        Assert.Equal(1, queue.TargetedCount);
    }

    [Fact]
    public void RoomyWorkers_EachHasAChunk_OneIsThereOnlyWhereTheyMayHaveTwo()
    {
        var workers = new WorkerTable(1);
        var roomy = new RoomyWorkers(workers);
        Assert.True(roomy.TryTake(1, out WorkerState? worker));
        worker.Chunks = 1;
        roomy.Note(worker);
        Assert.True(roomy.HasAny(2));
        // Else the progress loop would not rest while long items run.
        Assert.False(roomy.HasAny(1));
        Assert.False(roomy.TryTake(1, out _));
    }

    [Fact]
    public void RoomyWorkers_TheLastThatHadAChunkComesFirst()
    {
        var workers = new WorkerTable(3);
        var roomy = new RoomyWorkers(workers);
        WorkerState first = Give();
        Assert.Equal(1, first.Rank);
        Assert.Equal(2, Give().Rank);
        first.Chunks = 0;
        roomy.Note(first);
        // Its thread may be awake still; that of the third one sleeps.
        Assert.Same(first, Give());
        Assert.Equal(3, Give().Rank);
        Assert.False(roomy.TryTake(1, out _));

        WorkerState Give()
        {
            Assert.True(roomy.TryTake(1, out WorkerState? worker));
            worker.Chunks = 1;
            roomy.Note(worker);
            return worker;
        }
    }

    [Theory]
    [InlineData(false, 64, 64)]
    [InlineData(true, 1, 1)]
    public void WorkersAtOnce_AreAllButForThreadsThatShareProcessors(bool isInProcess, int workers, int expected) =>
        Assert.Equal(expected, MapSettings.WorkersAtOnce(workers, isInProcess));

    [Fact]
    public void WorkersAtOnce_OfThreads_AreNoMoreThanProcessors() =>
        Assert.Equal(Environment.ProcessorCount, MapSettings.WorkersAtOnce(Environment.ProcessorCount + 1, isInProcess: true));
}
