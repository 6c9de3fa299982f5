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
    public void Overloads_AreDifferentTasks()
    {
        Assert.Equal(4, RoundTrip.Run(CallTasks.Tasks.Twice(2)));
        Assert.Equal("aa", RoundTrip.Run(CallTasks.Tasks.Twice("a")));
        Assert.NotEqual(CallTasks.Tasks.Handles.Twice_Int32.Id, CallTasks.Tasks.Handles.Twice_String.Id);
        Assert.Equal(TaskTraits.Idempotent, CallTasks.Tasks.Handles.Twice_Int32.Entry.Traits);
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
