using System.Reflection;
using MpiPool.Transports;

namespace MpiPool.Runtime.Tests;

/// <summary>
/// Numbers, times and names of a list that are out of range, for every parameter and property that takes such: <see cref="ArgumentOutOfRangeException"/>
/// at the call. What takes any value is listed too, so that a new parameter cannot be forgotten.
/// </summary>
public sealed class BadValueTests
{
    private static readonly TimeSpan s_limit = TimeSpan.FromMinutes(2);
    private static readonly TimeSpan s_negative = TimeSpan.FromMilliseconds(-2);
    private static readonly TimeSpan s_ages = TimeSpan.FromDays(400);
    private static readonly Communicator s_alone = new(new SingleLink());

    private static readonly Dictionary<string, Action<WorkerPool>[]> s_refused = new()
    {
        ["WorkerPool.OpenInProcess(workers)"] = [static _ => WorkerPool.OpenInProcess(0), static _ => WorkerPool.OpenInProcess(-1), static _ => WorkerPool.OpenInProcess(int.MaxValue)],
        ["WorkerPool.RunGroup(size)"] = [static pool => pool.RunGroup(TestTasks.Together.Call(1), 0), static pool => pool.RunGroup(TestTasks.Together.Call(1), 3)],
        ["WorkerPool.Stream(bufferSize)"] = [static pool => pool.Stream(new SomeStream(), 0), static pool => pool.Stream(new SomeStream(), -1)],
        ["WorkerPool.MapReduce(order)"] = [static pool => pool.MapReduce(new RowHandle(TestTasks.Square), [1L], LongSum.Reducer, (ReduceOrder)(-1)), static pool => pool.MapReduce(static x => TestTasks.Square.Call(x), [1L], LongSum.Reducer, (ReduceOrder)99)],
        ["WorkerPool.MapReduceAsync(order)"] = [static pool => pool.MapReduceAsync(new RowHandle(TestTasks.Square), [1L], LongSum.Reducer, (ReduceOrder)(-1)), static pool => pool.MapReduceAsync(static x => TestTasks.Square.Call(x), [1L], LongSum.Reducer, (ReduceOrder)99)],
        ["WorkerPool.set_ExitCode(value)"] = [static pool => pool.ExitCode = -1, static pool => pool.ExitCode = 256],
        ["Batch.WaitAll(timeout)"] = [static pool => pool.SubmitBatch(new TaskCall<long>[] { TestTasks.Square.Call(1) }).WaitAll(s_negative)],
        ["Batch.WaitFirst(timeout)"] = [static pool => pool.SubmitBatch(new TaskCall<long>[] { TestTasks.Square.Call(1) }).WaitFirst(s_negative), static pool => pool.SubmitBatch(Array.Empty<TaskCall<long>>()).WaitFirst(s_negative)],
        ["RankGroup.Broadcast(root)"] = [static _ => s_alone.Broadcast(1, 1), static _ => s_alone.Broadcast("text", -1), static _ => s_alone.Broadcast([1], 1)],
        ["RankGroup.Gather(root)"] = [static _ => s_alone.Gather(1, 1), static _ => s_alone.Gather("text", -1), static _ => s_alone.Gather([1], 1)],
        ["RankGroup.Reduce(root)"] = [static _ => s_alone.Reduce(1, ReduceOperation.Sum, 1), static _ => s_alone.Reduce([1], ReduceOperation.Sum, -1)],
        ["RankGroup.Reduce(operation)"] = [static _ => s_alone.Reduce(1, (ReduceOperation)(-1), 0), static _ => s_alone.Reduce([1], (ReduceOperation)99, 0)],
        ["RankGroup.AllReduce(operation)"] = [static _ => s_alone.AllReduce(1, (ReduceOperation)(-1)), static _ => s_alone.AllReduce([1], (ReduceOperation)99)],
        ["Communicator.Split(color)"] = [static _ => s_alone.Split(-1)],
        ["CallOptions.set_Timeout(value)"] = [static pool => _ = new CallOptions { Timeout = TimeSpan.Zero }, static pool => _ = new CallOptions { Timeout = s_negative }, static pool => _ = new CallOptions { Timeout = s_ages }],
        ["CallOptions.set_Retries(value)"] = [static pool => _ = new CallOptions { Retries = -1 }],
        ["CallOptions.set_RetryDelay(value)"] = [static pool => _ = new CallOptions { RetryDelay = s_negative }, static pool => _ = new CallOptions { RetryDelay = s_ages }],
        ["CallOptions.set_MaximumRetryDelay(value)"] = [static pool => _ = new CallOptions { MaximumRetryDelay = s_negative }, static pool => _ = new CallOptions { MaximumRetryDelay = s_ages }],
        // Whether a rank is a worker is known where the call is submitted.
        ["CallOptions.set_TargetRank(value)"] = [static pool => pool.Submit(TestTasks.Square.Call(1), new CallOptions { TargetRank = -1 }), static pool => pool.Submit(TestTasks.Square.Call(1), new CallOptions { TargetRank = 0 }), static pool => pool.Submit(TestTasks.Square.Call(1), new CallOptions { TargetRank = 3 })],
        ["MapOptions.set_ChunkSize(value)"] = [static _ => new MapOptions().ChunkSize = 0, static _ => new MapOptions().ChunkSize = -1],
        ["MapOptions.set_Window(value)"] = [static _ => new MapOptions().Window = 0, static _ => new MapOptions().Window = -1],
        ["MapOptions.set_Timeout(value)"] = [static _ => new MapOptions().Timeout = s_negative, static _ => new MapOptions().Timeout = s_ages],
        ["MapOptions.set_Errors(value)"] = [static _ => new MapOptions().Errors = (MapErrors)(-1), static _ => new MapOptions().Errors = (MapErrors)99],
        ["PoolOptions.set_Workers(value)"] = [static _ => new PoolOptions().Workers = -1, static _ => new PoolOptions().Workers = 10_001],
        ["PoolOptions.set_MaximumIdleSleep(value)"] = [static _ => new PoolOptions().MaximumIdleSleep = TimeSpan.Zero, static _ => new PoolOptions().MaximumIdleSleep = s_negative, static _ => new PoolOptions().MaximumIdleSleep = TimeSpan.FromSeconds(2)],
        ["PoolOptions.set_MainRank(value)"] = [static _ => new PoolOptions().MainRank = -1],
        ["PoolOptions.set_MaximumPending(value)"] = [static _ => new PoolOptions().MaximumPending = -1],
        ["PoolOptions.set_ShutdownTimeout(value)"] = [static _ => new PoolOptions().ShutdownTimeout = TimeSpan.Zero, static _ => new PoolOptions().ShutdownTimeout = s_negative, static _ => new PoolOptions().ShutdownTimeout = s_ages],
        ["TaskRandom.Next(maxValue)"] = [static _ => new TaskRandom(1, 1).Next(-1), static _ => new TaskRandom(1, 1).Next(2, 1)],
        ["TaskRandom.NextInt64(maxValue)"] = [static _ => new TaskRandom(1, 1).NextInt64(-1), static _ => new TaskRandom(1, 1).NextInt64(2, 1)],
    };

