using System.Reflection;
using MpiPool.Serving;
using MpiPool.Tasks;
using MpiPool.Transports;
using MpiPool.Transports.InProcess;
using MpiPool.Wire;

namespace MpiPool.Runtime.Tests;

/// <summary>What holds for every public member, checked over all of them: null, a call that was submitted, a pool that has ended, a rank that is a worker.</summary>
public sealed class MemberRuleTests
{
    private static readonly TimeSpan s_limit = TimeSpan.FromMinutes(2);

    // What a worker may ask or do, as the doc comments say.
    private static readonly HashSet<string> s_ofAnyRank =
    [
        "get_IsMain", "get_Rank", "get_Size", "get_WorkerCount", "get_HostName", "get_IsInProcess", "get_ExitCode", "add_TaskFailed", "remove_TaskFailed",
        "Shutdown", "ShutdownAsync", "Dispose", "DisposeAsync",
    ];

    // What the pool tells when it has ended.
    private static readonly HashSet<string> s_afterTheEnd = [.. s_ofAnyRank, "get_Status", "set_ExitCode"];

    // Data that the pool makes and users read; like any record, they hold what they are given.
    private static readonly Type[] s_made = [typeof(PoolStatus), typeof(WorkerStatus)];

    public static TheoryData<string, string> ParametersThatMustNotBeNull
    {
        get
        {
            var data = new TheoryData<string, string>();
            foreach ((string name, MethodBase member) in PublicMembers.All)
            {
                foreach (ParameterInfo parameter in member.GetParameters().Where(PublicMembers.MustNotBeNull))
                {
                    if (!s_made.Contains(member.DeclaringType))
                        data.Add(name, parameter.Name!);
                }
            }
            return data;
        }
    }

    public static TheoryData<string> MembersOfTheMainRank => [.. PublicMembers.Of(typeof(WorkerPool)).Where(static name => PublicMembers.All[name] is { IsStatic: false } member && !s_ofAnyRank.Contains(member.Name))];

    public static TheoryData<string> MembersOfAnOpenPool => [.. PublicMembers.Of(typeof(WorkerPool)).Where(static name => PublicMembers.All[name] is { IsStatic: false } member && !s_afterTheEnd.Contains(member.Name))];

    public static TheoryData<string> MembersThatTakeCalls => [.. PublicMembers.Of(typeof(WorkerPool)).Where(static name => Array.Exists(PublicMembers.All[name].GetParameters(), static parameter => IsCall(parameter.ParameterType) || IsCalls(parameter.ParameterType)))];

    [Theory]
    [MemberData(nameof(ParametersThatMustNotBeNull))]
    public async Task Null_ThrowsAtTheCall(string member, string parameter)
    {
        await using WorkerPool pool = TestTasks.OpenPool(1);
        object? instance = PublicMembers.All[member] is { IsStatic: false, IsConstructor: false, DeclaringType: { } type } ? InstanceOf(type, pool) : null;
        var error = await Assert.ThrowsAsync<ArgumentNullException>(
            () => PublicMembers.Invoke(member, instance, argument => argument.Name == parameter ? null : PublicMembers.Right(argument.ParameterType))).WaitAsync(s_limit);
        Assert.Equal(parameter, error.ParamName);
    }

