using System.Runtime.CompilerServices;
using MpiPool.Tasks;

namespace MpiPool.Shapes.Tests;

public class CallTests
{
    [Fact]
    public void Call_OfTwoArguments_TakesAtMost32Bytes()
    {
        _ = MakeCalls();
        long before = GC.GetAllocatedBytesForCurrentThread();
        object[] calls = MakeCalls();
        long array = 16 + sizeof(long) + (calls.Length * (long)IntPtr.Size);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before - array, 1, 32 * calls.Length);
    }

    [Fact]
    public void DefaultValue_Travels() => Assert.Equal(9, RoundTrip.Run(CallTasks.Tasks.Power(3)));

    [Fact]
    public void Handle_MakesTheSameCall()
    {
        TaskHandle<int, double, double> handle = CallTasks.Tasks.Handles.Power;
        Assert.Equal("CallTasks.Power", handle.Name);
        Assert.Equal(RoundTrip.Arguments(CallTasks.Tasks.Power(3, 0.5)), RoundTrip.Arguments(handle.Bind(3, 0.5)));
        Assert.Same(CallTasks.Tasks.Power(1).Entry, handle.Entry);
    }

    [Fact]
    public void TaskWithoutResult_Runs()
    {
        RoundTrip.Run(CallTasks.Tasks.Note(1));
        Assert.Equal(1, CallTasks.Noted);
        RoundTrip.Run(CallTasks.Tasks.NoteLater(2));
        Assert.Equal(2, CallTasks.Noted);
        RoundTrip.Run(CallTasks.Tasks.NoteAtOnce(3));
        Assert.Equal(3, CallTasks.Noted);
        Assert.Equal(TaskTraits.NoResult, CallTasks.Tasks.NoteLater(1).Entry.Traits);
    }

    [Fact]
    public void AsyncTask_GivesItsResult()
    {
        Assert.Equal("text", RoundTrip.Run(CallTasks.Tasks.Later("text")));
        Assert.Null(RoundTrip.Run(CallTasks.Tasks.Later(null)));
        Assert.Equal([1, 2], RoundTrip.Run(CallTasks.Tasks.AtOnce([1, 2])));
        Assert.Equal(TaskTraits.Context, CallTasks.Tasks.Later("").Entry.Traits);
    }

    [Fact]
    public void Context_IsFilledInByTheWorker() => Assert.Equal("rank 1 of 2 on host", RoundTrip.Run(CallTasks.Tasks.Where("rank")));

    [Fact]
    public async Task Context_TellsOfTheRun_WhateverTheNumberOfWorkers()
    {
        (long Sequence, long Random)[] one = await RunsAsync(workers: 1);
        (long Sequence, long Random)[] three = await RunsAsync(workers: 3);
        Assert.Equal(one, three);
        Assert.Equal(one.Length, one.Select(static r => r.Random).Distinct().Count());
        Assert.Equal(Enumerable.Range(0, one.Length).Select(i => one[0].Sequence + i), one.Select(static r => r.Sequence));
    }

    [Fact]
    public async Task Context_NamesTheWorker()
    {
        await using WorkerPool pool = WorkerPool.OpenInProcess(2);
        RunReport[] runs = [.. pool.Map(CallTasks.Tasks.Tell, Enumerable.Range(0, 20))];
        Assert.All(runs, static run => Assert.InRange(run.Rank, 1, 2));
        Assert.All(runs, static run => Assert.Equal((3, 1, false), (run.Size, run.Attempt, run.IsCancelled)));
        Assert.All(runs, static run => Assert.NotEmpty(run.Host));
    }

    [Fact]
    public async Task Token_FiresWhenTheCallIsCancelled()
    {
        await using WorkerPool pool = WorkerPool.OpenInProcess(1);
        using var source = new CancellationTokenSource();
        var started = new Started(source);
        // The report that the task has begun cancels it; the task itself waits for its token alone.
        Task<int> running = pool.Submit(CallTasks.Tasks.UntilCancelled().ReportTo(started), source.Token);
        // A task that returns in spite of its token has its result.
        Assert.Equal(7, await running.WaitAsync(TimeSpan.FromSeconds(30)));
        Assert.Equal(7, await pool.Submit(CallTasks.Tasks.UntilCancelledBefore()).WaitAsync(TimeSpan.FromSeconds(30)));
    }

    private static async Task<(long Sequence, long Random)[]> RunsAsync(int workers)
    {
        await using WorkerPool pool = WorkerPool.OpenInProcess(workers);
        return [.. pool.Map(CallTasks.Tasks.Tell, Enumerable.Range(0, 50)).Select(static run => (run.Sequence, run.Random))];
    }

    private sealed class Started(CancellationTokenSource source) : IProgress<int>
    {
        public void Report(int value) => source.Cancel();
    }

    [Fact]
    public void Overloads_AreDifferentTasks()
    {
        Assert.Equal(4, RoundTrip.Run(CallTasks.Tasks.Twice(2)));
        Assert.Equal("aa", RoundTrip.Run(CallTasks.Tasks.Twice("a")));
        Assert.NotEqual(CallTasks.Tasks.Handles.Twice_Int32.Id, CallTasks.Tasks.Handles.Twice_String.Id);
        Assert.Equal(TaskTraits.Idempotent | TaskTraits.Columns, CallTasks.Tasks.Handles.Twice_Int32.Entry.Traits);
    }

    [Fact]
    public void Module_RegistersEveryTask()
    {
        TaskCatalog catalog = TaskCatalog.Create<Generated.MpiPool_Shapes_Tests.TaskModule>();
        Assert.NotEqual(-1, catalog.IndexOf(CallTasks.Tasks.Handles.Power.Entry));
        Assert.NotEqual(-1, catalog.IndexOf(ObjectTasks.Tasks.Handles.Union.Entry));
        Assert.Equal(catalog.Hash, TaskCatalog.Root.Hash);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static object[] MakeCalls()
    {
        var calls = new object[100];
        for (int i = 0; i < calls.Length; i++)
            calls[i] = CallTasks.Tasks.Power(i, 0.5);
        return calls;
    }
}