    private static readonly HashSet<string> s_anyValue =
    [
        "Communicator.Split(key)", "CallOptions.set_Priority(value)", "PoolOptions.set_Seed(value)", "TaskRandom.new(seed)", "TaskRandom.new(sequence)",
        // Below the maximum, whatever that is.
        "TaskRandom.Next(minValue)", "TaskRandom.NextInt64(minValue)",
    ];

    // Data that the pool makes.
    private static readonly Type[] s_made = [typeof(PoolStatus), typeof(WorkerStatus)];

    public static TheoryData<string, int> Refused
    {
        get
        {
            var data = new TheoryData<string, int>();
            foreach ((string parameter, Action<WorkerPool>[] values) in s_refused)
            {
                for (int i = 0; i < values.Length; i++)
                    data.Add(parameter, i);
            }
            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Refused))]
    public async Task ValueOutOfRange_ThrowsAtTheCall(string parameter, int value)
    {
        await using WorkerPool pool = TestTasks.OpenPool(2);
        await Task.Run(() => Assert.Throws<ArgumentOutOfRangeException>(() => s_refused[parameter][value](pool))).WaitAsync(s_limit);
        Assert.Equal(9, await pool.Submit(TestTasks.Square.Call(3)).WaitAsync(s_limit));
    }

    [Fact]
    public void EveryParameter_IsRefusedSomeValueOrTakesAny()
    {
        IEnumerable<string> taken =
            from member in PublicMembers.All.Values
            where !s_made.Contains(member.DeclaringType)
            from parameter in member.GetParameters()
            where HasRange(Nullable.GetUnderlyingType(parameter.ParameterType) ?? parameter.ParameterType) && !IsItem(parameter)
            select $"{member.DeclaringType!.Name.Split('`')[0]}.{(member.IsConstructor ? "new" : member.Name)}({parameter.Name})";
        Assert.Equal(s_refused.Keys.Concat(s_anyValue).Order(StringComparer.Ordinal), taken.Distinct().Order(StringComparer.Ordinal));
    }

    private static bool HasRange(Type type) => type == typeof(int) || type == typeof(long) || type == typeof(TimeSpan) || type.IsEnum;

    // What is a value of the user's own type where the member is not closed over long.
    private static bool IsItem(ParameterInfo parameter)
    {
        MethodBase open = parameter.Member is MethodInfo { IsGenericMethod: true } method ? method.GetGenericMethodDefinition() : (MethodBase)parameter.Member;
        if (open.DeclaringType is { IsGenericType: true } type)
            open = type.GetGenericTypeDefinition().Module.ResolveMethod(open.MetadataToken)!;
        return open.GetParameters()[parameter.Position].ParameterType.IsGenericParameter;
    }

    private sealed class SomeStream : StreamTaskCall<long>
    {
        public override Tasks.TaskEntry Entry => TestTasks.Rank;

        public override long ReadItem(ref Wire.PayloadReader reader) => throw new NotSupportedException();

        protected override void WriteStreamArguments(ref Wire.PayloadWriter writer) => throw new NotSupportedException();
    }
}
