using MpiPool.Tasks;

namespace MpiPool.Runtime.Tests;

/// <summary>The task table of these tests.</summary>
internal sealed class TestTasks : ITaskModule
{
    public static readonly TestTask Square = new("Square", static (x, _) => x * x);
    public static readonly TestTask LeftAlone = new("LeftAlone", static (x, _) => x);
    public static readonly TestTask Fail = new("Fail", static (x, _) => throw new TimeoutException($"no answer to {x}"));
    public static readonly TestTask FailMeasured = new("FailMeasured", static (x, _) => throw new TimeoutException($"no answer to {x}"));
    public static readonly TestTask FailOdd = new("FailOdd", static (x, _) => x % 2 == 0 ? x : throw new ArgumentOutOfRangeException(nameof(x), $"{x} is odd"));
    public static readonly TestTask Rank = new("Rank", static (_, context) => context.Rank, TaskTraits.Context);
    public static readonly TestTask Random = new("Random", static (_, context) => context.Random.NextInt64(), TaskTraits.Context);
    public static readonly TestTask Sequence = new("Sequence", static (_, context) => context.Sequence, TaskTraits.Context);
    public static readonly TestTask Gate = new("Gate", static (x, _) => Gates.Pass(x));
    public static readonly TestTask OpenOrSquare = new("OpenOrSquare", static (x, _) => x < 0 ? -Gates.Pass(-x) : x * x);
    public static readonly TestTask UntilCancelled = new("UntilCancelled", static (x, context) => Gates.WaitForCancel(x, context.CancellationToken), TaskTraits.Context);
    public static readonly TestTask Flaky = new("Flaky", static (x, context) => context.Attempt > x ? context.Attempt : throw new TimeoutException($"attempt {context.Attempt}"), TaskTraits.Context | TaskTraits.Idempotent);
    public static readonly TestTask LabelLength = new("LabelLength", static (_, context) => context.Label?.Length ?? -1, TaskTraits.Context);
    public static readonly TestTask Note = new("Note", static (x, _) => Notes.Add(x));
    public static readonly TestTask Act = new("Act", static (x, _) => Acts.Do(x));
    public static readonly TestTask Together = new("Together", GroupBodies.Together, TaskTraits.Context);
    public static readonly TestTask OneThrows = new("OneThrows", GroupBodies.OneThrows, TaskTraits.Context);
    public static readonly TestTask OneThrowsWhileOthersWork = new("OneThrowsWhileOthersWork", GroupBodies.OneThrowsWhileOthersWork, TaskTraits.Context);
    public static readonly TestTask BeginAndMeet = new("BeginAndMeet", GroupBodies.BeginAndMeet, TaskTraits.Context);
    public static readonly TestTask RootsDiffer = new("RootsDiffer", GroupBodies.RootsDiffer, TaskTraits.Context);
    public static readonly TestTask OneReduces = new("OneReduces", GroupBodies.OneReduces, TaskTraits.Context);
    public static readonly AsyncTestTask SquareLater = new("SquareLater", static async (x, _) => { await Task.Yield(); return x * x; });
    public static readonly AsyncTestTask ActLater = new("ActLater", static async (x, _) => { await Task.Yield(); return Acts.Do(x); });
    public static readonly AsyncTestTask GateLater = new("GateLater", static async (x, _) => { await Gates.Of(x).Opened.Task; return x; });
    public static readonly AsyncTestTask FailLater = new("FailLater", static async (x, _) => { await Task.Yield(); throw new FormatException($"bad {x}"); });
    public static readonly AsyncTestTask NullTask = new("NullTask", static (_, _) => null!);

    public static TaskCatalog Catalog { get; } = TaskCatalog.Create<TestTasks>();

    public static void Register(TaskCatalogBuilder builder)
    {
        foreach (TaskEntry entry in (TaskEntry[])[Square, LeftAlone, Fail, FailMeasured, FailOdd, Rank, Sequence, Random, Gate, OpenOrSquare, UntilCancelled, Flaky, LabelLength, Note, Act, ActLater, Together, OneThrows, OneThrowsWhileOthersWork, BeginAndMeet, RootsDiffer, OneReduces, VoidTask.Instance, SquareLater, GateLater, FailLater, NullTask, BytesTask.Instance, DivideTask.Instance, AddOneTask.Instance, MapZipTests.SumTask.Instance, LongSum.Reducer.Entry, ProgressTests.CountingTask.Instance, NumberStreamTask.Instance])
            builder.Add(entry);
    }

    public static WorkerPool OpenPool(int workers) => WorkerPool.OpenInProcess(workers, new PoolOptions { Catalog = Catalog });
}
