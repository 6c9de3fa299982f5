using MpiPool.Transports;

namespace MpiPool.Runtime.Tests;

/// <summary>What cannot be right together is refused at the call, with the exception that .NET's users expect there, and the pool goes on.</summary>
public sealed class BadInputTests
{
    private static readonly TimeSpan s_limit = TimeSpan.FromMinutes(2);
    private static readonly CallOptions s_retries = new() { Retries = 1 };
    private static readonly CallOptions s_noWorker = new() { TargetRank = 3 };

    private static readonly Dictionary<string, (Type Error, Action<WorkerPool> Act)> s_mistakes = new()
    {
        ["Submit with retries of a task that is not idempotent"] = Is<ArgumentException>(static pool => pool.Submit(NewCall(), s_retries)),
        ["Submit to a rank that there is not"] = Is<ArgumentOutOfRangeException>(static pool => pool.Submit(NewCall(), s_noWorker)),
        ["Submit of a task that is not in the table"] = Is<InvalidOperationException>(static pool => pool.Submit(new TestTask("Unknown", static (x, _) => x).Call(1))),
        ["SubmitOutcome with retries of a task that is not idempotent"] = Is<ArgumentException>(static pool => pool.SubmitOutcome(NewCall(), s_retries)),
        ["SubmitOutcome to a rank that there is not"] = Is<ArgumentOutOfRangeException>(static pool => pool.SubmitOutcome(NewCall(), s_noWorker)),
        ["SubmitBatch of a null"] = Is<ArgumentNullException>(static pool => pool.SubmitBatch(new TaskCall<long>[] { null! })),
        ["SubmitBatch of a call twice"] = Is<InvalidOperationException>(static pool => { TestCall call = NewCall(); pool.SubmitBatch(new TaskCall<long>[] { call, call }); }),
        ["SubmitBatch with retries of a task that is not idempotent"] = Is<ArgumentException>(static pool => pool.SubmitBatch(new TaskCall<long>[] { NewCall() }, s_retries)),
        ["Map enumerated twice"] = Is<InvalidOperationException>(static pool =>
        {
            IEnumerable<long> results = pool.Map(static x => TestTasks.Square.Call(x), [1L]);
            Assert.Equal([1L], results);
            results.GetEnumerator();
        }),
        ["RunOnEveryWorker with a target"] = Is<ArgumentException>(static pool => pool.RunOnEveryWorker(NewCall(), new CallOptions { TargetRank = 1 })),
        ["RunOnEveryWorker with retries of a task that is not idempotent"] = Is<ArgumentException>(static pool => pool.RunOnEveryWorker(NewCall(), s_retries)),
        ["RunGroup of a task that takes no context"] = Is<ArgumentException>(static pool => pool.RunGroup(NewCall(), 2)),
        ["RunGroup of more workers than there are"] = Is<ArgumentOutOfRangeException>(static pool => pool.RunGroup(TestTasks.Together.Call(1), 3)),
        ["Post to a rank that there is not"] = Is<ArgumentOutOfRangeException>(static pool => pool.Post(VoidTask.Call(1), s_noWorker)),
        ["Map of a function that gives nothing"] = Is<MapInputException>(static pool => pool.Map(static _ => (TaskCall<long>)null!, [1L]).Count()),
        ["Map of a call that was submitted"] = Is<InvalidOperationException>(static pool => { TestCall call = NewCall(); pool.Submit(call); pool.Map(_ => call, [1L]); }),
        ["Map of a task that is not in the table"] = Is<InvalidOperationException>(static pool => pool.Map(new RowHandle(new TestTask("Unknown", static (x, _) => x)), [1L])),
        ["Map with a replacement of another type"] = Is<ArgumentException>(static pool => pool.Map(new RowHandle(TestTasks.Square), [1L], new MapOptions().SetReplacement("none"))),
        ["MapAsync with a replacement of another type"] = Is<ArgumentException>(static pool => pool.MapAsync(new RowHandle(TestTasks.Square), [1L], new MapOptions().SetReplacement(1))),
        ["Map with Replace and no replacement"] = Is<ArgumentException>(static pool => pool.Map(new RowHandle(TestTasks.Square), [1L], new MapOptions { Errors = MapErrors.Replace })),
        ["MapInto into fewer places than items"] = Is<ArgumentException>(static pool => pool.MapInto<long, long>(new RowHandle(TestTasks.Square), new long[2], new long[1])),
        ["MapInto into more places than items"] = Is<ArgumentException>(static pool => pool.MapInto<long, long>(new RowHandle(TestTasks.Square), new long[2], new long[3])),
        ["MapInto that skips"] = Is<ArgumentException>(static pool => pool.MapInto<long, long>(new RowHandle(TestTasks.Square), new long[1], new long[1], new MapOptions { Errors = MapErrors.Skip })),
        ["MapInto of a task that takes a context"] = Is<ArgumentException>(static pool => pool.MapInto<long, long>(new RowHandle(TestTasks.Rank), new long[1], new long[1])),
        ["MapInto of an asynchronous task"] = Is<ArgumentException>(static pool => pool.MapInto<long, long>(new RowHandle(TestTasks.SquareLater), new long[1], new long[1])),
        ["Share of what no task takes"] = Is<ArgumentException>(static pool => pool.Share(new Version(1, 2))),
        ["ApplyInto memory of another length"] = Is<InvalidOperationException>(static pool => pool.ApplyInto(new BytesTask.Call([1, 2, 3]), new byte[2])),
        ["OpenInProcess on a communicator"] = Is<ArgumentException>(static _ => WorkerPool.OpenInProcess(1, new PoolOptions { Catalog = TestTasks.Catalog, Communicator = new Communicator(new SingleLink()) })),
        ["OpenInProcess without the main rank that is asked for"] = Is<ArgumentOutOfRangeException>(static _ => WorkerPool.OpenInProcess(2, new PoolOptions { Catalog = TestTasks.Catalog, MainRank = 3 })),
    };

    public static TheoryData<string> Mistakes => [.. s_mistakes.Keys];

    [Theory]
    [MemberData(nameof(Mistakes))]
    public async Task Mistake_ThrowsAtTheCall_AndThePoolGoesOn(string mistake)
    {
        await using WorkerPool pool = TestTasks.OpenPool(2);
        (Type type, Action<WorkerPool> act) = s_mistakes[mistake];

        await Task.Run(() => Assert.Throws(type, () => act(pool))).WaitAsync(s_limit);
        Assert.Equal(9, await pool.Submit(TestTasks.Square.Call(3)).WaitAsync(s_limit));
    }

    private static TestCall NewCall() => TestTasks.Square.Call(1);

    private static (Type, Action<WorkerPool>) Is<TException>(Action<WorkerPool> act) where TException : Exception => (typeof(TException), act);
}