    [Theory]
    [MemberData(nameof(MembersThatTakeCalls))]
    public async Task CallThatWasSubmitted_ThrowsAtTheCall(string member)
    {
        await using WorkerPool pool = TestTasks.OpenPool(1);
        var error = await Assert.ThrowsAsync<InvalidOperationException>(() => PublicMembers.Invoke(member, pool, static argument => Submitted(PublicMembers.Right(argument.ParameterType)))).WaitAsync(s_limit);
        Assert.Contains("was submitted before", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(MembersOfAnOpenPool))]
    public async Task PoolThatHasEnded_ThrowsAtTheCall(string member)
    {
        WorkerPool pool = TestTasks.OpenPool(1);
        await pool.ShutdownAsync().WaitAsync(s_limit);
        var error = await Assert.ThrowsAsync<ObjectDisposedException>(() => PublicMembers.Invoke(member, pool, static argument => PublicMembers.Right(argument.ParameterType))).WaitAsync(s_limit);
        Assert.Contains("shut down", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(MembersOfAnOpenPool))]
    public async Task PoolThatIsToEnd_ThrowsAtTheCall(string member)
    {
        WorkerPool pool = TestTasks.OpenPool(1);
        Gates gate = Gates.New(out long number);
        _ = pool.Submit(TestTasks.Gate.Call(number));
        await gate.Begun.Task.WaitAsync(s_limit);
        Task shutdown = pool.ShutdownAsync();
        var error = await Assert.ThrowsAsync<ObjectDisposedException>(() => PublicMembers.Invoke(member, pool, static argument => PublicMembers.Right(argument.ParameterType))).WaitAsync(s_limit);
        Assert.Contains("shut down", error.Message, StringComparison.Ordinal);
        Assert.False(shutdown.IsCompleted);
        gate.Opened.SetResult();
        await shutdown.WaitAsync(s_limit);
    }

    [Theory]
    [MemberData(nameof(MembersOfTheMainRank))]
    public async Task Worker_ThrowsAtTheCall(string member)
    {
        var hub = new InProcessHub(2);
        var options = new PoolOptions { Catalog = TestTasks.Catalog };
        var worker = new WorkerPool(new RankRuntime(new InProcessTransport(hub, 1), TestTasks.Catalog, default, options));
        var main = new RankRuntime(new InProcessTransport(hub, 0), TestTasks.Catalog, PoolSettings.From(options), options);
        await main.Opened.WaitAsync(s_limit);
        await using var pool = new WorkerPool(main);
        var error = await Assert.ThrowsAsync<PoolGuardException>(() => PublicMembers.Invoke(member, worker, static argument => PublicMembers.Right(argument.ParameterType))).WaitAsync(s_limit);
        Assert.Contains("rank 1 of 2, which is a worker", error.Message, StringComparison.Ordinal);
        string name = PublicMembers.All[member].Name;
        Assert.Contains($"WorkerPool.{name[(name.IndexOf('_', StringComparison.Ordinal) + 1)..]} was called", error.Message, StringComparison.Ordinal);
    }

    private static object InstanceOf(Type type, WorkerPool pool) => type switch
    {
        _ when type == typeof(WorkerPool) => pool,
        _ when type == typeof(RankGroup) => new Communicator(new SingleLink()),
        _ when type == typeof(TaskRandom) => new TaskRandom(1, 2),
        _ when type == typeof(TaskContext) => new TaskContext(1, 2, "host", 0, 0, null, new WorkerObjects(), null, null, CancellationToken.None),
        _ when type == typeof(ProgressTaskCall<long, long>) => new ReportingCall(),
        _ => throw new NotSupportedException($"There is no {type} to call. Make one."),
    };

    private static bool IsCall(Type type) => typeof(TaskCall).IsAssignableFrom(type);

    private static bool IsCalls(Type type) => type.IsGenericType && type.GetGenericTypeDefinition() == typeof(IEnumerable<>) && IsCall(type.GetGenericArguments()[0]);

    private static object? Submitted(object? argument)
    {
        foreach (TaskCall call in argument as IEnumerable<TaskCall> ?? (argument is TaskCall one ? [one] : []))
            call.MarkSubmitted();
        return argument;
    }

    private sealed class ReportingCall : ProgressTaskCall<long, long>
    {
        public override TaskEntry Entry => TestTasks.Rank;

        public override void WriteArguments(ref PayloadWriter writer) => throw new NotSupportedException();

        public override long ReadResult(ref PayloadReader reader) => throw new NotSupportedException();

        public override long ReadProgress(ref PayloadReader reader) => throw new NotSupportedException();
    }
}
